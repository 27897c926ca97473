/** Speaks on a line whose carrier turns text into speech: nobody tells when it was played, so that is reckoned. */
import type { SpokenClause } from './heard';
import type { RelayTransport } from './live-line';
import type { Mouth, MouthEvents } from './mouth';

/** How long speech takes, and how long until it begins. */
const msPerCharacter = 65;
const beginsAfterMs = 400;

/** A mouth whose text goes to a carrier. `interrupted` is to be told what the carrier says was heard. */
export class RelayMouth implements Mouth {
  /** Sent and perhaps not heard yet, with the instant when it should have been. */
  private sent: { clause: SpokenClause; endsAt: number }[] = [];
  private waiting: SpokenClause[] = [];
  private paused = false;

  constructor(
    private readonly transport: RelayTransport,
    private readonly now: () => number,
    private readonly events: MouthEvents,
  ) {}

  get busy(): boolean {
    return this.sent.length > 0 || this.waiting.length > 0;
  }

  get audible(): boolean {
    return this.sent.length > 0;
  }

  get leftMs(): number {
    const waiting = this.waiting.reduce((sum, { text }) => sum + text.length * msPerCharacter, 0);
    return waiting + Math.max(0, (this.sent.at(-1)?.endsAt ?? 0) - this.now());
  }

  say(clause: SpokenClause): void {
    this.waiting.push(clause);
    this.pump();
  }

  /** Text that was sent cannot be taken back; what follows waits. */
  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.pump();
  }

  stop(): void {
    this.account();
    const wasBusy = this.busy;
    // A carrier that was speaking this and did not say that it stopped has spoken it, or will have.
    for (const { clause } of this.sent) clause.heard = 1;
    this.sent = this.sent.filter(({ clause }) => clause.whole);
    this.waiting = this.waiting.filter(({ whole }) => whole);
    this.paused = false;
    this.pump();
    if (wasBusy && !this.busy) this.events.onQuiet();
  }

  /** The carrier has fallen silent: `heard` is what the caller heard of the utterance. Sets back what was not heard. */
  interrupted(heard: string): void {
    const cut = this.sent.map(({ clause }) => clause);
    if (cut.length === 0) return;
    this.sent = [];
    const whole = cut.map(({ text }) => text).join(' ');
    let left = heardUpTo(whole, heard);
    const unheard: SpokenClause[] = [];
    for (const clause of cut) {
      clause.heard = Math.min(1, Math.max(clause.heard === 1 ? 1 : 0, left / clause.text.length));
      left -= clause.text.length + 1;
      if (clause.heard < 1) unheard.push(clause);
    }
    this.waiting.unshift(...unheard);
    this.paused = true;
    // What may not be cut is said again, the caller speaking or not.
    this.pump();
  }

  tick(): void {
    const wasBusy = this.busy;
    this.account();
    if (wasBusy && !this.busy) this.events.onQuiet();
  }

  close(): void {
    this.account();
    this.sent = [];
    this.waiting = [];
  }

  private pump(): void {
    while (this.waiting[0] && (!this.paused || this.waiting[0].whole))
      this.send(this.waiting.shift() as SpokenClause);
  }

  private send(clause: SpokenClause): void {
    const now = this.now();
    const begins = this.sent.at(-1)?.endsAt ?? now + beginsAfterMs;
    this.sent.push({ clause, endsAt: Math.max(begins, now) + clause.text.length * msPerCharacter });
    const text = clause.last ? clause.text : `${clause.text} `;
    this.transport.say(text, clause.last, clause.whole || undefined);
    this.events.onSound(clause, { askedAt: now, firstByteAt: now, sentAt: now });
  }

  /** Marks what should have been played by now. */
  private account(): void {
    const now = this.now();
    for (const { clause, endsAt } of this.sent) {
      const beganAt = endsAt - clause.text.length * msPerCharacter;
      clause.heard = Math.min(1, Math.max(clause.heard, (now - beganAt) / (endsAt - beganAt)));
    }
    this.sent = this.sent.filter(({ endsAt }) => endsAt > now);
  }
}

/** How many characters of `whole` the carrier's `heard` reaches; carriers change spaces and signs. */
function heardUpTo(whole: string, heard: string): number {
  const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const wanted = letters(heard);
  if (wanted === '') return 0;
  const from = letters(whole).indexOf(wanted);
  // What was heard may have begun with an utterance before; then its end is what counts.
  const upTo = from === -1 ? endOfOverlap(letters(whole), wanted) : from + wanted.length;
  let seen = 0;
  for (let at = 0; at < whole.length; at += 1) {
    if (seen >= upTo) return at;
    seen += letters(whole[at] ?? '').length;
  }
  return whole.length;
}

/** How much of the beginning of `whole` stands at the end of `heard`. */
function endOfOverlap(whole: string, heard: string): number {
  for (let length = Math.min(whole.length, heard.length); length > 0; length -= 1)
    if (heard.endsWith(whole.slice(0, length))) return length;
  return 0;
}

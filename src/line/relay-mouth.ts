/** Speaks on a line whose carrier turns text into speech: when it was played is reckoned, until the carrier tells. */
import type { SpokenClause } from './heard';
import type { RelayTransport } from './live-line';
import type { Mouth, MouthEvents } from './mouth';
import { endOfOverlap, lettersOf, placeOf, PlayedBook } from './played-book';

/** How long speech takes, and how long until it begins. */
const msPerCharacter = 65;
const beginsAfterMs = 400;

/** A mouth whose text goes to a carrier. `interrupted` and `played` are to be told what the carrier says was heard. */
export class RelayMouth implements Mouth {
  /** Sent and perhaps not heard yet, with the instant when it should have been. */
  private sent: { clause: SpokenClause; endsAt: number }[] = [];
  private waiting: SpokenClause[] = [];
  private readonly told = new PlayedBook();
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

  get certain(): boolean {
    return this.told.isWhole;
  }

  get leftMs(): number {
    const waiting = this.waiting.reduce((sum, { text }) => sum + text.length * msPerCharacter, 0);
    return waiting + Math.max(0, (this.sent.at(-1)?.endsAt ?? 0) - this.now());
  }

  say(clause: SpokenClause): void {
    this.waiting.push(clause);
    this.pump();
  }

  tone(): void {
    this.transport.tone();
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
    this.told.forget();
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
    this.told.forget();
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

  /** The carrier has played these words: they were heard, and what it does not tell of was not. */
  played(text: string): void {
    const wasBusy = this.busy;
    const whole = this.told.played(text);
    this.sent = this.sent.filter(({ clause }) => !whole.includes(clause));
    if (wasBusy && !this.busy) this.events.onQuiet();
  }

  tick(): void {
    const wasBusy = this.busy;
    this.account();
    if (wasBusy && !this.busy) this.events.onQuiet();
  }

  close(): void {
    this.account();
    this.told.settle();
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
    this.told.said(clause);
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
  const wanted = lettersOf(heard);
  if (wanted === '') return 0;
  const from = lettersOf(whole).indexOf(wanted);
  // What was heard may have begun with an utterance before; then its end is what counts.
  const upTo = from === -1 ? endOfOverlap(lettersOf(whole), wanted) : from + wanted.length;
  return placeOf(whole, upTo);
}

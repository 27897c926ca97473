/** The carrier's own voice: text played at a voice's pace into somebody's hearing. */
import type { HeardSentence, Hearing } from './hearing';

/** About what Twilio's voices speak in es, pt and en. */
export const charactersPerSecond = 15;
const perMs = charactersPerSecond / 1000;

interface Utterance {
  text: string;
  last: boolean;
  interruptible: string;
  sentence?: HeardSentence;
  beganMs?: number;
  /** Characters that were played, and those of them that were told of. */
  played: number;
  told: number;
}

/** Plays utterances one after another. An utterance may still grow while it is played. */
export class TextPlayer {
  private readonly queue: Utterance[] = [];
  private lastTickMs: number | undefined;
  private emptied: (() => void)[] = [];

  /** `onPlayed` is told each part of a sentence as it has been played to its end. */
  constructor(
    private readonly hearing: Hearing,
    private readonly onPlayed: (text: string) => void = () => undefined,
  ) {}

  /** Adds to the utterance under way, or begins one; `last` ends it. */
  say(text: string, last: boolean, interruptible = 'any'): void {
    const open = this.queue.at(-1);
    if (open && !open.last) {
      open.text += text;
      open.last = last;
      open.interruptible = interruptible;
    } else this.queue.push({ text, last, interruptible, played: 0, told: 0 });
  }

  /** Whether there is something to be played. */
  get isPlaying(): boolean {
    return this.queue.some(({ text, played }) => played < text.length);
  }

  /** What may interrupt the utterance under way: none, dtmf, speech or any. */
  get interruptible(): string {
    return this.queue[0]?.interruptible ?? 'any';
  }

  /** Resolves when everything was played or stopped. */
  async idle(): Promise<void> {
    if (this.isPlaying) await new Promise<void>((resolve) => this.emptied.push(resolve));
  }

  /** Stops; answers what was played of the utterance under way. */
  stop(nowMs: number): { heard: string; forMs: number } {
    const [first] = this.queue;
    if (this.isPlaying) this.hearing.cut();
    this.queue.length = 0;
    this.tell();
    if (!first) return { heard: '', forMs: 0 };
    return { heard: wholeWords(first), forMs: Math.round(nowMs - (first.beganMs ?? nowMs)) };
  }

  tick(nowMs: number): void {
    let fromMs = this.lastTickMs ?? nowMs;
    this.lastTickMs = nowMs;
    for (let [first] = this.queue; first && fromMs < nowMs; [first] = this.queue) {
      const toMs = this.playFirst(first, fromMs, nowMs);
      if (first.played < first.text.length || !first.last) break;
      this.queue.shift();
      fromMs = toMs;
    }
    if (!this.isPlaying) this.tell();
  }

  private playFirst(first: Utterance, fromMs: number, nowMs: number): number {
    const left = first.text.length - first.played;
    const isAll = fromMs + left / perMs <= nowMs;
    const toMs = isAll ? fromMs + left / perMs : nowMs;
    if (left <= 0) return fromMs;
    first.beganMs ??= fromMs;
    first.sentence ??= this.hearing.sentence('', fromMs);
    first.played = isAll ? first.text.length : first.played + (toMs - fromMs) * perMs;
    first.sentence.text = first.text.slice(0, Math.floor(first.played + 1e-6)).trim();
    this.hearing.loud(fromMs, toMs);
    this.tellPlayed(first);
    return toMs;
  }

  private tellPlayed(first: Utterance): void {
    const isWhole = first.last && first.played >= first.text.length;
    const played = first.text.slice(first.told, Math.floor(first.played + 1e-6));
    const [part = ''] = isWhole ? [played] : (/^.*[,.;:!?](?=\s)/su.exec(played) ?? []);
    first.told += part.length;
    if (part.trim() !== '') this.onPlayed(part.trim());
  }

  private tell(): void {
    for (const resolve of this.emptied.splice(0)) resolve();
  }
}

function wholeWords({ text, played }: Utterance): string {
  if (played >= text.length) return text.trim();
  return text
    .slice(0, Math.floor(played + 1e-6))
    .replace(/\S*$/, '')
    .trim();
}

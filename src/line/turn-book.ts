/** The caller's turns on one line: those not handed back yet, and the one that waits for an answer. */
import type { Cut, Listened, Listening } from '../domain/listening';
import type { LineHooks } from './line-options';
import type { TurnEnding } from './timing';

/** An ended turn of the caller. */
export interface CallerWords extends TurnEnding {
  text: string;
  via: 'voice' | 'keys';
  /** The sound of it, where it is kept. */
  sound?: Buffer;
}

/** Words that are handed back, as `listen` returns them. */
export type ListenedWords = Extract<Listened, { what: 'words' }>;

/** What `listen` comes back with when it is not words. */
export interface WordlessOutcome {
  what: 'silence' | 'done' | 'hungUp' | 'moved';
  heardAll?: true;
}

/** A carrier that hears by itself tells of words so long after them, or longer. */
const carrierHearsMs = 500;

export class TurnBook {
  /** Ended turns that no `listen` has come back with. */
  private pending: CallerWords[] = [];
  /** What the line has said by itself since. */
  private said: string[] = [];
  private last: ListenedWords | undefined;
  private asked: { turnId: string; say: string[] } | undefined;

  constructor(private readonly hooks: Pick<LineHooks, 'keepSound' | 'onFault'>) {}

  get hasPending(): boolean {
    return this.pending.length > 0;
  }

  add(words: CallerWords): void {
    this.pending.push(words);
  }

  lineSaid(sentence: string): void {
    this.said.push(sentence);
  }

  /** A sentence was said before it was asked for. */
  takeBack(sentence: string): boolean {
    const at = this.said.indexOf(sentence);
    if (at !== -1) this.said.splice(at, 1);
    return at !== -1;
  }

  /** What came of this turn before, where its `listen` is asked again: the answer was lost on its way. */
  answeredBefore(ask: Listening): ListenedWords | undefined {
    return this.last?.turnId === ask.turnId ? this.last : undefined;
  }

  /** The sentences of an ask that were not taken up by an earlier try of the same ask. */
  freshSentences({ turnId, say }: Listening): string[] {
    const before = this.asked?.turnId === turnId ? this.asked.say : [];
    this.asked = { turnId, say: [...before, ...say] };
    return say.filter((sentence) => !before.includes(sentence));
  }

  /** What `listen` would come back with, if this were the end of the turn. */
  preview(ask: Listening, text: string, cut: Cut | undefined): ListenedWords {
    const texts = [...this.pending.map((words) => words.text), text];
    return { ...this.outcome(ask, cut), what: 'words', text: joined(texts), via: 'voice' };
  }

  /** What is said around every outcome. */
  outcome(ask: Listening, cut: Cut | undefined): { turnId: string; cut?: Cut; said?: string[] } {
    return { turnId: ask.turnId, ...(cut && { cut }), ...(this.said.length > 0 && { said: [...this.said] }) };
  }

  /** Hands back all that is pending as one turn. `quietSince`: the caller is silent since then. */
  take(
    ask: Listening,
    cut: Cut | undefined,
  ): { listened: ListenedWords; ending: TurnEnding; quietSince: number } {
    const { pending } = this;
    this.pending = [];
    const sounds = pending.flatMap((words) => words.sound ?? []);
    const sound = sounds.length > 0 ? this.kept(ask.turnId, Buffer.concat(sounds)) : undefined;
    const listened: ListenedWords = {
      ...this.outcome(ask, cut),
      what: 'words',
      text: joined(pending.map(({ text }) => text)),
      via: pending.every(({ via }) => via === 'keys') ? 'keys' : 'voice',
      ...(sound !== undefined && { sound }),
    };
    const ending: TurnEnding = pending.at(-1) ?? { endedAt: 0 };
    return { listened, ending, quietSince: ending.speechEndedAt ?? ending.endedAt - carrierHearsMs };
  }

  /** What the sound is found by; where it cannot be kept, its words still count. */
  private kept(turnId: string, sound: Buffer): string | undefined {
    try {
      return this.hooks.keepSound?.(turnId, sound);
    } catch (fault) {
      this.hooks.onFault?.(fault);
      return undefined;
    }
  }

  /** The workflow knows what the line said, and these words where there are any. */
  told(listened?: ListenedWords): void {
    this.said = [];
    if (listened) this.last = listened;
  }

  /** What is pending belongs to a line that is gone. */
  forget(): void {
    this.pending = [];
  }
}

const joined = (texts: string[]): string => texts.filter((text) => text !== '').join(' ');

/** What a caller answers to which question, in whatever order and as often as they are asked. */
import type { PhoneCall } from './phone-call';
import { heardLastAt } from './wanted';

/** An answer, and the question that it is one to. */
export interface ToQuestion {
  hear: string;
  /** Of several, the first that was not said yet. */
  say: string | string[];
}

/** More often than this nobody answers the same question. */
const mostTimes = 12;

/** Listens for questions. Words from before a connection broke count no more: they are said again, or were heard. */
export class Answers {
  private readonly times = new Map<ToQuestion, number>();
  private readonly said = new Set<string>();
  private losses: number;

  constructor(
    private readonly call: PhoneCall,
    private readonly to: readonly ToQuestion[],
  ) {
    this.losses = call.losses.length;
  }

  /** From when words count, which were to count from `sinceMs`. */
  since(sinceMs: number): number {
    const { losses } = this.call;
    if (losses.length === this.losses) return sinceMs;
    this.losses = losses.length;
    return Math.max(sinceMs, losses.at(-1)?.atMs ?? sinceMs);
  }

  /** The question that was asked last in these words; undefined where none was. */
  asked(words: string): ToQuestion | undefined {
    let last: { at: number; question: ToQuestion } | undefined;
    for (const question of this.to) {
      const at = heardLastAt(question.hear, words);
      if (at !== undefined && at >= (last?.at ?? 0)) last = { at, question };
    }
    return last?.question;
  }

  /** What is said to it; undefined where it was answered too often already. */
  answerTo(question: ToQuestion): string | undefined {
    const times = (this.times.get(question) ?? 0) + 1;
    this.times.set(question, times);
    const all = [question.say].flat();
    const say = all.find((one) => !this.said.has(one)) ?? all.at(-1);
    if (times > mostTimes || say === undefined) return undefined;
    this.said.add(say);
    return say;
  }
}

/**
 * Fixed sentences, spoken from local files: at once, without cost, and when every provider is away.
 *
 * Only what `warm` was given is kept. What a model says holds names and numbers of callers, and has no place on a disk.
 */
import type { ConnectorError } from '../errors';
import { ClipStore, type FixedSentence } from './clip-store';
import { toSpeechFault } from './speech-fault';
import type { SpeakOptions, Synthesizer } from './synthesizer';

export type { FixedSentence } from './clip-store';

export interface ClipsOptions {
  /** It need not exist. */
  folder: string;
  /** Who speaks what is not fixed: usually all the others as one (`fallback.ts`). */
  speaker: Synthesizer;
  /** Who makes the files, best first; each has files of its own, so that a stand-in's voice does not stay for good. */
  makers: readonly Synthesizer[];
}

/** What `warm` found: how many files were there, were made, and could not be made, with the last reason. */
export interface Warmed {
  kept: number;
  made: number;
  missing: number;
  fault?: ConnectorError;
}

/** A provider is not to be flooded at every start. */
const makersAtOnce = 2;

/** A voice with its fixed sentences. */
export class Clips implements Synthesizer {
  readonly name: string;
  private readonly store: ClipStore;
  private readonly fixed = new Set<string>();

  constructor(private readonly options: ClipsOptions) {
    this.name = options.speaker.name;
    this.store = new ClipStore(options.folder);
  }

  voiceFor(language: FixedSentence['language']): string {
    return this.options.speaker.voiceFor?.(language) ?? '';
  }

  /** Whether a sentence is a fixed one: it is best asked for in one piece. */
  keeps(text: string, language: FixedSentence['language']): boolean {
    return this.fixed.has(nameOf({ text, language }));
  }

  /** From its file where it is a fixed sentence and has one; else as the speaker does it. */
  async *speak(text: string, how: SpeakOptions): AsyncGenerator<Buffer> {
    const { language, voice, signal } = how;
    const sentence = { text, language, ...(voice !== undefined && { voice }) };
    const isFixed = this.fixed.has(nameOf(sentence));
    const sound = isFixed ? await this.find(sentence) : undefined;
    if (signal?.aborted) return;
    if (sound) return yield sound;
    yield* this.options.speaker.speak(text, how);
    // Its file was lost or damaged meanwhile: the next caller hears it from a file again.
    if (isFixed && !signal?.aborted) void this.prepare(sentence, { kept: 0, made: 0, missing: 0 });
  }

  /** Makes the files that are missing or damaged. Never throws: what could not be made is spoken live. */
  async warm(sentences: readonly FixedSentence[]): Promise<Warmed> {
    const result: Warmed = { kept: 0, made: 0, missing: 0 };
    const unique = new Map(sentences.map((sentence) => [nameOf(sentence), sentence]));
    for (const name of unique.keys()) this.fixed.add(name);
    const queue = [...unique.values()];
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) await this.prepare(next, result);
    };
    await Promise.all(Array.from({ length: makersAtOnce }, work));
    return result;
  }

  /** The sentence by the best maker who has spoken it. */
  private async find(sentence: FixedSentence): Promise<Buffer | undefined> {
    for (const maker of this.options.makers) {
      const sound = await this.store.read(maker, sentence);
      if (sound) return sound;
    }
    return undefined;
  }

  /** Sees to the best maker's file of a sentence, or the best that can be had. */
  private async prepare(sentence: FixedSentence, result: Warmed): Promise<void> {
    for (const maker of this.options.makers) {
      if (await this.store.read(maker, sentence)) return void result.kept++;
      try {
        await this.store.make(maker, sentence);
        return void result.made++;
      } catch (error) {
        result.fault = toSpeechFault(maker.name, error);
      }
    }
    result.missing++;
  }
}

const nameOf = ({ text, language, voice = '' }: FixedSentence): string =>
  JSON.stringify([text, language, voice]);

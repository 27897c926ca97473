/** The files of fixed sentences: who spoke which, and making those that are missing. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Language } from '../domain/language';
import { readClip, writeClip } from './clip-file';
import { leastSound } from './least-sound';
import { speechFault } from './speech-fault';
import type { Synthesizer } from './synthesizer';

/** A sentence that is always said in the same words. */
export interface FixedSentence {
  text: string;
  language: Language;
  voice?: string;
}

/** Small sentences, read often: some 20 MB at most. */
const mostInMemory = 400;

/** One folder; each maker has files of its own. */
export class ClipStore {
  private readonly memory = new Map<string, Buffer>();
  private readonly making = new Map<string, Promise<void>>();

  constructor(private readonly folder: string) {}

  /** A maker's sound of a sentence; undefined where there is none, or none that is whole. */
  async read(maker: Synthesizer, sentence: FixedSentence): Promise<Buffer | undefined> {
    const path = this.pathOf(maker, sentence);
    const sound = this.memory.get(path) ?? (await readClip(path));
    if (sound && this.memory.size < mostInMemory) this.memory.set(path, sound);
    return sound;
  }

  /** Lets a maker speak a sentence into its file; once for all who want it at a time. Throws what the maker throws. */
  async make(maker: Synthesizer, sentence: FixedSentence): Promise<void> {
    const path = this.pathOf(maker, sentence);
    const made =
      this.making.get(path) ?? record(maker, sentence, path).finally(() => this.making.delete(path));
    this.making.set(path, made);
    await made;
  }

  private pathOf(maker: Synthesizer, { text, language, voice }: FixedSentence): string {
    const parts = [maker.name, voice ?? maker.voiceFor?.(language) ?? '', language, text];
    const name = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
    return join(this.folder, `${name}.clip`);
  }
}

async function record(maker: Synthesizer, sentence: FixedSentence, path: string): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of maker.speak(sentence.text, sentence)) pieces.push(piece);
  const sound = Buffer.concat(pieces);
  // Kept for good, half a sentence would be said for good.
  if (sound.length < Math.max(1, leastSound(sentence.text)))
    throw speechFault(maker.name, 'unavailable', 'broke off in mid-sentence');
  await writeClip(path, sound);
}

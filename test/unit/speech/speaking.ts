/** What the tests of speech say and how they listen. */
import { decodeMulaw } from '../../../src/audio/mulaw';
import { findTags } from '../../../src/phone/spoken-tag';
import type { Words } from '../../../src/phone/words';
import { ConnectorError } from '../../../src/errors';
import type { Recognition } from '../../../src/speech/recognizer';
import { spokenSamples } from '../../../src/phone/stand-ins/spoken-sound';

/** Feeds sound as a line does, 20 ms at a time, at once. */
export function feedFrames(ear: Recognition, samples: Int16Array): void {
  for (let at = 0; at < samples.length; at += 160) ear.feed(samples.subarray(at, at + 160));
}

/** A caller says a sentence, and is silent for as long as a turn's end takes. */
export function say(ear: Recognition, words: Words, text: string): void {
  feedFrames(ear, spokenSamples(words, text));
  feedFrames(ear, new Int16Array(4000));
}

export async function collect(sound: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of sound) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The sentences in a mu-law sound. */
export const sentencesIn = (words: Words, sound: Buffer): string[] =>
  findTags(decodeMulaw(sound)).map(({ id }) => words.get(id) ?? `unknown ${id}`);

/** How long a stand-in speaks a text, in mu-law bytes. */
export const lengthOf = (text: string): number => 960 + text.length * 55 * 8;

/** The fault that something ends with. */
export async function faultOf(doing: Promise<unknown>): Promise<ConnectorError> {
  const error = await doing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ConnectorError) return error;
  throw new Error('it did not end with a ConnectorError', { cause: error });
}

export async function until(isSo: () => boolean, what: string, withinMs = 10_000): Promise<void> {
  for (const end = Date.now() + withinMs; Date.now() < end;) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`it never came to: ${what}`);
}

/** One spoken sentence as a file: a mark, the sound's SHA-256, the sound (mu-law, 8 kHz). */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../journal-file';
import { writeWhole } from '../whole-file';

const mark = Buffer.from('recado clip 1\n');
const digestLength = 32;

const digestOf = (sound: Buffer): Buffer => createHash('sha256').update(sound).digest();

/** The sound, or undefined where there is no such file, or one that is not as it was written. */
export async function readClip(path: string): Promise<Buffer | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes?.subarray(0, mark.length).equals(mark)) return undefined;
  const sound = bytes.subarray(mark.length + digestLength);
  const digest = bytes.subarray(mark.length, mark.length + digestLength);
  return sound.length > 0 && digestOf(sound).equals(digest) ? sound : undefined;
}

/** Writes the file so that whoever reads it meanwhile, or after a power cut, finds all of it or the one before. */
export async function writeClip(path: string, sound: Buffer): Promise<void> {
  await writeWhole(path, Buffer.concat([mark, digestOf(sound), sound]));
  syncFolder(dirname(path));
}

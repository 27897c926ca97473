import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeMulaw, encodeMulaw } from '../../../src/audio/mulaw';
import { readWav } from '../../../src/audio/wav';
import { createSoundFolder } from '../../../src/speech/sound-folder';
import { eventually } from '../../fakes/caller';

let home: string;
const faults: unknown[] = [];
const sound = encodeMulaw(Int16Array.from({ length: 801 }, (_, at) => at * 20));
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'recado-sound-'))));
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
  faults.length = 0;
});
const keep = (callId: string, turnId: string): string | undefined =>
  createSoundFolder(home, (fault) => void faults.push(fault)).keep(callId, turnId, sound);

test('what a caller said is found by its reference, as they said it, by nobody but us', async () => {
  const reference = keep('CA1', 'v3');
  expect(reference).toBe('sound/CA1/v3.wav');
  const path = join(home, reference ?? '');
  await eventually('the file', async () => existsSync(path));
  expect(readWav(readFileSync(path))).toEqual({ rate: 8000, channels: [decodeMulaw(sound)] });
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(statSync(join(home, 'sound')).mode & 0o077).toBe(0);
  expect(readdirSync(join(home, 'sound/CA1'))).toEqual(['v3.wav']);
});

test.each([
  ['../../etc', 'v1'],
  ['CA1', '../v1'],
  ['CA1', 'alone/1/2'],
  ['', 'v1'],
  ['CA1', '.'],
])('a call %j and a turn %j that are no names of files are kept nowhere', (callId, turnId) => {
  expect(keep(callId, turnId)).toBeUndefined();
  expect(existsSync(join(home, 'sound'))).toBe(false);
});

test('a disk that refuses harms no call, and is told', async () => {
  writeFileSync(join(home, 'sound'), 'in the way');
  expect(keep('CA1', 'v1')).toBe('sound/CA1/v1.wav');
  await eventually('the fault', async () => faults.length > 0);
  expect(faults).toEqual([expect.objectContaining({ code: 'ENOTDIR' })]);
});

import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../errors';
import { syncFolder } from '../journal-file';
import { type Mood, mood } from './shapes';

/** One desk's outage switch. */
export interface MoodSwitch {
  now(): Mood;
  /** Is on disk when it returns. */
  turn(to: Mood): void;
}

/** Reads the switch kept in a file of one word; `well` where there is none. */
export function openMood(path: string): MoodSwitch {
  let current = readMood(path);
  return {
    now: () => current,
    turn(to) {
      const draft = `${path}.new`;
      const file = openSync(draft, 'w', 0o600);
      try {
        writeSync(file, to);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(draft, path);
      syncFolder(dirname(path));
      current = to;
    },
  };
}

function readMood(path: string): Mood {
  if (!existsSync(path)) return 'well';
  const read = mood.safeParse(readFileSync(path, 'utf8').trim());
  if (read.success) return read.data;
  throw new UsageError(`${path} does not say well, down, slow or mute.`, 'Delete that file.');
}

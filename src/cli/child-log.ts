/** The log file of one process, and the lines of it that a person at the terminal should see. */
import { createWriteStream, mkdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { alarmIn } from './alarm-line';

const longestFileBytes = 10 * 2 ** 20;
const keptLines = 20;
const alarmsAtOnce = 8;
const alarmWindowMs = 10_000;

/** Takes what a process writes. */
export interface ChildLog {
  readonly path: string;
  write(piece: string): void;
  /** The newest lines, oldest first. */
  lastLines(): string[];
  close(): void;
}

/** Opens `<folder>/<name>.log`, emptied where it has grown past 10 MB; `onAlarm` gets warnings and errors, never a flood. */
export function openChildLog(folder: string, name: string, onAlarm: (line: string) => void): ChildLog {
  const path = join(folder, `${name}.log`);
  mkdirSync(folder, { recursive: true });
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > longestFileBytes) truncateSync(path);
  const file = createWriteStream(path, { flags: 'a' });
  let broken = false;
  file.on('error', (error) => {
    if (!broken) onAlarm(`its log cannot be written: ${error.message}`);
    broken = true;
  });
  const alarm = limit(onAlarm, path);
  const last: string[] = [];
  let rest = '';
  return {
    path,
    write(piece) {
      if (!broken) file.write(piece);
      const lines = (rest + piece).split('\n');
      rest = lines.pop()?.slice(-10_000) ?? '';
      for (const line of lines.filter((text) => text.trim() !== '')) {
        last.push(line);
        const words = alarmIn(line);
        if (words) alarm(words);
      }
      last.splice(0, last.length - keptLines);
    },
    lastLines: () => (rest.trim() === '' ? [...last] : [...last, rest].slice(-keptLines)),
    close: () => void file.end(),
  };
}

function limit(say: (line: string) => void, path: string): (line: string) => void {
  let from = 0;
  let said = 0;
  return (line) => {
    const now = performance.now();
    if (now - from > alarmWindowMs) [from, said] = [now, 0];
    said += 1;
    if (said <= alarmsAtOnce) say(line);
    else if (said === alarmsAtOnce + 1) say(`more of the same in ${path}`);
  };
}

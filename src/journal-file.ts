/** An append-only file of JSON lines: what `append` returned from is on disk, whatever kills the process. */
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { z } from 'zod';
import { UsageError } from './errors';

/** A journal that was read; `records` is what it held when it was opened. */
export interface Journal<Line> {
  records: Line[];
  append(line: Line): void;
  close(): void;
}

/**
 * Reads a journal, which need not exist. A last line without its end was never acknowledged: it is left out, and
 * overwritten by the next one. Any other line that makes no sense is a `UsageError`.
 */
export function openJournal<Line>(path: string, schema: z.ZodType<Line>): Journal<Line> {
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  let size = bytes.lastIndexOf('\n') + 1;
  const records = bytes
    .subarray(0, size)
    .toString('utf8')
    .split('\n')
    .slice(0, -1)
    .map((line, index) => parsedLine(path, schema, line, index));
  let file: number | undefined;

  return {
    records,

    append(line) {
      file ??= openForAppending(path, size);
      const piece = Buffer.from(`${JSON.stringify(line)}\n`);
      try {
        for (let done = 0; done < piece.length;)
          done += writeSync(file, piece, done, piece.length - done, size + done);
        fsyncSync(file);
      } catch (error) {
        // A full disk may have taken half a line, which the next one would otherwise be glued to.
        ftruncateSync(file, size);
        throw error;
      }
      size += piece.length;
    },

    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

function parsedLine<Line>(path: string, schema: z.ZodType<Line>, line: string, index: number): Line {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    throw new UsageError(
      `${basename(path)}, line ${index + 1}, cannot be read.`,
      `Take that line out of ${path}, or delete the file to begin with an empty one.`,
    );
  }
}

function openForAppending(path: string, size: number): number {
  const isNew = !existsSync(path);
  const file = openSync(path, isNew ? 'wx' : 'r+', 0o600);
  ftruncateSync(file, size);
  if (isNew) syncFolder(dirname(path));
  return file;
}

/** Puts a folder's own list of files on disk; without it a new file may be missing after a power cut. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

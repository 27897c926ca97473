/** The call that `recado say` goes on with. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const lastCall = z.object({
  callId: z.string(),
  assistant: z.string(),
  url: z.string(),
  from: z.string().optional(),
});
/** A call that was begun from the shell, and the gateway it is at. */
export type LastCall = z.infer<typeof lastCall>;

const pathIn = (home: string): string => join(home, 'last-call.json');

/** The last call; undefined where there is none or its file was mangled, which is as good. */
export function readLastCall(home: string): LastCall | undefined {
  try {
    return lastCall.parse(JSON.parse(readFileSync(pathIn(home), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Remembers a call, or forgets it with `undefined`. */
export function writeLastCall(home: string, call: LastCall | undefined): void {
  const path = pathIn(home);
  if (!call) return rmSync(path, { force: true });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(call));
  renameSync(`${path}.${process.pid}`, path);
}

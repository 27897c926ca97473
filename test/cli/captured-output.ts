/** The streams of a command line in a test, and what was written to them. */
import { runCommandLine } from '../../src/cli/command-line';
import type { Streams } from '../../src/cli/output';

export interface Captured extends Streams {
  out: () => string;
  err: () => string;
  /** The last line of stdout, parsed. */
  json: () => Record<string, unknown>;
}

export function capture(): Captured {
  const out: string[] = [];
  const err: string[] = [];
  return {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    out: () => out.join(''),
    err: () => err.join(''),
    json: () => JSON.parse(out.join('').trimEnd().split('\n').at(-1) ?? ''),
  };
}

/** Runs `recado <words>` in this process: its exit code, and what it wrote. */
export async function recado(...words: string[]) {
  const output = capture();
  const exit = await runCommandLine(words, output);
  return { exit, out: output.out(), err: output.err(), json: output.json };
}

/** What a CPU profile of Node's says: where a process's own time went, by function. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { projectRoot } from '../../src/cli/project-root';

const profile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

/** A share of the time that the process was busy. */
export interface Share {
  what: string;
  percent: number;
}

/** Where the time of a profile went. */
export interface Profile {
  process: string;
  /** Of the time between first and last sample. */
  busyPercent: number;
  functions: Share[];
  files: Share[];
}

const resting = new Set(['(idle)', '(program)', '(root)']);
const shown = 14;

/** Reads it. `(program)` is time that V8 sees nothing of: native code, and waiting for the CPU. */
export function readProfile(process: string, file: string): Profile {
  const { nodes, samples, timeDeltas } = profile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const functions = new Map<string, number>();
  const files = new Map<string, number>();
  let [whole, busy] = [0, 0];
  for (const [place, sample] of samples.entries()) {
    const us = timeDeltas[place] ?? 0;
    const frame = frames.get(sample);
    whole += us;
    if (!frame || resting.has(frame.functionName)) continue;
    busy += us;
    const where = shortened(frame.url);
    add(functions, `${frame.functionName || '(anonymous)'} ${where}:${frame.lineNumber + 1}`, us);
    add(files, where, us);
  }
  return {
    process,
    busyPercent: Math.round((100 * busy) / whole),
    functions: sharesOf(functions, busy),
    files: sharesOf(files, busy),
  };
}

const add = (into: Map<string, number>, name: string, us: number): void =>
  void into.set(name, (into.get(name) ?? 0) + us);

const sharesOf = (times: Map<string, number>, busy: number): Share[] =>
  [...times]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, shown)
    .map(([what, us]) => ({ what, percent: Math.round((1000 * us) / busy) / 10 }));

function shortened(url: string): string {
  if (!url.startsWith('file:') && !url.startsWith('/')) return url || '(native)';
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  return relative(projectRoot(), path)
    .replace(/^.*node_modules\//, '')
    .replace(/^dist\//, '');
}

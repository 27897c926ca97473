/**
 * Who of each caller in line asked first, and who is in line at all: kept up as the line changes. With ten thousand in
 * line, looking through all of them at every step takes a replayed workflow longer than its worker lets it run.
 */
import type { Circuit, Waiting } from './circuit';

interface Heads {
  codes: Set<string>;
  first: Map<string, Waiting>;
}

/** Beside the circuit, which is plain data and continues as new without them. */
const known = new WeakMap<Circuit, Heads>();

function headsOf(circuit: Circuit): Heads {
  const before = known.get(circuit);
  if (before) return before;
  const heads: Heads = { codes: new Set(), first: new Map() };
  known.set(circuit, heads);
  for (const waiting of circuit.line) add(heads, waiting);
  return heads;
}

function add({ codes, first }: Heads, waiting: Waiting): void {
  codes.add(waiting.code);
  const head = first.get(waiting.caller);
  if (!head || waiting.since < head.since) first.set(waiting.caller, waiting);
}

function remove({ codes, first }: Heads, { line }: Circuit, gone: Waiting): void {
  codes.delete(gone.code);
  if (first.get(gone.caller) !== gone) return;
  first.delete(gone.caller);
  for (const waiting of line) {
    if (waiting.caller !== gone.caller) continue;
    const head = first.get(waiting.caller);
    if (!head || waiting.since < head.since) first.set(waiting.caller, waiting);
  }
}

/** Whether a delivery is in line. */
export const isInLine = (circuit: Circuit, code: string): boolean => headsOf(circuit).codes.has(code);
/** Whether somebody waits for this caller. */
export const hasWaiting = (circuit: Circuit, caller: string): boolean => headsOf(circuit).first.has(caller);
/** Of each caller the one that asked first. */
export const firstOfEachCaller = (circuit: Circuit): Iterable<Waiting> => headsOf(circuit).first.values();

/** Puts a delivery at the end of the line. */
export function push(circuit: Circuit, waiting: Waiting): void {
  const heads = headsOf(circuit);
  circuit.line.push(waiting);
  add(heads, waiting);
}

/** Takes a delivery out of the line, or puts another in its place; undefined where it is not there. */
export function take(circuit: Circuit, code: string, instead?: Waiting): Waiting | undefined {
  const heads = headsOf(circuit);
  const at = heads.codes.has(code) ? circuit.line.findIndex((waiting) => waiting.code === code) : -1;
  const gone = circuit.line[at];
  if (!gone) return undefined;
  circuit.line.splice(at, 1, ...(instead ? [instead] : []));
  remove(heads, circuit, gone);
  if (instead) add(heads, instead);
  return gone;
}

/** The first `most` by an order, without sorting all of them. */
export function firstBy<T>(all: Iterable<T>, most: number, isBefore: (one: T, other: T) => boolean): T[] {
  const best: T[] = [];
  for (const one of all) {
    const last = best.at(-1);
    if (best.length >= most && last !== undefined && !isBefore(one, last)) continue;
    let place = best.length;
    for (
      let before = best[place - 1];
      before !== undefined && isBefore(one, before);
      before = best[place - 1]
    )
      place -= 1;
    best.splice(place, 0, one);
    if (best.length > most) best.pop();
  }
  return best;
}

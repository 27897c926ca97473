/**
 * The circuit of a system that is away: who waits in line, who may try next, when the system is looked at again.
 *
 * Closed, deliveries in line try side by side, `atOnce` at most. After some faults in a row the system itself is looked
 * at: does it answer, fewer may try at a time; does it not, the circuit opens, nobody tries, and it is looked at ever
 * less often until it answers. Where it cannot be looked at, or answers and yet does nothing, one delivery tries for all
 * (half-open). Each success lets twice as many follow, so that a system that is back is not run over;
 * and where our own pace has no room, only one more now and then, as TCP does it (RFC 5681: slow start, congestion avoidance).
 */

import { firstBy, firstOfEachCaller, hasWaiting, isInLine, push, take } from './circuit-heads';

/** A delivery in line. `caller` groups those of one caller, which keep their order. */
export interface Waiting {
  code: string;
  caller: string;
  /** Epoch milliseconds at which it was asked for: its place among those of its caller. */
  since: number;
  /** Epoch milliseconds before which it must not be tried. */
  notBefore: number;
}

/**
 * What came of a try: the system did its part (whatever it said to this order), or it is away. Nothing is known of it where our
 * own worker was lost, or where our own pace had no room for one more.
 */
export type Tried =
  | { code: string; system: 'answered' }
  | { code: string; system: 'away'; again: Waiting; retryAfterMs?: number; error: string }
  | { code: string; system: 'unheard' | 'unasked'; again: Waiting };

/** A circuit as its workflow keeps it; plain data, so that it continues as new. */
export interface Circuit {
  connection: string;
  /** Deliveries that may try at the same time. */
  atOnce: number;
  state: 'closed' | 'open' | 'half-open';
  /** ISO instant of the last change of state. */
  since: string;
  line: Waiting[];
  /** Codes that may try now, with the epoch milliseconds at which that right lapses. */
  granted: Record<string, number>;
  /** Tries allowed at the same time just now, 1 at least: doubles with each success. Its fraction is on the way to one more. */
  width: number;
  /** Our own pace had no room for more: from then on so many successes as are under way allow one more. */
  isPaced?: true;
  /** Faults in a row. */
  failures: number;
  /** Deliveries that left, by callers who are still in line: for fairness between them. */
  served: Record<string, number>;
  /** Epoch milliseconds of the next look at the system, while open. */
  nextLookAt?: number;
  /** Looks in vain since it opened. */
  looks?: number;
  lastError?: string;
  /** Deliveries that left the line since the circuit began. */
  drained: number;
}

/** So many faults in a row ask for a look; so many although it answers, for one try at a time. */
const suspectAfter = 3;
const hopelessAfter = 15;
/** What continues as new must fit into one payload of 2 MB. */
const mostInLine = 15_000;
const firstLookMs = 2_000;
const longestLookMs = 300_000;
/** A delivery that was let try and never reported (its workflow was terminated) holds its place no longer than this. */
const leaseMs = 60_000;

/** A circuit that nobody waits at yet. `now` in epoch milliseconds. */
export const newCircuit = (connection: string, atOnce: number, now: number): Circuit => ({
  connection,
  atOnce,
  state: 'closed',
  since: new Date(now).toISOString(),
  line: [],
  granted: {},
  width: atOnce,
  failures: 0,
  served: {},
  drained: 0,
});

/** Gets a delivery in line; one that is there already keeps its place. One too many is left to come again later. */
export function join(circuit: Circuit, waiting: Waiting): void {
  if (circuit.line.length >= mostInLine) return;
  if (!isInLine(circuit, waiting.code)) push(circuit, waiting);
}

/** Takes a delivery out of line: it ended, or does not want to any more. */
export function leave(circuit: Circuit, code: string): void {
  const gone = take(circuit, code);
  delete circuit.granted[code];
  if (!gone) return;
  circuit.drained += 1;
  const { caller } = gone;
  if (hasWaiting(circuit, caller)) circuit.served[caller] = (circuit.served[caller] ?? 0) + 1;
  else delete circuit.served[caller];
}

/** Takes in what came of a try. `random` in [0, 1) spreads the looks. */
export function tried(circuit: Circuit, result: Tried, now: number, random: number): void {
  if (result.system === 'answered') {
    leave(circuit, result.code);
    circuit.failures = 0;
    circuit.width = Math.min(
      circuit.atOnce,
      circuit.width + (circuit.isPaced ? 1 / circuit.width : circuit.width),
    );
    close(circuit, now);
    return;
  }
  delete circuit.granted[result.code];
  if (!take(circuit, result.code, result.again)) push(circuit, result.again);
  if (result.system === 'unasked') keepPace(circuit);
  if (result.system !== 'away') return;
  circuit.failures += 1;
  circuit.lastError = result.error;
  if (circuit.state === 'open') return;
  if (result.retryAfterMs !== undefined) open(circuit, now, result.retryAfterMs);
  else if (circuit.state === 'half-open') open(circuit, now, backOffMs(circuit, random));
  else if (circuit.failures % suspectAfter === 0) open(circuit, now, 0);
}

/** As many as are under way have places in our own pace; a further one would only be sent back in line, again and again. */
function keepPace(circuit: Circuit): void {
  circuit.width = Math.max(1, Math.min(circuit.width, underWay(circuit)));
  circuit.isPaced = true;
}

const underWay = ({ granted }: Circuit): number => Object.keys(granted).length;

/** The system was looked at: it answers, or nobody can tell but by trying. */
export function looked(circuit: Circuit, found: 'answers' | 'cannot-tell', now: number): void {
  delete circuit.nextLookAt;
  if (found === 'answers' && circuit.failures < hopelessAfter) {
    circuit.width = Math.max(1, Math.floor(circuit.width / 2));
    close(circuit, now);
  } else {
    circuit.width = 1;
    change(circuit, 'half-open', now);
  }
}

/** The system was looked at and is away still. */
export function stillAway(circuit: Circuit, error: string, now: number, random: number): void {
  circuit.failures = Math.min(circuit.failures + 1, hopelessAfter - 1);
  circuit.looks = (circuit.looks ?? 0) + 1;
  circuit.lastError = error;
  circuit.width = 1;
  delete circuit.isPaced;
  open(circuit, now, backOffMs(circuit, random));
}

/** The system could not be asked just now, which says nothing of it: it is looked at in so many milliseconds. */
export const lookIn = (circuit: Circuit, afterMs: number | undefined, now: number): void => {
  circuit.nextLookAt = now + (afterMs ?? firstLookMs);
};

/** Lets an operator's look happen now. */
export const lookNow = (circuit: Circuit, now: number): void => {
  if (circuit.state === 'open') circuit.nextLookAt = now;
};

/** Who may try now: of each caller the one that asked first, callers who were served least before others. Marks them. */
export function grant(circuit: Circuit, now: number): string[] {
  for (const [code, until] of Object.entries(circuit.granted)) if (until <= now) delete circuit.granted[code];
  if (circuit.state === 'open') return [];
  const places = Math.floor(circuit.width) - underWay(circuit);
  if (places <= 0) return [];
  const ready: Waiting[] = [];
  for (const head of firstOfEachCaller(circuit))
    if (head.notBefore <= now && circuit.granted[head.code] === undefined) ready.push(head);
  const served = ({ caller }: Waiting): number => circuit.served[caller] ?? 0;
  const heads = firstBy(
    ready,
    places,
    (a, b) => served(a) < served(b) || (served(a) === served(b) && a.since < b.since),
  );
  for (const { code } of heads) circuit.granted[code] = now + leaseMs;
  return heads.map(({ code }) => code);
}

/** Milliseconds until something happens by itself; undefined where only a message changes anything. */
export function nextChangeMs(circuit: Circuit, now: number): number | undefined {
  const times = Object.values(circuit.granted);
  if (circuit.state === 'open') times.push(circuit.nextLookAt ?? now);
  else if (underWay(circuit) < Math.floor(circuit.width))
    for (const { code, notBefore } of firstOfEachCaller(circuit))
      if (circuit.granted[code] === undefined) times.push(notBefore);
  return times.length === 0 ? undefined : Math.max(0, least(times) - now);
}

/** `Math.min` takes no more arguments than the stack has room for. */
const least = (times: readonly number[]): number =>
  times.reduce((before, time) => Math.min(before, time), Number.POSITIVE_INFINITY);

function close(circuit: Circuit, now: number): void {
  delete circuit.nextLookAt;
  delete circuit.looks;
  change(circuit, 'closed', now);
}

function open(circuit: Circuit, now: number, forMs: number): void {
  circuit.nextLookAt = now + forMs;
  change(circuit, 'open', now);
}

function backOffMs(circuit: Circuit, random: number): number {
  const looks = (circuit.looks ?? 0) + Math.max(0, circuit.failures - hopelessAfter);
  return Math.round(Math.min(firstLookMs * 1.5 ** looks, longestLookMs) * (0.8 + 0.2 * random));
}

function change(circuit: Circuit, state: Circuit['state'], now: number): void {
  if (circuit.state === state) return;
  circuit.state = state;
  circuit.since = new Date(now).toISOString();
}

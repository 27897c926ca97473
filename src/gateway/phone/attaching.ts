/** Telling a spoken call which host holds its line. */
import { setTimeout as sleep } from 'node:timers/promises';
import { callWorkflowId } from '../../../workflows/ids';
import type { OpenLine } from '../../line/open-line';
import { Refused } from '../problem';
import { NoAnswer } from '../temporal';
import type { PhoneParts } from './phone-parts';

/** What came of it: told, the call is over, or nobody could be told. */
export type Told = 'told' | 'over' | 'untold';

const againMs = 1_000;
/** A workflow that was told so lately need not be told again: it is slow, and one word more makes it slower. */
const latelyMs = 5_000;
const toldAtMs = new WeakMap<OpenLine, number>();

/** Whether Temporal has taken word of this line within the last seconds. */
export const wasToldLately = (line: OpenLine): boolean =>
  performance.now() - (toldAtMs.get(line) ?? -Infinity) < latelyMs;

/**
 * That the line is back is said by itself and takes longer than this. A host that is lost sends all its lines to another at once:
 * first each has a socket again, then their workflows are told.
 */
const backFirstMs = 1_000;

/**
 * Tells the workflow of a new line, again and again while Temporal is away; closes the line where the call is over. `isBack`:
 * the call had a line before.
 */
export async function attach(
  parts: PhoneParts,
  line: OpenLine,
  { isBack, isGone }: { isBack: boolean; isGone: () => boolean },
): Promise<void> {
  if (isBack) await sleep(backFirstMs);
  if (isGone()) return;
  // What was noted comes first, but the first try must not wait for a look whether something was.
  let told = await sayThatItIsHere(parts, line);
  while (told === 'untold' && !isGone()) {
    await sleep(againMs);
    if (!isGone()) told = await handBack(parts, line);
  }
  // Nobody will ever ask this line for anything.
  if (told === 'over') line.close();
}

/**
 * Asks where the call stands before it says whose line this is: for a line of a call that is over, or that a newer line
 * holds, it is over.
 */
export async function checkIn(parts: PhoneParts, line: OpenLine): Promise<Told> {
  const known = await parts.desk.state(callWorkflowId('phone', line.callId));
  return known?.state === 'ended' || (known?.epoch ?? 0) > line.epoch
    ? 'over'
    : await sayThatItIsHere(parts, line);
}

/**
 * Whether the call has had a newer line than this since. Who is told to ask for one asks once, of the call's newest line, so
 * that whoever asks for an older one sends a request again that they saw, as to a gateway that does not remember it. False
 * where that cannot be known in time: then the line itself asks.
 */
export async function hasHadNewer(
  { desk }: PhoneParts,
  { callId, epoch }: Pick<OpenLine, 'callId' | 'epoch'>,
): Promise<boolean> {
  if (desk.intakes.outage.isOn()) return false;
  return (await desk.newestLine(callId)) > epoch;
}

/** Says so once what was noted of the call has been heard by it. */
export async function handBack(parts: PhoneParts, line: OpenLine): Promise<Told> {
  if (parts.desk.intakes.outage.isOn()) return 'untold';
  try {
    await parts.desk.settleNoted(line.callId);
  } catch (error) {
    return failed(parts, line, error);
  }
  return await sayThatItIsHere(parts, line);
}

/** Tells the workflow that this host holds the line; where it knows, it listens there again. */
export async function sayThatItIsHere(parts: PhoneParts, line: OpenLine): Promise<Told> {
  const { desk, gateway } = parts;
  const { callId, epoch } = line;
  if (desk.intakes.outage.isOn()) return 'untold';
  try {
    await desk.attach(callId, { host: gateway.host, epoch });
    toldAtMs.set(line, performance.now());
    return 'told';
  } catch (error) {
    return failed(parts, { callId }, error);
  }
}

function failed({ desk, gateway }: PhoneParts, { callId }: Pick<OpenLine, 'callId'>, error: unknown): Told {
  if (error instanceof Refused && error.status === 409) return 'over';
  if (error instanceof NoAnswer && error.why === 'away') desk.intakes.outage.begin();
  else gateway.log.warn({ err: error, callId }, 'a line could not be told to its workflow');
  return 'untold';
}

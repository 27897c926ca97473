/** A call of ours: placed once, and nothing is said before somebody is known to be there. */
import { ActivityFailure, condition, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { OutboundPlan, Ringing, RingOutcome } from '../src/domain/telephone';
import { ringOutcomeOf } from '../src/domain/transfer-rules';
import { spokenPhrasesOf } from '../src/language/spoken-phrases-of';
import { faultOf } from './faults';
import { listen, type SpokenCall } from './line-of-call';
import { forLegs, forPlacing } from './options';

/** The carrier's own callbacks may come that much later than it rings. */
const callbackWithinMs = 15_000;
/** How long a machine may be taken for a person, or a person for a machine: the carrier's own limit is 30 s. */
const verdictWithin = '40 seconds';
/** How long somebody who is there waits for a line. */
const heldWithin = '20 seconds';

const { placeCall } = proxyActivities<Activities>(forPlacing);
const { readLeg, endLeg } = proxyActivities<Activities>(forLegs);

/** Rings up, once; comes back when a person is there, or ends the call with what became of it. */
export async function ringUp(spoken: SpokenCall): Promise<void> {
  const { start, line, call, show } = spoken;
  const { outbound } = start;
  const { ringing } = line;
  if (!outbound || !ringing || ringing.outcome) return;
  const outcome = await reached(spoken, outbound, ringing);
  ringing.outcome = outcome;
  if (outcome !== 'person') {
    const { voicemail } = outbound;
    call.talk.ended ??= 'channel';
    if (outcome === 'machine' && ringing.mayLeaveMessage && voicemail !== undefined && !start.gathered)
      await leaveMessage(spoken, ringing, voicemail);
    await hangUp(spoken);
  }
  show();
}

async function reached(spoken: SpokenCall, plan: OutboundPlan, ringing: Ringing): Promise<RingOutcome> {
  const { start, line, call } = spoken;
  const { detectsMachines, ringS } = plan;
  if (!(await isPlaced(spoken, plan, ringing))) return 'failed';
  const isHeld = (): boolean => (start.gathered ? ringing.progress === 'answered' : line.host !== undefined);
  const outcome = (): RingOutcome | undefined =>
    call.talk.ended ? 'cancelled' : ringOutcomeOf(ringing, { detectsMachines, isHeld: isHeld() });
  const isAnswered = (): boolean =>
    outcome() !== undefined ||
    isHeld() ||
    ringing.progress === 'answered' ||
    ringing.answeredBy !== undefined;

  const rings = `${ringS + callbackWithinMs / 1000} seconds` as const;
  if (!(await condition(isAnswered, rings, { summary: 'it rings' }))) await look(spoken, ringing);
  if (!isAnswered()) return line.callSid === undefined ? 'unknown' : 'no-answer';
  if (detectsMachines && outcome() === undefined) {
    const known = (): boolean => outcome() !== undefined || ringing.answeredBy !== undefined;
    await condition(known, verdictWithin, { summary: 'a person, or a machine?' });
    // Who is taken for neither is spoken to: a machine is told a sentence in vain, a person is not hung up on.
    ringing.answeredBy ??= 'unknown';
  }
  await condition(() => outcome() !== undefined, heldWithin, { summary: 'a line for who picked up' });
  return outcome() ?? 'failed';
}

/** Places the call. Where nobody knows whether that was done, it counts as done: a second placing might ring twice. */
async function isPlaced(spoken: SpokenCall, plan: OutboundPlan, ringing: Ringing): Promise<boolean> {
  const { start, line } = spoken;
  const { callId, assistant, from = '' } = start;
  const { ringS, detectsMachines } = plan;
  try {
    const call = { callId, assistant, to: from, ringS, detectsMachines };
    const { callSid } = await placeCall.executeWithOptions({ summary: 'place the call' }, [call]);
    line.callSid ??= callSid;
    return true;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    const { outcome, message } = faultOf(error, new Date().toISOString());
    ringing.fault = message;
    return outcome === 'unknown';
  }
}

/** Asks the carrier, whose callbacks did not come. */
async function look({ line }: SpokenCall, ringing: Ringing): Promise<void> {
  const { callSid } = line;
  if (callSid === undefined) return;
  try {
    ringing.progress = await readLeg.executeWithOptions({ summary: 'what became of it?' }, [{ callSid }]);
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
  }
}

async function leaveMessage(spoken: SpokenCall, ringing: Ringing, text: string): Promise<void> {
  const { line, start } = spoken;
  await condition(() => line.host !== undefined, heldWithin, { summary: 'a line for the message' });
  line.turns += 1;
  const say = [spokenPhrasesOf(start.language).isMachine(), text];
  const came = await listen(spoken, { turnId: `v${line.turns}`, say, then: { hangUp: true } });
  ringing.messageLeft = came.what === 'done';
}

/** Nobody is to be spoken to any more. */
async function hangUp({ line }: SpokenCall): Promise<void> {
  const { callSid } = line;
  if (callSid === undefined) return;
  await endLeg.executeWithOptions({ summary: 'hang up' }, [{ callSid }]).catch((error: unknown) => {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
  });
}

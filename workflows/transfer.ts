/**
 * Putting a caller through to a person. The request for a person is a ticket before any of this begins, so whatever
 * becomes of it, the caller has a code; on anything but an answer they come back to the assistant.
 *
 * Warm: the person is called while the caller is still on our line; only then does the line let go. The carrier asks
 * where the call goes, and is told to let the caller wait. Who presses 1 joins. Cold: the carrier dials for us.
 */
import { ActivityFailure, condition, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { Listening } from '../src/domain/listening';
import { isOver, type Transfer, type TransferOutcome, type TransferPlan } from '../src/domain/telephone';
import { outcomeOf } from '../src/domain/transfer-rules';
import { phrasesOf } from '../src/language/phrases-of';
import { spokenPhrasesOf } from '../src/language/spoken-phrases-of';
import { faultOf } from './faults';
import { listen, type OfLine, type SpokenCall } from './line-of-call';
import { forLegs, forPlacing } from './options';
import { isUnrecorded } from './recording';

const parkedWithin = '20 seconds';
/** Two sayings of the summary and the waits for a key. */
const decidesWithinS = 90;
const talkAtMost = '4 hours';
/** Twilio tells of the end of a call and of what it was doing then in any order. */
const toldWithin = '5 seconds';

const { callPerson } = proxyActivities<Activities>(forPlacing);
const { bringBack, endLeg } = proxyActivities<Activities>(forLegs);

const isGone = ({ line, call }: SpokenCall): boolean => call.talk.ended !== undefined || line.over === true;

/** Puts the caller through where that is due; comes back when they are on our line again, or the call is over. */
export async function putThrough(spoken: SpokenCall): Promise<void> {
  const { line, start, call, show } = spoken;
  const { transfer } = line;
  const plan = start.transfer;
  if (!transfer || !plan) return;
  show();
  const through = plan.kind === 'warm' ? warmly : coldly;
  const outcome = (await isUnrecorded(spoken)) ? await through(spoken, plan, transfer) : 'failed';
  if (outcome !== 'answered') await endPerson(transfer);
  if (outcome === 'answered' || outcome === 'caller-left') call.talk.ended ??= 'caller';
  else if (transfer.kind === 'warm' && transfer.parked) await fetchBack(spoken);
  delete line.transfer;
  (line.transfers ??= []).push({ kind: plan.kind, outcome, at: new Date().toISOString() });
  if (!call.talk.ended) promise(spoken, transfer.code);
  show();
}

async function warmly(spoken: SpokenCall, plan: TransferPlan, transfer: Transfer): Promise<TransferOutcome> {
  const { line } = spoken;
  if (!(await isAnnounced(spoken))) return 'caller-left';
  if (!(await isCalled(spoken, plan, transfer))) return 'failed';
  const { epoch } = line;
  const isSettled = (): boolean =>
    isGone(spoken) || line.epoch !== epoch || outcomeOf(transfer) !== undefined;
  // Who is known by now not to take the call need not be waited for anywhere else.
  if (!isSettled() || transfer.accepted) await letGo(spoken, transfer);
  if (!transfer.parked) return isGone(spoken) ? 'caller-left' : notTaken(transfer);

  const summary = 'the person takes the call, or does not';
  const hasLeft = (): boolean => isGone(spoken) || !transfer.parked;
  await condition(() => isSettled() || hasLeft(), `${plan.ringS + decidesWithinS} seconds`, { summary });
  const outcome = outcomeOf(transfer);
  if (outcome !== 'answered')
    return hasLeft() ? 'caller-left' : (outcome ?? (line.epoch === epoch ? 'no-answer' : 'failed'));
  spoken.show();
  await condition(() => hasLeft() || isOver(transfer.progress), talkAtMost, { summary: 'they talk' });
  return 'answered';
}

/** Why the person is not put through; one who pressed 1 for a caller who never came to wait is alone. */
function notTaken(transfer: Transfer): TransferOutcome {
  const outcome = outcomeOf(transfer);
  return outcome === undefined || outcome === 'answered' ? 'failed' : outcome;
}

/** Tells the caller; a line that breaks meanwhile is waited for, so that it can let go of them. False: they hung up. */
async function isAnnounced(spoken: SpokenCall): Promise<boolean> {
  const { line, start } = spoken;
  // It was said with the turn's answer.
  if (start.gathered) return !isGone(spoken);
  const { epoch } = line;
  const { what } = await say(spoken, { stay: true });
  if (what === 'lost' || what === 'moved') {
    const summary = 'the line comes back';
    await condition(() => line.epoch !== epoch || isGone(spoken), parkedWithin, { summary });
    line.lost = false;
  }
  return what !== 'hungUp' && !isGone(spoken);
}

/** Calls the person. Where nobody knows whether that was done, their phone may ring: its callbacks tell. */
async function isCalled(
  { start, line }: SpokenCall,
  plan: TransferPlan,
  transfer: Transfer,
): Promise<boolean> {
  const { callId, assistant } = start;
  const person = { callId, assistant, to: plan.to, ringS: plan.ringS, transfer: transfer.number };
  try {
    const { callSid } = await callPerson.executeWithOptions({ summary: 'call the person' }, [person]);
    transfer.personSid ??= callSid;
    return line.transfer === transfer;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return faultOf(error, new Date().toISOString()).outcome === 'unknown';
  }
}

async function coldly(spoken: SpokenCall, plan: TransferPlan, transfer: Transfer): Promise<TransferOutcome> {
  await letGo(spoken, transfer);
  if (!transfer.parked) return isGone(spoken) ? 'caller-left' : 'failed';
  const isSettled = (): boolean => isGone(spoken) || transfer.dialled !== undefined;
  await condition(isSettled, talkAtMost, { summary: `the carrier dials, ${plan.ringS} s` });
  await condition(() => transfer.dialled !== undefined, toldWithin, { summary: 'how it ended' });
  return transfer.dialled ?? 'caller-left';
}

/** Has the line let go of the caller, whom the carrier then lets wait, or connects: `parked`; or brings to a line again. */
async function letGo(spoken: SpokenCall, transfer: Transfer): Promise<void> {
  const { line, call } = spoken;
  const { epoch } = line;
  transfer.leads = true;
  const came = await say(spoken, { letGo: true });
  if (came.what === 'hungUp') call.talk.ended ??= 'caller';
  // Whoever holds the caller next attaches anew, and may have done so already.
  if (line.epoch === epoch) delete line.host;
  line.lost = false;
  const isTaken = (): boolean => transfer.parked || line.epoch !== epoch || isGone(spoken);
  await condition(isTaken, parkedWithin, { summary: 'the line lets go' });
}

/** Says what is to be said yet, and then does this. */
async function say(spoken: SpokenCall, then: NonNullable<Listening['then']>): Promise<OfLine> {
  const { line, start } = spoken;
  // By <Gather> no line holds the caller: whoever asks where the call goes takes them.
  if (start.gathered) return { what: 'lost' };
  line.turns += 1;
  const ask = { turnId: `v${line.turns}`, say: line.toSay, then };
  line.toSay = [];
  return await listen(spoken, ask);
}

async function fetchBack({ line, start, call }: SpokenCall): Promise<void> {
  const { callId, assistant } = start;
  const { callSid, epoch } = line;
  if (callSid === undefined) return;
  const leg = { callSid, callId, assistant, epoch };
  try {
    const how = await bringBack.executeWithOptions({ summary: 'bring the caller back' }, [leg]);
    if (how === 'gone') call.talk.ended ??= 'caller';
  } catch (error) {
    // The line is waited for all the same: who does not come back is called back, or gets a message.
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
  }
}

/** A phone that still rings must not be picked up in vain. */
async function endPerson({ personSid, progress }: Transfer): Promise<void> {
  if (personSid === undefined || isOver(progress)) return;
  const summary = 'stop calling the person';
  await endLeg.executeWithOptions({ summary }, [{ callSid: personSid }]).catch((error: unknown) => {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
  });
}

/** What the caller hears who is back: the promise that stood before anybody was called. */
function promise({ line, start, call }: SpokenCall, code: string): void {
  const phrases = phrasesOf(start.language);
  const words = [
    spokenPhrasesOf(start.language).nobodyFree(),
    phrases.personPromised(code, start.personWithinHours),
    phrases.anythingElse(),
  ];
  line.toSay = words;
  for (const text of words) call.talk.lines.push({ who: 'assistant', text, fixed: true });
}

/** Saying what was noted to the conversation it belongs to, and seeing what came of it there. */
import { getExternalWorkflowHandle, proxyActivities, sleep } from '@temporalio/workflow';
import type { Activities, HearingActivities } from '../activities';
import type { CallRef, CallSeen } from '../activities/intake';
import type { Intake } from '../src/domain/intake';
import { hasEnded, saidIn, wasBegun } from '../src/domain/intake-rules';
import type { Answer } from '../src/domain/turn';
import { beginCall } from './begin-call';
import { callWorkflowId } from './ids';
import { answerUnheard, hungUp } from './messages';
import { forHearing, forWatching } from './options';
import { awaitEarlier } from './intake-earlier';

const { lookAtCall } = proxyActivities<Activities>(forWatching);

/** How the conversation took it: the call before, and the answer to each turn, undefined where nobody here knows it. */
export interface Hearing {
  before: CallSeen;
  answers: (Answer | undefined)[];
  /** Deliveries that the call began meanwhile, where an answer is not known: it may have ended before it was asked again. */
  begun: string[];
}

/** Begins the call where that was noted too, says the turns in their order, hangs up. A repeat changes nothing. */
export async function sayNoted(intake: Intake): Promise<Hearing> {
  const { start, after } = intake;
  const { channel, callId } = start;
  if (after) await awaitEarlier(after);
  if (wasBegun(intake)) await beginCall(start);
  const call = { channel, callId };
  const before = await lookAtCall.executeWithOptions({ summary: 'where the call stands' }, [call]);

  const { hearNoted } = proxyActivities<HearingActivities>(forHearing());
  const answers: Hearing['answers'] = [];
  const said = saidIn(intake);
  for (const [index, { turnId, text }] of said.entries()) {
    const heard = index === 0 && intake.heard !== undefined ? { heard: intake.heard } : {};
    const summary = `noted turn ${index + 1} of ${said.length}`;
    const result = await hearNoted.executeWithOptions({ summary }, [call, { turnId, text, noted: heard }]);
    answers.push('answer' in result ? result.answer : undefined);
  }
  const live = getExternalWorkflowHandle(callWorkflowId(channel, callId));
  const [last] = said.slice(-1);
  // It may have been answered before Temporal went, when only the answer was lost. A call that is over minds neither.
  if (last) await live.signal(answerUnheard, { turnId: last.turnId }).catch(() => undefined);
  if (hasEnded(intake)) {
    const at = new Date().toISOString();
    await live.signal(hungUp, { by: 'caller', at }).catch(() => undefined);
  }
  return { before, answers, begun: answers.includes(undefined) ? await begunSince(call, before) : [] };
}

async function begunSince(call: CallRef, before: CallSeen): Promise<string[]> {
  const seen = await lookAtCall.executeWithOptions({ summary: 'what came of it all the same' }, [call]);
  return seen.codes.filter((code) => !before.codes.includes(code));
}

/** Silence ends a call after half an hour; looks become rarer, so that history stays short. */
const looks = 45;
const rarest = 60_000;

/** The first delivery that the rest of a live call begins; undefined where the call ends without one. */
export async function laterCode({ start }: Intake, known: string[]): Promise<string | undefined> {
  const call = { channel: start.channel, callId: start.callId };
  for (let look = 1; look <= looks; look += 1) {
    const seen = await lookAtCall.executeWithOptions({ summary: 'whether the conversation goes on' }, [call]);
    const code = seen.codes.find((one) => !known.includes(one));
    if (code !== undefined || seen.state !== 'live') return code;
    await sleep(Math.min(rarest, look * 2_000), { summary: 'the conversation goes on' });
  }
  return undefined;
}

/** The codes of a live call once it has all of these, or has ended. */
export async function codesOfRest({ start }: Intake, wanted: string[]): Promise<string[]> {
  const call = { channel: start.channel, callId: start.callId };
  for (let look = 1; ; look += 1) {
    const seen = await lookAtCall.executeWithOptions({ summary: 'whether the conversation goes on' }, [call]);
    if (seen.state !== 'live' || look >= looks || wanted.every((code) => seen.codes.includes(code)))
      return seen.codes;
    await sleep(Math.min(rarest, look * 2_000), { summary: 'the conversation goes on' });
  }
}

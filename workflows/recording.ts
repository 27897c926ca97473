/** Recording a call: only after the caller, asked by code, has clearly said yes. */
import { ActivityFailure, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { hasHeard } from '../src/domain/cut';
import type { Listened } from '../src/domain/listening';
import type { Recorded } from '../src/domain/telephone';
import { greetingOf } from '../src/language/first-lines';
import { phrasesOf } from '../src/language/phrases-of';
import { spokenPhrasesOf } from '../src/language/spoken-phrases-of';
import { faultOf } from './faults';
import type { SpokenCall } from './line-of-call';
import { forLegs, forPlacing } from './options';

const { startRecording } = proxyActivities<Activities>(forPlacing);
/** The caller waits on the line. */
const { stopRecording } = proxyActivities<Activities>({
  ...forLegs,
  scheduleToCloseTimeout: '8 seconds',
});

/** Takes the answer to the question whether the call may be recorded. False: the words are about something else. */
export async function isConsent(
  spoken: SpokenCall,
  { text, cut }: Listened & { what: 'words' },
): Promise<boolean> {
  const { line, start, call, show } = spoken;
  delete line.asksConsent;
  const phrases = spokenPhrasesOf(start.language);
  const question = phrases.mayRecord();
  // A yes to something else, said before the question was heard, agrees to nothing.
  const isHeard = cut === undefined || hasHeard(cut.heard, question.slice(0, question.indexOf('?') + 1));
  const consent = isHeard ? phrasesOf(start.language).consent(text) : 'unclear';
  line.recorded = { consent, at: new Date().toISOString() };
  const asked = { who: 'assistant' as const, text: question, fixed: true };
  if (consent === 'unclear') {
    call.talk.lines.unshift(asked);
    return false;
  }
  if (consent === 'yes') await begin(spoken, line.recorded);
  const isOn = line.recorded.recordingSid !== undefined;
  const answer = consent === 'no' ? [phrases.isNotRecorded()] : isOn ? [phrases.isRecorded()] : [];
  call.talk.lines.unshift(
    asked,
    { who: 'caller', text },
    ...answer.map((words) => ({ who: 'assistant' as const, text: words, fixed: true })),
  );
  line.toSay = [...answer, ...greetingOf(start)];
  show();
  return true;
}

async function begin({ line, start }: SpokenCall, recorded: Recorded): Promise<void> {
  const { callId, assistant } = start;
  const { callSid } = line;
  if (callSid === undefined) return;
  try {
    const ask = { callSid, callId, assistant, consentAt: recorded.at };
    const { recordingSid } = await startRecording.executeWithOptions({ summary: 'record, with consent' }, [
      ask,
    ]);
    recorded.recordingSid = recordingSid;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    recorded.fault = faultOf(error, new Date().toISOString()).message;
  }
}

/** Stops it before somebody joins who was not asked. False: it goes on, so nobody may join. */
export async function isUnrecorded({ line }: SpokenCall): Promise<boolean> {
  const { recorded, callSid } = line;
  if (!recorded?.recordingSid || recorded.stopped || callSid === undefined) return true;
  const { recordingSid } = recorded;
  const summary = 'the person was not asked: stop recording';
  try {
    await stopRecording.executeWithOptions({ summary }, [{ callSid, recordingSid }]);
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return false;
  }
  recorded.stopped = true;
  return true;
}

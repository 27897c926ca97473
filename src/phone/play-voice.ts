/** The verbs that the carrier carries out with its own voice and ear: <Say>, <Gather>, <Record>. */
import { GatherLeg } from './gather-leg';
import { RecordLeg } from './record-leg';
import { Recording } from './recording';
import { gather } from './twiml-shapes';
import { setTimeout as sleep } from 'node:timers/promises';
import { soundFileMs } from './sound-file';
import type { GatherVerb, PlayVerb, RecordVerb, SayVerb } from './twiml';
import type { Next, Playing } from './playing';
import type { Fields } from './webhook';

const mostLoops = 10;
/** Of recognition; a gateway may ask again below some other. */
const confidence = '0.92';

/** Says it. */
export async function playSay({ call }: Playing, verb: SayVerb): Promise<Next> {
  const times = verb.loop === 0 ? mostLoops : Math.min(verb.loop, mostLoops);
  const prompts = Array.from({ length: times }, () => verb);
  // A <Gather> that takes no input is a <Say>.
  const silent: GatherVerb = { verb: 'Gather', ...gather.parse({ timeout: '0' }), input: [], prompts };
  await call.connect(new GatherLeg(silent, call.hearing));
  return 'next';
}

/** Plays a file. */
export async function playSound({ exchange, call, base }: Playing, { url }: PlayVerb): Promise<Next> {
  const ms = await soundFileMs(exchange.reach, new URL(url, base).href);
  const beganMs = performance.now();
  await sleep(ms, undefined, { signal: call.stopping }).catch(() => undefined);
  call.hearing.loud(beganMs, performance.now());
  return 'next';
}

/** Says its prompts and asks its action what to do with what came. */
export async function playGather({ call, base }: Playing, verb: GatherVerb): Promise<Next> {
  call.transports.add('gather');
  const leg = new GatherLeg(verb, call.hearing);
  const how = await call.connect(leg);
  if (how.why !== 'closed') return 'next';
  const { words, keys } = leg.result;
  const isEmpty = words === undefined && keys === undefined;
  if (isEmpty && !verb.actionOnEmptyResult) return 'next';
  const fields: Fields = {
    ...(words === undefined ? {} : { SpeechResult: words, Confidence: confidence }),
    ...(keys === undefined ? {} : { Digits: keys, FinishedOnKey: '' }),
    ...(verb.language === undefined ? {} : { Language: verb.language }),
  };
  return { source: { url: new URL(verb.action ?? base, base).href, method: verb.method, fields } };
}

/** Records what the caller says. */
export async function playRecord({ exchange, call, base }: Playing, verb: RecordVerb): Promise<Next> {
  const recording = new Recording(call.sid, 'RecordVerb');
  exchange.recordings.set(recording.sid, recording);
  const leg = new RecordLeg(verb, recording);
  await call.connect(leg);
  recording.complete();
  const fields: Fields = {
    RecordingSid: recording.sid,
    RecordingUrl: `${exchange.restUrl()}/2010-04-01/Accounts/${call.accountSid}/Recordings/${recording.sid}`,
    RecordingDuration: `${recording.durationS}`,
    ...(leg.key === undefined ? {} : { Digits: leg.key }),
  };
  if (verb.recordingStatusCallback) {
    const about = {
      ...call.fields(),
      ...fields,
      RecordingStatus: recording.status,
      RecordingSource: 'RecordVerb',
    };
    const url = new URL(verb.recordingStatusCallback, base).href;
    void exchange.tell(url, verb.recordingStatusCallbackMethod, about);
  }
  if (call.redirected || recording.status === 'absent') return 'next';
  const source = { url: new URL(verb.action ?? base, base).href, method: verb.method, fields };
  if (!call.isOver) return { source };
  // Whoever hangs up has left their message all the same.
  await exchange.tell(source.url, source.method, { ...call.fields(), ...fields });
  return 'next';
}

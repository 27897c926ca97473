/** TwiML verbs as the simulator plays them: attribute names and defaults as Twilio documents them. */
import { z } from 'zod';

const flag = z.enum(['true', 'false']).transform((word) => word === 'true');
const method = z.enum(['GET', 'POST']).default('POST');
const seconds = (fallback: number) => z.coerce.number().min(0).default(fallback);
const address = z.string().min(1);
const anything = z.string().optional();

export const say = z.strictObject({
  language: anything,
  voice: anything,
  loop: z.coerce.number().int().default(1),
});
export const play = z.strictObject({ loop: z.literal('1').optional() });
export const pause = z.strictObject({ length: seconds(1) });
export const redirect = z.strictObject({ method });
export const hangup = z.strictObject({});
export const reject = z.strictObject({ reason: z.enum(['rejected', 'busy']).default('rejected') });
export const connect = z.strictObject({ action: address.optional(), method });
export const parameter = z.strictObject({ name: z.string().min(1), value: z.string().max(500) });

export const stream = z.strictObject({
  url: address,
  name: anything,
  // Of <Connect> it must be the inbound track, which is also the default.
  track: z.literal('inbound_track').optional(),
  statusCallback: address.optional(),
  statusCallbackMethod: method,
});

const interruption = z.enum(['none', 'dtmf', 'speech', 'any']);
/** `true` and `false` are older words for the same. */
const interruptible = z
  .union([interruption, flag])
  .transform((word) => (word === true ? 'any' : word === false ? 'none' : word));

export const relay = z.strictObject({
  url: address,
  welcomeGreeting: anything,
  welcomeGreetingInterruptible: interruptible.default('any'),
  language: z.string().default('en-US'),
  ttsLanguage: anything,
  ttsProvider: anything,
  voice: anything,
  transcriptionLanguage: anything,
  transcriptionProvider: anything,
  speechModel: anything,
  speechtimeout: anything,
  interruptible: interruptible.default('any'),
  interruptSensitivity: z.enum(['low', 'medium', 'high']).default('high'),
  ignorebackchannel: flag.default(false),
  backgroundnoisereduction: anything,
  dtmfDetection: flag.default(false),
  reportInputDuringAgentSpeech: interruptible.default('none'),
  preemptible: flag.default(false),
  partialPrompts: flag.default(false),
  profanityFilter: anything,
  hints: anything,
  debug: anything,
  events: anything,
  deepgramsmartformat: anything,
  elevenlabsTextNormalization: anything,
  intelligenceService: anything,
});
export const language = z.strictObject({
  code: z.string(),
  ttsProvider: anything,
  voice: anything,
  transcriptionProvider: anything,
  speechModel: anything,
});

export const gather = z.strictObject({
  input: z
    .string()
    .default('dtmf')
    .transform((text) => text.split(/\s+/))
    .pipe(z.array(z.enum(['dtmf', 'speech', 'dtmf-speech']))),
  action: address.optional(),
  method,
  timeout: seconds(5),
  speechTimeout: z.union([z.literal('auto'), z.coerce.number().min(0)]).optional(),
  maxSpeechTime: anything,
  numDigits: z.coerce.number().int().min(1).optional(),
  finishOnKey: z.string().max(1).default('#'),
  actionOnEmptyResult: flag.default(false),
  bargeIn: flag.default(true),
  language: anything,
  hints: anything,
  speechModel: anything,
  enhanced: anything,
  profanityFilter: anything,
  debug: anything,
  partialResultCallback: address.optional(),
  partialResultCallbackMethod: method,
});

const events = z
  .string()
  .transform((text) => text.split(/\s+/))
  .optional();
const recording = {
  record: anything,
  trim: anything,
  recordingStatusCallback: address.optional(),
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: events,
};

export const dial = z.strictObject({
  action: address.optional(),
  method,
  timeout: seconds(30),
  timeLimit: anything,
  callerId: anything,
  answerOnBridge: flag.default(false),
  hangupOnStar: flag.default(false),
  ringTone: anything,
  recordingTrack: anything,
  ...recording,
});
export const number = z.strictObject({
  url: address.optional(),
  method,
  sendDigits: anything,
  statusCallback: address.optional(),
  statusCallbackMethod: method,
  statusCallbackEvent: events,
  machineDetection: anything,
  amdStatusCallback: address.optional(),
  amdStatusCallbackMethod: method,
});
export const conference = z.strictObject({
  beep: anything,
  muted: flag.default(false),
  startConferenceOnEnter: flag.default(true),
  endConferenceOnExit: flag.default(false),
  participantLabel: anything,
  maxParticipants: anything,
  waitUrl: z.string().optional(),
  waitMethod: method,
  coach: anything,
  region: anything,
  statusCallback: address.optional(),
  statusCallbackMethod: method,
  statusCallbackEvent: events,
  ...recording,
});

export const record = z.strictObject({
  action: address.optional(),
  method,
  timeout: seconds(5),
  finishOnKey: z.string().default('1234567890*#'),
  maxLength: seconds(3600),
  playBeep: flag.default(true),
  transcribe: anything,
  transcribeCallback: anything,
  trim: anything,
  recordingStatusCallback: address.optional(),
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: events,
});

import fc from 'fast-check';
import { parseForm, readForm } from '../../../src/channels/twilio/form';
import {
  gatherResult,
  machineDetection,
  recordingStatus,
  relayEnded,
  statusCallback,
  streamStatus,
  voiceWebhook,
} from '../../../src/channels/twilio/shapes';
import { dialResult, transferOutcome, whisperResult } from '../../../src/channels/twilio/transfer-shapes';
import { ConnectorError } from '../../../src/errors';

const CallSid = `CA${'0123456789abcdef'.repeat(2)}`;
const AccountSid = `AC${'f'.repeat(32)}`;
const ofCall = { CallSid, AccountSid };
const faultOf = (act: () => unknown): ConnectorError => {
  try {
    act();
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('a call that comes in', () => {
  const form = {
    ...ofCall,
    From: '+34600123123',
    To: '+34910000000',
    CallStatus: 'ringing',
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
    CallerCountry: 'ES',
    ForwardedFrom: '',
    StirVerstat: 'TN-Validation-Passed-B',
    SomethingNew: 'x',
  };

  test('is read, and fields nobody knows are let through', () => {
    expect(parseForm(voiceWebhook, form)).toEqual({
      callSid: CallSid,
      accountSid: AccountSid,
      callerNumber: '+34600123123',
      from: '+34600123123',
      to: '+34910000000',
      progress: 'ringing',
      direction: 'inbound',
      forwardedFrom: undefined,
      parentCallSid: undefined,
      attestation: 'B',
      answeredBy: undefined,
    });
  });

  test.each([
    'anonymous',
    '+266696687',
    '+7378742833',
    '+86282452253',
    'client:ana',
    'sip:+34600123123@x',
    '',
  ])('a caller who is %p has no number that says who they are', (From) => {
    expect(parseForm(voiceWebhook, { ...form, From }).callerNumber).toBeUndefined();
  });

  test.each(['No-TN-Validation', 'TN-Validation-Failed-A', ''])('%p vouches for nobody', (StirVerstat) => {
    expect(parseForm(voiceWebhook, { ...form, StirVerstat }).attestation).toBeUndefined();
  });

  test.each([
    ['no CallSid', { ...form, CallSid: undefined }, 'CallSid'],
    ['a CallSid that would be a path', { ...form, CallSid: 'CA/../../x' }, 'CallSid'],
    ['two CallSids', { ...form, CallSid: [CallSid, CallSid] }, 'CallSid'],
    ['a From of a megabyte', { ...form, From: 'x'.repeat(1e6) }, 'From'],
    ['an unknown status', { ...form, CallStatus: 'constructor' }, 'CallStatus'],
  ])('%s is refused, and the message quotes nothing', (_, bad, field) => {
    const fault = faultOf(() => parseForm(voiceWebhook, bad as never));
    expect(fault).toMatchObject({ kind: 'malformed' });
    expect(fault.message).toContain(field);
    expect(fault.message).not.toContain('600123123');
  });
});

test.each([
  ['initiated', 'initiated', false],
  ['ringing', 'ringing', false],
  ['in-progress', 'answered', false],
  ['completed', 'completed', true],
  ['busy', 'busy', true],
  ['no-answer', 'noAnswer', true],
  ['failed', 'failed', true],
  ['canceled', 'cancelled', true],
])('a call of ours that is %s', (CallStatus, progress, over) => {
  expect(
    parseForm(statusCallback, { ...ofCall, CallStatus, SequenceNumber: '3', CallDuration: '12' }),
  ).toMatchObject({ progress, over, sequence: 3, durationS: 12 });
});

test.each([
  ['stream-started', 'started'],
  ['stream-stopped', 'stopped'],
  ['stream-error', 'failed'],
])('a stream says %s', (StreamEvent, what) => {
  const form = {
    ...ofCall,
    StreamSid: 'MZ1',
    StreamEvent,
    StreamError: what === 'failed' ? 'handshake' : '',
  };
  expect(parseForm(streamStatus, form)).toMatchObject({
    what,
    error: what === 'failed' ? 'handshake' : undefined,
  });
});

test.each([
  ['human', 'person', false],
  ['machine_start', 'machine', false],
  ['machine_end_beep', 'machine', true],
  ['machine_end_silence', 'machine', true],
  ['machine_end_other', 'machine', true],
  ['fax', 'machine', false],
  ['unknown', 'unknown', false],
  ['something_new', 'unknown', false],
])('who answers as %s', (AnsweredBy, answeredBy, mayLeaveMessage) => {
  expect(
    parseForm(machineDetection, { ...ofCall, AnsweredBy, MachineDetectionDuration: '3210' }),
  ).toMatchObject({
    answeredBy,
    mayLeaveMessage,
    tookMs: 3210,
  });
});

test.each([
  [
    'words',
    { SpeechResult: 'Calle Mayor, 3', Confidence: '0.91' },
    { heard: 'words', text: 'Calle Mayor, 3', confidence: 0.91 },
  ],
  ['words without a mark', { SpeechResult: 'sí', Confidence: 'NaN' }, { heard: 'words', text: 'sí' }],
  ['keys', { Digits: '28013#' }, { heard: 'keys', keys: '28013#' }],
  ['keys while something was said', { Digits: '1', SpeechResult: 'uno' }, { heard: 'keys', keys: '1' }],
  ['nothing', { SpeechResult: ' ', Digits: '' }, { heard: 'nothing' }],
])('a gather heard %s', (_, fields, expected) => {
  expect(parseForm(gatherResult, { ...ofCall, ...fields })).toMatchObject(expected);
});

test('a gather’s keys that no phone has are refused', () => {
  expect(faultOf(() => parseForm(gatherResult, { ...ofCall, Digits: '1; drop' })).kind).toBe('malformed');
});

test.each([
  ['completed', 'answered'],
  ['answered', 'answered'],
  ['busy', 'busy'],
  ['no-answer', 'noAnswer'],
  ['failed', 'failed'],
  ['canceled', 'cancelled'],
])('a transfer that came back %s', (DialCallStatus, outcome) => {
  const form = {
    CallSid,
    DialCallStatus,
    DialBridged: 'false',
    DialCallDuration: '9',
    CallStatus: 'in-progress',
  };
  expect(parseForm(dialResult, form)).toMatchObject({
    outcome,
    bridged: false,
    talkedS: 9,
    callerGone: false,
  });
});

test('only a pressed 1 accepts a caller', () => {
  expect(
    ['1', '2', '', '11', '*', 'x'].map((Digits) => parseForm(whisperResult, { CallSid, Digits }).accepted),
  ).toEqual([true, false, false, false, false, false]);
  expect(parseForm(whisperResult, { CallSid }).accepted).toBe(false);
});

test.each([
  [{ progress: 'answered', accepted: true }, 'accepted'],
  [{ progress: 'answered', accepted: false }, 'declined'],
  [{ progress: 'completed' }, 'declined'],
  [{ progress: 'completed', accepted: true }, 'accepted'],
  [{ progress: 'answered', answeredBy: 'machine' }, 'machine'],
  [{ progress: 'busy' }, 'busy'],
  [{ progress: 'noAnswer' }, 'noAnswer'],
  [{ progress: 'failed' }, 'failed'],
  [{ progress: 'cancelled' }, 'cancelled'],
  [{ progress: 'ringing' }, undefined],
  [{ progress: 'answered', answeredBy: 'person' }, undefined],
] as const)('a warm transfer with %j ends as %s', (leg, outcome) => {
  expect(transferOutcome(leg)).toBe(outcome);
});

test('a recording and the end of a relay are read', () => {
  const RecordingSid = `RE${'1'.repeat(32)}`;
  expect(
    parseForm(recordingStatus, {
      ...ofCall,
      RecordingSid,
      RecordingStatus: 'completed',
      RecordingDuration: '61',
    }),
  ).toMatchObject({ recordingSid: RecordingSid, status: 'completed', durationS: 61 });
  expect(
    parseForm(relayEnded, {
      ...ofCall,
      SessionId: 'VX1',
      SessionStatus: 'failed',
      ErrorCode: '64102',
      HandoffData: '',
    }),
  ).toMatchObject({ status: 'failed', errorCode: '64102', handoff: undefined });
  expect(parseForm(relayEnded, { ...ofCall, SessionStatus: 'novel' }).status).toBeUndefined();
});

describe('forms', () => {
  test('keep what is signed: spaces at the ends, empty fields, fields that come twice', () => {
    expect({ ...readForm('SpeechResult=+a+%20&Empty=&D=1&D=2') }).toEqual({
      SpeechResult: ' a  ',
      Empty: '',
      D: ['1', '2'],
    });
  });

  test('a field called like a part of every object is a field like any other', () => {
    const form = readForm('__proto__=x&constructor=y&toString=z');
    expect(Object.keys(form)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test('too large a body and too many fields are refused', () => {
    expect(faultOf(() => readForm('a='.padEnd(70_000, 'x'))).kind).toBe('malformed');
    expect(faultOf(() => readForm('a=1&'.repeat(300))).kind).toBe('malformed');
  });

  test('whatever comes is read or refused, and nothing else happens', () => {
    const seed = Number(process.env['SEED'] ?? Date.now());
    process.stdout.write(`forms: seed ${seed}\n`);
    const shapes = [
      voiceWebhook,
      statusCallback,
      streamStatus,
      machineDetection,
      gatherResult,
      recordingStatus,
      relayEnded,
    ];
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.string({ unit: 'binary' }), (shape, text) => {
        try {
          parseForm<unknown>(shape, readForm(`CallSid=${CallSid}&AccountSid=${AccountSid}&${text}`));
        } catch (error) {
          expect(error).toBeInstanceOf(ConnectorError);
        }
      }),
      { seed, numRuns: 500 },
    );
  });
});

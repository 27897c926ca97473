/** Twilio's API for calls, through the `twilio` package. Throws `ConnectorError`; `missing` where the call is over. */
import twilio from 'twilio';
import { z } from 'zod';
import { ConnectorError, UsageError } from '../../errors';
import { unlessMissing } from '../../http';
import { RestTransport } from './rest-transport';
import type { TwilioSettings } from './settings';
import type { CallProgress } from './shapes';

/** A call to be placed. */
export interface OutboundCall {
  /** E.164. */
  to: string;
  /** E.164, a number of the account; the settings' one where absent. */
  from?: string;
  /** Asked for TwiML when somebody has picked up. */
  url: string;
  /** Hears of initiated, ringing, answered, completed: `statusCallback`. */
  statusUrl: string;
  /** Gets `machineDetection`; without it nobody looks whether a machine answers. The call goes on meanwhile. */
  machineDetectionUrl?: string;
  /** Default 30 s; Twilio adds up to 5. */
  ringS?: number;
}

/** The API of one account. */
export interface TwilioRest {
  /**
   * Places a call. Twilio has no key for it, so when the outcome is unknown a second try may ring a second time: look at
   * the status callbacks, or `callsTo`, first.
   */
  placeCall(call: OutboundCall): Promise<{ callSid: string }>;
  /** The newest calls from our number to that one, at most 20, over or not. */
  callsTo(to: string): Promise<{ callSid: string; createdAt: Date }[]>;
  /** How far a call has come. */
  readCall(callSid: string): Promise<{ progress: CallProgress; durationS: number | undefined }>;
  /** The call leaves what it does and goes on with the TwiML of this address. Its stream or relay ends. */
  redirectCall(callSid: string, url: string): Promise<void>;
  /** The same, with TwiML of at most 4,000 characters. */
  instructCall(callSid: string, twiml: string): Promise<void>;
  /** Hangs up; a call that is over stays over. */
  endCall(callSid: string): Promise<void>;
  /** Records both sides, each in a channel of its own, from now on. Only with the consent that was given. */
  startRecording(
    callSid: string,
    ask: { consent: RecordingConsent; statusUrl: string },
  ): Promise<{ recordingSid: string }>;
  /** Stops recording; the running one where no SID is given. One that has stopped stays so. */
  stopRecording(callSid: string, recordingSid?: string): Promise<void>;
}

/** Proof that the caller was asked and said yes. */
export interface RecordingConsent {
  /** ISO instant of the yes. */
  givenAt: string;
}

const answeredCall = z.object({ sid: z.string(), status: z.string(), duration: z.string().nullish() });
const listedCall = z.object({ sid: z.string(), dateCreated: z.date() });
const answeredRecording = z.object({ sid: z.string() });
const progress: Readonly<Record<string, CallProgress>> = {
  queued: 'initiated',
  ringing: 'ringing',
  'in-progress': 'answered',
  completed: 'completed',
  busy: 'busy',
  failed: 'failed',
  'no-answer': 'noAnswer',
  canceled: 'cancelled',
};

const mostListed = 20;

/** Opens the API. @param timeoutMs - of one request with its whole answer; default 5 s */
export function createTwilioRest(
  settings: Pick<TwilioSettings, 'accountSid' | 'authToken' | 'apiBaseUrl' | 'from'>,
  { timeoutMs = 5000 }: { timeoutMs?: number } = {},
): TwilioRest {
  const client = twilio(settings.accountSid, settings.authToken, {
    autoRetry: false,
    httpClient: new RestTransport({ baseUrl: settings.apiBaseUrl, timeoutMs }),
  });
  const call: CallOf = (sid) => client.calls(checkedSid(sid, 'CA'));
  return {
    async placeCall(ask) {
      const made = await client.calls.create(callFields(ask, settings.from));
      return { callSid: parsed(answeredCall, made, 'unknown').sid };
    },
    async callsTo(to) {
      const { from } = settings;
      const listed = await client.calls.list({
        to,
        ...(from === undefined ? {} : { from }),
        limit: mostListed,
      });
      return listed.map((one) => {
        const { sid, dateCreated } = parsed(listedCall, one, 'not-done');
        return { callSid: sid, createdAt: dateCreated };
      });
    },
    ...liveCalls(call),
    ...recordings(call),
  };
}

type CallOf = (callSid: string) => ReturnType<twilio.Twilio['calls']>;

const liveCalls = (
  call: CallOf,
): Pick<TwilioRest, 'readCall' | 'redirectCall' | 'instructCall' | 'endCall'> => ({
  async readCall(callSid) {
    const { status, duration } = parsed(answeredCall, await call(callSid).fetch(), 'not-done');
    const found = progress[status];
    if (found === undefined) throw malformed('not-done');
    return { progress: found, durationS: duration ? Number(duration) : undefined };
  },
  redirectCall: async (callSid, url) => void (await call(callSid).update({ url, method: 'POST' })),
  async instructCall(callSid, twiml) {
    if (twiml.length > 4000) {
      throw new UsageError(
        'TwiML for a live call is longer than 4,000 characters.',
        'Redirect it to an address.',
      );
    }
    await call(callSid).update({ twiml });
  },
  endCall: async (callSid) => void (await unlessMissing(call(callSid).update({ status: 'completed' }))),
});

const recordings = (call: CallOf): Pick<TwilioRest, 'startRecording' | 'stopRecording'> => ({
  async startRecording(callSid, { consent, statusUrl }) {
    if (Number.isNaN(Date.parse(consent.givenAt))) {
      throw new UsageError(
        'A recording was to start without consent.',
        'Ask the caller, and say when they agreed.',
      );
    }
    const made = await call(callSid).recordings.create({
      recordingChannels: 'dual',
      recordingStatusCallback: statusUrl,
      recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
      recordingStatusCallbackMethod: 'POST',
    });
    return { recordingSid: parsed(answeredRecording, made, 'unknown').sid };
  },
  async stopRecording(callSid, recordingSid = 'Twilio.CURRENT') {
    const sid = recordingSid === 'Twilio.CURRENT' ? recordingSid : checkedSid(recordingSid, 'RE');
    await unlessMissing(call(callSid).recordings(sid).update({ status: 'stopped' }));
  },
});

function callFields(ask: OutboundCall, ours: string | undefined) {
  const from = ask.from ?? ours;
  if (from === undefined) {
    throw new UsageError('No number to call from.', 'Set TWILIO_FROM to a number of the account.');
  }
  return {
    to: ask.to,
    from,
    url: ask.url,
    method: 'POST',
    timeout: ask.ringS ?? 30,
    statusCallback: ask.statusUrl,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    statusCallbackMethod: 'POST',
    ...(ask.machineDetectionUrl !== undefined && {
      // Waits for the end of a greeting, so that a message can be left; beside the call, so that a person is not kept waiting.
      machineDetection: 'DetectMessageEnd',
      asyncAmd: 'true',
      asyncAmdStatusCallback: ask.machineDetectionUrl,
      asyncAmdStatusCallbackMethod: 'POST',
    }),
  };
}

/** A SID goes into a path. */
function checkedSid(sid: string, prefix: 'CA' | 'RE'): string {
  if (new RegExp(`^${prefix}[0-9a-fA-F]{32}$`).test(sid)) return sid;
  throw new ConnectorError(
    'twilio',
    'missing',
    'twilio was not asked: that is no SID of a call or recording',
  );
}

function parsed<T>(schema: z.ZodType<T>, answer: unknown, outcome: 'unknown' | 'not-done'): T {
  const found = schema.safeParse(answer);
  if (found.success) return found.data;
  throw malformed(outcome);
}

const malformed = (outcome: 'unknown' | 'not-done'): ConnectorError =>
  new ConnectorError('twilio', 'malformed', 'twilio answered in an unknown shape', { outcome });

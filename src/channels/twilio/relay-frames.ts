/** Twilio ConversationRelay: Twilio hears and speaks, text goes both ways. */
import { z } from 'zod';

/** What Twilio says of a session when it begins. */
export interface RelaySetup {
  sessionId: string;
  callSid: string;
  /** From the `<Parameter>`s of the TwiML. */
  parameters: Readonly<Record<string, string>>;
}

/** One frame, read. `nothing`: words that are not final yet, or a type we have no use for. */
export type RelayFrame =
  | { what: 'setup'; setup: RelaySetup }
  | { what: 'words'; text: string; language: string | undefined }
  /** The caller cut in after `heard`, `afterMs` into the utterance. */
  | { what: 'interrupted'; heard: string; afterMs: number | undefined }
  /** These words of ours were played: the next ones, as far as Twilio has come. */
  | { what: 'played'; text: string }
  | { what: 'key'; key: string }
  /** Twilio could not use what we sent. Its words are not kept: they quote us. */
  | { what: 'error' }
  | { what: 'nothing' }
  | { what: 'fault'; fault: string };

const id = z.string().regex(/^[\w-]{1,64}$/);
const words = z.string().max(16_384);
const frame = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('setup'),
    sessionId: id,
    callSid: id,
    customParameters: z.record(z.string().max(128), z.string().max(1024)).nullish(),
  }),
  z.looseObject({
    type: z.literal('prompt'),
    voicePrompt: words,
    lang: z.string().max(32).optional(),
    last: z.boolean().default(true),
  }),
  z.looseObject({
    type: z.literal('interrupt'),
    utteranceUntilInterrupt: words.default(''),
    // Documented as a number, and shown as text in another place of the same documentation.
    durationUntilInterruptMs: z.coerce.number().nonnegative().optional().catch(undefined),
  }),
  z.looseObject({ type: z.literal('dtmf'), digit: z.string().max(8) }),
  // What `events` of the TwiML subscribes to. Twilio documents the attribute and not the frame: this is how those who have
  // seen one write it down (`tokensPlayed` with words; who speaks, with on and off). Any other shape tells us nothing.
  z.looseObject({ type: z.literal('info'), name: z.unknown().optional(), value: z.unknown().optional() }),
  z.looseObject({ type: z.literal('error') }),
]);
const known = ['setup', 'prompt', 'interrupt', 'dtmf', 'info', 'error'];

const fault = (what: string): RelayFrame => ({ what: 'fault', fault: what });

/** Reads one frame. Nothing throws, whatever is read. */
export function readRelayFrame(text: string): RelayFrame {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return fault('not JSON');
  }
  const type: unknown = typeof given === 'object' && given !== null && 'type' in given && given.type;
  if (typeof type !== 'string') return fault('no type');
  if (!known.includes(type)) return { what: 'nothing' };
  const parsed = frame.safeParse(given);
  if (!parsed.success)
    return fault(`${type} with a wrong ${parsed.error.issues[0]?.path.join('.') ?? 'shape'}`);
  return meaningOf(parsed.data);
}

function meaningOf(given: z.infer<typeof frame>): RelayFrame {
  switch (given.type) {
    case 'setup': {
      const { sessionId, callSid, customParameters } = given;
      return { what: 'setup', setup: { sessionId, callSid, parameters: customParameters ?? {} } };
    }
    case 'prompt':
      if (!given.last || given.voicePrompt.trim() === '') return { what: 'nothing' };
      return { what: 'words', text: given.voicePrompt.trim(), language: given.lang };
    case 'interrupt': {
      const { utteranceUntilInterrupt: heard, durationUntilInterruptMs: afterMs } = given;
      return { what: 'interrupted', heard, afterMs };
    }
    case 'dtmf':
      return /^[0-9*#]$/.test(given.digit) ? { what: 'key', key: given.digit } : { what: 'nothing' };
    case 'info': {
      const { data: text } = words.safeParse(given.value);
      return given.name === 'tokensPlayed' && text ? { what: 'played', text } : { what: 'nothing' };
    }
    case 'error':
      return { what: 'error' };
  }
}

/** The frames that we send, as Twilio's page "WebSocket messages" has them. */
export const relayFrames = {
  /** `uninterruptible`: heard to its end, whoever speaks meanwhile. */
  text: (token: string, last: boolean, uninterruptible?: true): string =>
    JSON.stringify({ type: 'text', token, last, ...(uninterruptible && { interruptible: false }) }),
  /** Plays a file from an https address, until the next words come. */
  play: (source: string): string => JSON.stringify({ type: 'play', source, loop: 1, preemptible: true }),
  /** Keys pressed for the other side: 0-9, *, #, and w for half a second. */
  sendDigits: (digits: string): string => JSON.stringify({ type: 'sendDigits', digits }),
  /** From here on hears and speaks this language; it must be one of the TwiML's. */
  language: (locale: string): string =>
    JSON.stringify({ type: 'language', ttsLanguage: locale, transcriptionLanguage: locale }),
  /** Ends the session; Twilio asks the action address what to do, and hands it `handoffData`. No caller data in it. */
  end: (handoff?: unknown): string =>
    JSON.stringify({ type: 'end', ...(handoff !== undefined && { handoffData: JSON.stringify(handoff) }) }),
};

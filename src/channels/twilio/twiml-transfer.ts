/**
 * Handing a caller to a person.
 *
 * Cold: the caller is connected to whoever picks up. Warm: the caller waits in a conference of their own while we call
 * the person by REST; who picks up hears the summary and presses 1, and only then joins. Whoever does not join brings
 * the caller back: `transferOutcome` says how it went, and the caller's call is given a new address by REST.
 *
 * Nothing here records: a recording is started by REST, once consent was given.
 */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import { sayOn } from './twiml';
import type { Voice } from './voices';

/** A cold transfer. */
export interface ColdTransfer {
  /** E.164 or `sip:…`. */
  to: string;
  /** The number shown: one of ours, or the caller's own where the carrier allows it; that one where absent. */
  callerId?: string;
  /** Gets `dialResult` when the transfer is over. */
  actionUrl: string;
  /** How long it rings; default 25 s, before most voicemails answer. */
  ringS?: number;
  /** Said to the caller first. */
  say?: { voice: Voice; text: string };
}

/** Connects the caller to a person. */
export function transferCold({ to, callerId, actionUrl, ringS = 25, say }: ColdTransfer): string {
  const response = new VoiceResponse();
  if (say) sayOn(response, say.voice, say.text);
  const dial = response.dial({
    action: actionUrl,
    method: 'POST',
    ...(callerId !== undefined && { callerId }),
    timeout: ringS,
    answerOnBridge: true,
  });
  if (to.startsWith('sip:')) dial.sip(to);
  else dial.number(to);
  return response.toString();
}

/** The caller's side of a warm transfer. */
export interface WaitForPerson {
  /** One conference for each transfer: `transfer-<code>-<n>`, without anything that tells who it is. */
  conference: string;
  /** Gets `dialResult` when the conference is over for the caller. */
  actionUrl: string;
  /** What is heard meanwhile: an address with TwiML or sound; Twilio's music where absent. */
  waitUrl?: string;
  say?: { voice: Voice; text: string };
}

/** Puts the caller into the conference, to wait. It ends with them. */
export function waitForPerson({ conference, actionUrl, waitUrl, say }: WaitForPerson): string {
  const response = new VoiceResponse();
  if (say) sayOn(response, say.voice, say.text);
  const dial = response.dial({ action: actionUrl, method: 'POST' });
  dial.conference(
    {
      startConferenceOnEnter: false,
      endConferenceOnExit: true,
      beep: 'false',
      maxParticipants: 2,
      ...(waitUrl !== undefined && { waitUrl, waitMethod: 'POST' }),
    },
    conference,
  );
  return response.toString();
}

/** What the person hears who picks up. */
export interface Whisper {
  voice: Voice;
  /** Who it is about, what they want; and "press 1". Said twice. */
  summary: string;
  /** Gets `whisperResult`, also when no key was pressed. */
  actionUrl: string;
  /** How long to wait for the key after each saying; default 8 s. */
  waitS?: number;
}

/** Tells the summary and asks for a 1: a voicemail presses nothing, so that it is never connected. */
export function whisper({ voice, summary, actionUrl, waitS = 8 }: Whisper): string {
  const response = new VoiceResponse();
  const ask = response.gather({
    input: ['dtmf'],
    numDigits: 1,
    action: actionUrl,
    method: 'POST',
    timeout: waitS,
    actionOnEmptyResult: true,
  });
  sayOn(ask, voice, summary);
  ask.pause({ length: Math.min(waitS, 3) });
  sayOn(ask, voice, summary);
  return response.toString();
}

/** Lets the person who pressed 1 in to the caller. The conference ends when they leave. */
export function joinCaller({ conference, actionUrl }: { conference: string; actionUrl?: string }): string {
  const response = new VoiceResponse();
  const dial = response.dial({ ...(actionUrl !== undefined && { action: actionUrl, method: 'POST' }) });
  dial.conference(
    { startConferenceOnEnter: true, endConferenceOnExit: true, beep: 'false', maxParticipants: 2 },
    conference,
  );
  return response.toString();
}

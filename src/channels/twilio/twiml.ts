/** What we tell Twilio to do with a call: TwiML, as text. Every address is absolute, every action a POST. */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import { UsageError } from '../../errors';
import { socketAddress } from './addresses';
import { hintList, saidInParts, writable } from './twiml-text';
import type { Voice } from './voices';

/** Handed to the socket in its first frame. Each name and value together at most 500 characters. */
export type SocketParameters = Readonly<Record<string, string>>;

type Says = { say(attributes: Parameters<VoiceResponse['say']>[0], text: string): unknown };
type SayVoice = NonNullable<Exclude<Parameters<VoiceResponse['say']>[0], string>['voice']>;

/** Says text, in several parts where it is long. */
export function sayOn(verb: Says, voice: Voice, text: string): void {
  // Any voice of the account may be configured; the package's list is that of its day.
  const attributes = { voice: voice.say as SayVoice, language: voice.locale };
  for (const part of saidInParts(text)) verb.say(attributes, part);
}

/**
 * Media Streams: the call's sound goes to a socket of ours and back. When the socket ends while the call lives (our
 * host died, or let go) Twilio goes on with the redirect, which leads to any living gateway.
 */
export function connectStream(ask: {
  socketUrl: string;
  parameters: SocketParameters;
  resumeUrl: string;
  /** Hears `stream-started`, `stream-stopped` and `stream-error`. */
  statusUrl: string;
}): string {
  const response = new VoiceResponse();
  const stream = response.connect().stream({
    url: socketAddress(ask.socketUrl),
    statusCallback: ask.statusUrl,
    statusCallbackMethod: 'POST',
  });
  addParameters(stream, ask.parameters);
  response.redirect({ method: 'POST' }, ask.resumeUrl);
  return response.toString();
}

/** What a relay may be told besides. */
export interface RelayAsk {
  socketUrl: string;
  parameters: SocketParameters;
  /** Asked when the session has ended, however it did: `relayEnded`. */
  actionUrl: string;
  voice: Voice;
  /** Further languages the session may be switched to. */
  others?: readonly Voice[];
  hints?: readonly string[];
  /** Twilio's choice where absent. */
  transcription?: { provider: 'Deepgram' | 'Google'; model?: string };
  /** Twilio leaves "ajá" and "mm-hmm" out, so that they stop nobody. */
  ignoreBackchannel?: boolean;
}

/**
 * ConversationRelay: Twilio hears and speaks, text goes to a socket of ours. No greeting of Twilio's: the line speaks
 * first, and what it says is in history.
 */
export function connectRelay(ask: RelayAsk): string {
  const response = new VoiceResponse();
  const { voice, transcription, others = [] } = ask;
  const hints = hintList(ask.hints ?? []);
  const relay = response.connect({ action: ask.actionUrl, method: 'POST' }).conversationRelay({
    url: socketAddress(ask.socketUrl),
    language: voice.locale,
    ttsProvider: voice.relay.provider,
    voice: voice.relay.voice,
    interruptible: 'any',
    dtmfDetection: true,
    profanityFilter: false,
    // Twilio tells what it has played, as it goes.
    events: 'tokens-played',
    ...(hints !== undefined && { hints }),
    ...(transcription && { transcriptionProvider: transcription.provider }),
    ...(transcription?.model && { speechModel: transcription.model }),
    ...(ask.ignoreBackchannel && { ignorebackchannel: 'true' }),
  });
  for (const { locale, relay: other } of [voice, ...others]) {
    relay.language({ code: locale, ttsProvider: other.provider, voice: other.voice });
  }
  addParameters(relay, ask.parameters);
  return response.toString();
}

/** One turn of the plain fallback. */
export interface GatherAsk {
  /** Said first; the caller may cut in. May be empty. */
  say: string;
  voice: Voice;
  /** Gets `gatherResult`. Give each turn an address of its own, so that its signature is its own. */
  actionUrl: string;
  /** Asked for instructions when nothing was said and no key pressed. */
  silenceUrl: string;
  hints?: readonly string[];
  /** How long to wait for the first sound; default 5 s. */
  waitS?: number;
  /** Seconds of silence that end the turn, where Twilio's own judgement (`auto`) is too hasty: numbers, addresses. */
  pauseS?: number;
  /** Says `say` whole before it listens: the sentence that says it is an AI is never skipped. */
  mustBeHeard?: boolean;
}

/** `<Gather>` with `<Say>`: asks, hears words or keys, posts them. */
export function gather(ask: GatherAsk): string {
  const response = new VoiceResponse();
  const hints = hintList(ask.hints ?? []);
  if (ask.mustBeHeard) sayOn(response, ask.voice, ask.say);
  const heard = response.gather({
    input: ['speech', 'dtmf'],
    action: ask.actionUrl,
    method: 'POST',
    language: ask.voice.locale,
    speechTimeout: ask.pauseS === undefined ? 'auto' : `${ask.pauseS}`,
    timeout: ask.waitS ?? 5,
    profanityFilter: false,
    ...(hints !== undefined && { hints }),
  });
  if (!ask.mustBeHeard) sayOn(heard, ask.voice, ask.say);
  response.redirect({ method: 'POST' }, ask.silenceUrl);
  return response.toString();
}

/** Says, and ends the call. */
export function sayAndHangUp(voice: Voice, text: string): string {
  const response = new VoiceResponse();
  sayOn(response, voice, text);
  response.hangup();
  return response.toString();
}

/** Goes on with the instructions of another address, after saying something where there is something to say. */
export function goTo(url: string, said?: { voice: Voice; text: string }): string {
  const response = new VoiceResponse();
  if (said) sayOn(response, said.voice, said.text);
  response.redirect({ method: 'POST' }, url);
  return response.toString();
}

/** Plays a file of sound, and goes on with the instructions of another address. */
export function playAndGoTo(url: string, soundUrl: string): string {
  const response = new VoiceResponse();
  response.play(soundUrl);
  response.redirect({ method: 'POST' }, url);
  return response.toString();
}

/** Does not take the call; nobody pays for it. */
export function rejectCall(reason: 'busy' | 'rejected'): string {
  const response = new VoiceResponse();
  response.reject({ reason });
  return response.toString();
}

function addParameters(
  socket: { parameter(attributes: { name: string; value: string }): unknown },
  parameters: SocketParameters,
): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (name.length + value.length > 500) {
      throw new UsageError(
        `The parameter ${name} is too long for Twilio.`,
        'Keep name and value within 500 characters.',
      );
    }
    socket.parameter({ name, value: writable(value) });
  }
}

/**
 * `<Gather>` and `<Say>`, turn by turn: the plain fallback. A turn is an update like that of any written call; what takes
 * longer than a moment is waited for behind a sentence, since Twilio waits 15 s for an answer and a caller less.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { gather, goTo, playAndGoTo, sayAndHangUp } from '../../channels/twilio/twiml';
import { defaultVoices } from '../../channels/twilio/voices';
import type { Assistant } from '../../domain/assistant';
import type { Answer } from '../../domain/turn';
import { linePhrasesOf } from '../../language/line-phrases-of';
import { spokenPhrasesOf } from '../../language/spoken-phrases-of';
import { answerTo } from './answer-to';
import type { PhoneParts } from './phone-parts';
import { tonePath } from './tone';

/** With what the carrier takes to be sure of the end of a turn, this is less than 2 s of silence. */
const momentMs = 1_200;
/** Of so many times that the caller hears that somebody is there, the second is in words, and the others are a tone. */
const soundsPerWords = 4;
/** Silences in a row after which nobody is there. */
const silences = 2;

/** What was said without the conversation since its last answer: how often a silence was broken, and a wait. */
export interface SaidBetween {
  silent: number;
  waited: number;
}

const nothing: SaidBetween = { silent: 0, waited: 0 };

/** A call as its webhooks name it. `isOurs`: we called, so that its leg has a SID of its own, and addresses name the call. */
export interface Gathered {
  assistant: Assistant;
  callId: string;
  isOurs?: boolean;
}

/** What an address of such a call ends in, behind this sign. */
export const named = (sign: '?' | '&', { callId, isOurs }: Gathered): string =>
  isOurs ? `${sign}callId=${callId}` : '';

/** The first words, and the first question. */
export function gatherFirst(parts: PhoneParts, of: Gathered, greeting: string): string {
  const say = `${spokenPhrasesOf(of.assistant.language).isMachine()} ${greeting}`;
  return ask(parts, of, 1, nothing, say, true);
}

/** A turn, and how often its caller has been told to wait for the answer. */
interface Waiting {
  turn: number;
  waits: number;
}

/** The answer to the `turn`-th words. */
export async function gatherTurn(
  parts: PhoneParts,
  of: Gathered,
  { turn, text, between }: { turn: number; text: string; between: SaidBetween },
): Promise<string> {
  const said = saidBetween(of.assistant, between);
  const heard = { turnId: idOf(turn), text, ...(said.length > 0 && { said }) };
  return await inTime(parts, of, { turn, waits: 0 }, parts.desk.hear(of.callId, heard));
}

/** The answer to words that came before. Only ids ask for it: addresses land in logs, here, at the carrier and on the way. */
export const gatherWait = async (parts: PhoneParts, of: Gathered, at: Waiting): Promise<string> =>
  await inTime(parts, of, at, answerTo(parts, of.callId, idOf(at.turn)));

/** Of so many waits, how many were told in words. */
const wordsIn = (waits: number): number => Math.floor((waits + soundsPerWords - 2) / soundsPerWords);

const idOf = (turn: number): string => `g${turn}`;
const late = Symbol('not there yet');

async function inTime(
  parts: PhoneParts,
  of: Gathered,
  { turn, waits }: Waiting,
  answering: Promise<Answer | undefined>,
): Promise<string> {
  const { id, language } = of.assistant;
  const { addresses } = parts.phone;
  const voice = defaultVoices[language];
  const phrases = linePhrasesOf(language);
  const answer = await Promise.race([answering, sleep(momentMs, late, { ref: false })]);
  if (answer === late) {
    // Asked for again behind the sentence.
    answering.catch(() => undefined);
    const again = addresses.web(`/twilio/gather-wait/${id}/${turn}?waits=${waits + 1}${named('&', of)}`);
    if (waits % soundsPerWords !== 1) return playAndGoTo(again, addresses.web(tonePath));
    return goTo(again, { voice, text: phrases.moment(wordsIn(waits)) });
  }
  const say = answer?.say.join(' ') ?? phrases.sayAgain();
  if (answer?.ended) return sayAndHangUp(voice, say);
  if (answer?.transfers)
    return goTo(addresses.web(`/twilio/gather-through/${id}/${turn}/0${named('?', of)}`), {
      voice,
      text: say,
    });
  return ask(parts, of, turn + 1, { silent: 0, waited: wordsIn(waits) }, say);
}

/** Back from a person who did not take the call: goes on behind the turn that led there. */
export const gatherAgain = (
  parts: PhoneParts,
  of: Gathered,
  { turn, say }: { turn: number; say: string[] },
): string => {
  const words = say.join(' ') || linePhrasesOf(of.assistant.language).sayAgain();
  return ask(parts, of, turn + 1, nothing, words);
};

/** Listens, the first time, to somebody whom we called and who has heard what is to be said first. */
export const gatherHeard = (parts: PhoneParts, of: Gathered): string => ask(parts, of, 1, nothing, '');

/** Nothing was said: asks again, then offers keys, then says goodbye. `undefined` where the caller is given up. */
export function gatherSilence(
  parts: PhoneParts,
  of: Gathered,
  { turn, silent, waited }: SaidBetween & { turn: number },
): string | undefined {
  if (silent > silences) return undefined;
  const say = breaksSilence(of.assistant)[silent - 1] ?? '';
  return ask(parts, of, turn, { silent, waited }, say);
}

const breaksSilence = ({ language }: Assistant): string[] => {
  const phrases = linePhrasesOf(language);
  return [phrases.stillThere(), phrases.offerKeys()];
};

function saidBetween(assistant: Assistant, { silent, waited }: SaidBetween): string[] {
  const moments = Array.from({ length: waited }, (_, nth) => linePhrasesOf(assistant.language).moment(nth));
  return [...moments, ...breaksSilence(assistant).slice(0, silent)];
}

/** Goodbye to a caller who does not answer. */
export const gatherNobody = ({ language }: Assistant): string =>
  sayAndHangUp(defaultVoices[language], spokenPhrasesOf(language).nobodyThere());

function ask(
  { phone: { addresses } }: PhoneParts,
  of: Gathered,
  turn: number,
  { silent, waited }: SaidBetween,
  say: string,
  mustBeHeard = false,
): string {
  const { id, language } = of.assistant;
  const rest = `waited=${waited}${named('&', of)}`;
  return gather({
    ...{ say, voice: defaultVoices[language], mustBeHeard },
    actionUrl: addresses.web(`/twilio/gather/${id}/${turn}?silent=${silent}&${rest}`),
    silenceUrl: addresses.web(`/twilio/gather-silence/${id}/${turn}?silent=${silent + 1}&${rest}`),
  });
}

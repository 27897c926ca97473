/**
 * `<Gather>` and `<Say>`, turn by turn: the plain fallback. A turn is an update like that of any written call; what takes
 * longer than a moment is waited for behind a sentence, since Twilio waits 15 s for an answer and a caller less.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { gather, goTo, sayAndHangUp } from '../../channels/twilio/twiml';
import { defaultVoices } from '../../channels/twilio/voices';
import type { Assistant } from '../../domain/assistant';
import type { Answer } from '../../domain/turn';
import { linePhrasesOf } from '../../language/line-phrases-of';
import { spokenPhrasesOf } from '../../language/spoken-phrases-of';
import type { PhoneParts } from './phone-parts';

const momentMs = 1_500;
const longMs = 8_000;
/** Silences in a row after which nobody is there. */
const silences = 2;

/** What was said without the conversation since its last answer: how often a silence was broken, and a wait. */
export interface SaidBetween {
  silent: number;
  waited: number;
}

/** Words of the caller; `waits`: how often they have been told to wait for the answer. */
interface GatheredTurn {
  turn: number;
  text: string;
  waits: number;
  between?: SaidBetween;
}

const nothing: SaidBetween = { silent: 0, waited: 0 };

/** The first words, and the first question. */
export const gatherFirst = (parts: PhoneParts, assistant: Assistant, greeting: string): string =>
  ask(parts, assistant, 1, nothing, `${spokenPhrasesOf(assistant.language).isMachine()} ${greeting}`, true);

/** The answer to the `turn`-th words. The same words may be asked for again: they are answered once. */
export async function gatherTurn(
  parts: PhoneParts,
  assistant: Assistant,
  callId: string,
  { turn, text, waits, between = nothing }: GatheredTurn,
): Promise<string> {
  const { desk, phone } = parts;
  const { language } = assistant;
  const said = saidBetween(assistant, between);
  const answering = desk.hear(callId, { turnId: `g${turn}`, text, ...(said.length > 0 && { said }) });
  const late = sleep(waits === 0 ? momentMs : longMs).then(() => undefined);
  const answer: Answer | undefined = await Promise.race([answering, late]);
  if (!answer) {
    // Asked for again, by the same words, behind the sentence.
    answering.catch(() => undefined);
    const said = { voice: defaultVoices[language], text: linePhrasesOf(language).moment(waits) };
    const again = new URLSearchParams({ text, waits: `${waits + 1}` });
    return goTo(phone.addresses.web(`/twilio/gather-wait/${assistant.id}/${turn}?${again.toString()}`), said);
  }
  const say = answer.say.join(' ');
  if (answer.ended) return sayAndHangUp(defaultVoices[language], say);
  return ask(parts, assistant, turn + 1, { silent: 0, waited: waits }, say);
}

/** Nothing was said: asks again, then offers keys, then says goodbye. `undefined` where the caller is given up. */
export function gatherSilence(
  parts: PhoneParts,
  assistant: Assistant,
  { turn, silent, waited }: SaidBetween & { turn: number },
): string | undefined {
  if (silent > silences) return undefined;
  const say = breaksSilence(assistant)[silent - 1] ?? '';
  return ask(parts, assistant, turn, { silent, waited }, say);
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
  { id, language }: Assistant,
  turn: number,
  { silent, waited }: SaidBetween,
  say: string,
  mustBeHeard = false,
): string {
  return gather({
    ...{ say, voice: defaultVoices[language], mustBeHeard },
    actionUrl: addresses.web(`/twilio/gather/${id}/${turn}?silent=${silent}&waited=${waited}`),
    silenceUrl: addresses.web(`/twilio/gather-silence/${id}/${turn}?silent=${silent + 1}&waited=${waited}`),
  });
}

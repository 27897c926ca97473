/** The fixed intake: what a caller hears while their words can only be noted. By code, from local texts. */
import { createHmac } from 'node:crypto';
import { codeOf } from '../domain/code';
import type { Intake, NotedAnswer, Said } from '../domain/intake';
import { saidIn, wasBegun } from '../domain/intake-rules';
import { hearingOf } from '../language/hearing-of';
import { intakePhrasesOf } from '../language/intake-phrases-of';
import { phrasesOf } from '../language/phrases-of';

/** The phone number in what was said; undefined where there is none. E.164. */
function phoneIn({ start }: Intake, text: string, at: string): string | undefined {
  return hearingOf(start.language).value('phone', text, { now: at, zone: start.zone });
}

/** What the caller hears to a turn that is noted under `code`, after what was noted before. `numberKnown`: we can tell them. */
export function answerNoted(
  intake: Intake,
  turn: { turnId: string; text: string; at: string },
  numberKnown: boolean,
): NotedAnswer {
  const { code, start } = intake;
  const { turnId, text } = turn;
  const phrases = intakePhrasesOf(start.language);
  const before = saidIn(intake);
  const answer = (sentence: string, ended = false): NotedAnswer => ({
    ...{ turnId, say: [sentence], code, delivery: 'pending', ended },
  });

  const command = hearingOf(start.language).command(text);
  const [last] = before.slice(-1);
  if (isGoodbye(intake, text)) {
    const noted = before.length > 0 ? phrases.goodbye(code) : phrasesOf(start.language).goodbye();
    return answer(noted, true);
  }
  if (last && command === 'repeat') return { ...last.answer, turnId };
  if (last && phrasesOf(start.language).consent(text) === 'yes') return answer(phrases.goAhead());

  const phone = [...before, turn].some((said) => phoneIn(intake, said.text, turn.at) !== undefined);
  const reachable = numberKnown || phone;
  const wants = reachable || !wasBegun(intake) || askedForPhone(before) ? 'more' : 'phone';
  const how = { wants, reachable } as const;
  return answer(last ? phrases.alsoNoted(code, how) : phrases.noted(code, how));
}

/** Done: says goodbye, or has nothing to add when asked for more. A "no" to a question of the conversation is neither. */
function isGoodbye(intake: Intake, text: string): boolean {
  const { language } = intake.start;
  if (hearingOf(language).command(text) === 'goodbye') return true;
  return saidIn(intake).length > 0 && phrasesOf(language).consent(text) === 'no';
}

// Who does not say a number when asked once is not asked for ever.
const askedForPhone = (before: Said[]): boolean => before.length > 1;

/**
 * The code of an intake that begins with this note: the same call and note give the same code, on whichever gateway and
 * whether or not the store can be asked. `nth` tells apart what would share a code by chance.
 */
export function intakeCode(
  secret: string,
  { channel, callId }: Pick<Intake['start'], 'channel' | 'callId'>,
  firstNote: string,
  nth: number,
): string {
  const named = JSON.stringify(['intake', channel, callId, firstNote, nth]);
  return codeOf(createHmac('sha256', secret).update(named).digest());
}

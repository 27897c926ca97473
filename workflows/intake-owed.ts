import type { Intake } from '../src/domain/intake';
import { saidIn } from '../src/domain/intake-rules';
import { phrasesOf } from '../src/language/phrases-of';
import type { Hearing } from './intake-conversation';

/**
 * What the conversation would have read back and the caller could not hear, by the codes it would get: what they said yes
 * to all the same, and what waited for a yes at the end. They were told that it is noted, so it is owed.
 */
export function owedWishes(intake: Intake, { answers }: Pick<Hearing, 'answers'>): string[] {
  const phrases = phrasesOf(intake.start.language);
  const owed = new Set<string>();
  let standing: string | undefined;
  for (const [index, { text }] of saidIn(intake).entries()) {
    const answer = answers[index];
    if (phrases.consent(text) === 'yes' && answer?.code === undefined)
      for (const offer of [standing, answer?.offers]) if (offer !== undefined) owed.add(offer);
    standing = answer?.offers;
  }
  if (standing !== undefined) owed.add(standing);
  return [...owed];
}

/**
 * The deliveries that came of what was noted, and the place of the last turn they cover; -1 where there are none. A turn
 * whose answer nobody knows is covered where the call began something meanwhile.
 */
export function carriedOut({ answers, begun }: Pick<Hearing, 'answers' | 'begun'>): {
  codes: string[];
  covered: number;
} {
  const told = answers.flatMap((answer) => answer?.code ?? []);
  const untold = begun.filter((code) => !told.includes(code));
  const covered = answers.findLastIndex((one) => (one ? one.code !== undefined : untold.length > 0));
  return { codes: [...told, ...untold], covered };
}

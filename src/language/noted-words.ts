/** What of the words that were noted is a wish, and what only steered the fixed intake. */
import type { Language } from '../domain/language';
import { hearingOf } from './hearing-of';
import { phrasesOf } from './phrases-of';

/** `words`: what each turn asks for, empty where it only said yes, no, goodbye or a number. `phone`: E.164. */
export interface NotedWords {
  words: string[];
  phone?: string;
}

/** A number with no more around it than "my number is" asks for nothing by itself. */
const barelyMore = 40;
const steering = new Set(['goodbye', 'repeat', 'wait', 'help']);

/**
 * Reads noted turns. `answersCall`: the first one answers what the conversation had said before, so that even a bare yes
 * says something. `now` is an ISO instant, `zone` an IANA zone.
 */
export function readNotedWords(
  texts: string[],
  {
    language,
    now,
    zone,
    answersCall,
  }: { language: Language; now: string; zone: string; answersCall: boolean },
): NotedWords {
  const ear = hearingOf(language);
  const numberIn = (text: string): string | undefined => ear.value('phone', text, { now, zone });
  const words = texts.map((text, index) => {
    const command = ear.command(text);
    if (command !== undefined && steering.has(command)) return '';
    if (index === 0 && answersCall) return text;
    if (phrasesOf(language).consent(text) !== 'unclear') return '';
    const onlyNumber = numberIn(text) !== undefined && text.replace(/[\d\s+().-]/g, '').length <= barelyMore;
    return onlyNumber && texts.length > 1 ? '' : text;
  });
  const phone = texts.map(numberIn).find((number) => number !== undefined);
  return { words, ...(phone === undefined ? {} : { phone }) };
}

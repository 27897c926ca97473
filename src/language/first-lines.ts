import type { CallStart, Line } from '../domain/call';
import { spokenPhrasesOf } from './spoken-phrases-of';

/** What every caller hears first: over a telephone, before the greeting, that no person speaks. */
export function firstLines({ channel, language, greeting }: CallStart): Line[] {
  const said = channel === 'phone' ? [spokenPhrasesOf(language).isMachine(), greeting] : [greeting];
  return said.map((text) => ({ who: 'assistant', text, fixed: true }));
}

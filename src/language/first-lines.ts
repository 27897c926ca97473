import type { CallStart, Line } from '../domain/call';
import { writtenChannels } from '../domain/chat';
import { phrasesOf } from './phrases-of';
import { spokenPhrasesOf } from './spoken-phrases-of';

/** What every caller hears first: over a telephone, before the greeting, that no person speaks. */
export function firstLines(start: CallStart): Line[] {
  const { channel, language } = start;
  const said = [
    ...(channel === 'phone' ? [spokenPhrasesOf(language).isMachine()] : []),
    ...greetingOf(start),
  ];
  return said.map((text) => ({ who: 'assistant', text, fixed: true }));
}

/**
 * The greeting, and for who comes back the state of their open case. Sentences apart, since the greeting alone is spoken
 * beforehand. Whether they call about it is asked of who called us, and not by message, where their own words are answered.
 */
export function greetingOf(start: Greeted): string[] {
  const { greeting, language, channel, outbound } = start;
  const known = openCaseWords(start);
  if (known === undefined) return [greeting];
  const isAsked = !outbound && !writtenChannels.some((one) => one === channel);
  return [greeting, known, ...(isAsked ? [phrasesOf(language).isItAboutThat()] : [])];
}

/** What a call by `<Gather>`, which is asked for them at once, begins with behind the sentence about the AI; of others, the greeting. */
export const firstWordsOf = (start: Greeted & Pick<CallStart, 'gathered' | 'record'>): string =>
  start.gathered && start.record ? spokenPhrasesOf(start.language).mayRecord() : greetingOf(start).join(' ');

/** The state of the open case of who comes back; undefined where none is known. */
export const openCaseWords = ({ openCase, language, zone }: Greeted): string | undefined =>
  openCase && phrasesOf(language).openCase(openCase, zone);

type Greeted = Pick<CallStart, 'greeting' | 'language' | 'channel' | 'outbound' | 'openCase' | 'zone'>;

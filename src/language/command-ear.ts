import { plain, type Command } from './hearing';
import { wordsOf } from './word-table';

/** Regular expressions over plain text (lower case, no accents), each for a whole utterance without its polite parts. */
export interface CommandWords {
  commands: Record<Command, string[]>;
  /** What may stand before or after without changing the meaning: "por favor", "oiga". */
  polite: string[];
  /** The word of denial that, followed by a comma, may open a command: "no, repita". */
  denial: string;
}

const mostWords = 16;

/** Makes the ear for steering words of one language. */
export function createCommandEar(words: CommandWords): (text: string) => Command | undefined {
  const polite = `(?:${words.polite.join('|')})`;
  const whole = (sources: string[]): RegExp => {
    const command = `(?:${sources.join('|')})`;
    return new RegExp(`^(?:${polite} )*${command}(?: (?:${polite}|${command}))*$`);
  };
  const ears = Object.entries(words.commands).map(
    ([name, sources]) => [name as Command, whole(sources)] as const,
  );
  const opening = new RegExp(`^\\s*(?:${words.denial})\\s*[,.;:!]+\\s*`, 'iu');

  const hear = (text: string): Command | undefined => {
    const said = wordsOf(plain(text));
    if (said.length > mostWords) return undefined;
    const joined = said.join(' ');
    return ears.find(([, ear]) => ear.test(joined))?.[0];
  };
  return (text) => hear(text) ?? hear(text.replace(opening, ''));
}

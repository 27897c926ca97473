import { withDigits, type NumberWords } from './spoken-number';

/** Patterns over plain text; `{o}` is an ordinal of the table, `{n}` a number as digits. Each is a whole utterance. */
export interface OrdinalWords {
  /** Place by its word; -1 is the last. */
  ordinals: Record<string, number>;
  frames: readonly string[];
  /** May stand before or after: "prefiero", "por favor". */
  around: readonly string[];
}

/** Makes the ear for places in a list: 1 is the first, -1 the last; undefined for anything else. */
export function createOrdinalEar(
  words: OrdinalWords,
  numbers: NumberWords,
): (text: string) => number | undefined {
  const names = Object.keys(words.ordinals).sort((one, other) => other.length - one.length);
  const around = `(?:(?:${words.around.join('|')}) )*`;
  const after = `(?: (?:${words.around.join('|')}))*`;
  const frames = words.frames.map((frame) => {
    const source = frame.replaceAll('{o}', `(?<o>${names.join('|')})`).replaceAll('{n}', '(?<n>[1-9]\\d?)');
    return new RegExp(`^${around}(?:${source})${after}$`, 'u');
  });

  return (text) => {
    const said = withDigits(text.slice(0, 200).replace(/(\d)(?:[ºª°]|st\b|nd\b|rd\b|th\b)/gi, '$1'), numbers);
    for (const frame of frames) {
      const found = frame.exec(said)?.groups;
      if (found?.o) return words.ordinals[found.o];
      if (found?.n) return Number(found.n);
    }
    return undefined;
  };
}

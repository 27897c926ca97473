/** What a caller says instead of what was understood. */

/** How people take something back, as regular expressions over text as written. */
export interface CorrectionWords {
  /** Whole corrections whose first group is what counts: "no es X sino Y". */
  contrasts: readonly RegExp[];
  /** How a correction opens: "no,", "perdón, es". */
  openings: readonly RegExp[];
  /** Taken off what is left, again and again: "es", "mejor", "quería decir". */
  fillers: readonly RegExp[];
}

/** Makes the ear for corrections. What is left must not itself be a yes, a no or a command, which `steers` tells. */
export function createCorrectionEar(words: CorrectionWords, steers: (text: string) => boolean) {
  return (text: string): string | undefined => {
    const said = text.replace(/\s+/g, ' ').trim();
    const contrast = words.contrasts
      .map((pattern) => pattern.exec(said)?.[1])
      .find((found) => found !== undefined);
    const rest = contrast ?? opened(said, words.openings);
    if (rest === undefined || steers(said)) return undefined;
    const left = bare(rest, words.fillers);
    return left === '' || steers(left) || steers(trimmed(rest)) ? undefined : left;
  };
}

function opened(said: string, openings: readonly RegExp[]): string | undefined {
  const rest = openings.reduce((left, pattern) => left.replace(pattern, ''), said);
  return rest === said ? undefined : rest;
}

function bare(rest: string, fillers: readonly RegExp[]): string {
  let left = trimmed(rest);
  for (let round = 0; round < 8; round += 1) {
    const next = fillers.reduce((said, pattern) => trimmed(said.replace(pattern, '')), left);
    if (next === left) break;
    left = next;
  }
  return left;
}

const trimmed = (said: string): string => said.replace(/^[\s,.;:!?¡¿-]+|[\s,.;:!?¡¿-]+$/g, '');

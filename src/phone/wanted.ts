/** What a caller waits to hear. */

/** The expression between slashes, `text` for anything else, undefined where the expression is broken. */
export function patternOf(wanted: string): RegExp | 'text' | undefined {
  const match = /^\/(.+)\/([imsu]*)$/s.exec(wanted);
  if (!match?.[1]) return 'text';
  try {
    return new RegExp(match[1], match[2]);
  } catch {
    return undefined;
  }
}

/** Whether what was said holds what is waited for: a text (case and accents do not matter), or /an expression/. */
export function isHeard(wanted: string, said: string): boolean {
  const pattern = patternOf(wanted);
  return pattern instanceof RegExp ? pattern.test(said) : folded(said).includes(folded(wanted));
}

/** Where in what was said it stands last; undefined where it does not. */
export function heardLastAt(wanted: string, said: string): number | undefined {
  const pattern = patternOf(wanted);
  if (!(pattern instanceof RegExp)) {
    const at = folded(said).lastIndexOf(folded(wanted));
    return at === -1 ? undefined : at;
  }
  const all = [...said.replace(/\s+/g, ' ').matchAll(new RegExp(pattern.source, `${pattern.flags}g`))];
  return all.at(-1)?.index;
}

const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim().toLowerCase();

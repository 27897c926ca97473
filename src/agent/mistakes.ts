import { nearest } from './nearest';

/** Something wrong in an assistant's file. `path` leads to it; `onKey` where the key itself is what is wrong. */
export interface Mistake {
  path: readonly PropertyKey[];
  text: string;
  onKey?: boolean;
}

/** Words a mistake about a name that is not among the known ones, with the one probably meant, or with all of them. */
export function notAmong(what: string, name: string, known: Iterable<string>): string {
  const names = [...known];
  const meant = nearest(name, names);
  if (meant !== undefined) return `${what} Did you mean "${meant}"?`;
  if (names.length === 0) return `${what} There are none.`;
  return `${what} ${names.length > 12 ? 'There are' : 'Known:'} ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}.`;
}

/** The entries whose key came up before, with their positions. */
export function repeats<T>(items: readonly T[], key: (item: T) => string): { item: T; index: number }[] {
  const seen = new Set<string>();
  return items
    .map((item, index) => ({ item, index }))
    .filter(({ item }) => seen.has(key(item)) || !seen.add(key(item)));
}

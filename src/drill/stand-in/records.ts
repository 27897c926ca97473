/** What one stand-in system holds, and what may be found of it and when. In memory, each look an index away. */

/** Records by number, found by reference after a lag and by anything else at once. */
export interface Records<Made extends { id: string }> {
  /** A number that no record has yet. */
  nextId(): string;
  add(
    record: Made,
    found: { honoured?: string | undefined; reference?: string | undefined; words?: (string | undefined)[] },
  ): void;
  replace(record: Made): void;
  read(id: string): Made | undefined;
  /** The record made with a key that the system honours. */
  byKey(honoured: string | undefined): Made | undefined;
  /** Only what the index shows by now; newest first. */
  byReference(reference: string): Made[];
  /** Newest first. */
  byWord(word: string): Made[];
}

/** Numbers come from `nextNumber`; `lagMs` draws how long a new record stays hidden from its reference. */
export function createRecords<Made extends { id: string }>(
  nextNumber: () => number,
  lagMs: () => number,
): Records<Made> {
  const all = new Map<string, Made>();
  const keys = new Map<string, string>();
  const references = new Map<string, { id: string; visibleAtMs: number }[]>();
  const words = new Map<string, string[]>();
  const newestFirst = (ids: string[]): Made[] => ids.flatMap((id) => all.get(id) ?? []).toReversed();

  return {
    nextId: () => `${nextNumber()}`,
    add(record, { honoured, reference, words: given = [] }) {
      const { id } = record;
      all.set(id, record);
      const visibleAtMs = Date.now() + lagMs();
      if (honoured !== undefined) keys.set(honoured, id);
      if (reference !== undefined) entryOf(references, reference).push({ id, visibleAtMs });
      for (const word of given) if (word !== undefined) entryOf(words, word).push(id);
    },
    replace: (record) => void all.set(record.id, record),
    read: (id) => all.get(id),
    byKey: (honoured) => all.get(keys.get(honoured ?? '') ?? ''),
    byReference(reference) {
      const known = references.get(reference) ?? [];
      return newestFirst(known.flatMap(({ id, visibleAtMs }) => (visibleAtMs <= Date.now() ? [id] : [])));
    },
    byWord: (word) => newestFirst(words.get(word) ?? []),
  };
}

function entryOf<Item>(index: Map<string, Item[]>, word: string): Item[] {
  const known = index.get(word) ?? [];
  index.set(word, known);
  return known;
}

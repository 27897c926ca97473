/** How a second record of one key is dealt with: the oldest stays, whichever try made it. */
export interface Doubles<Made> {
  /** What tells two records apart. */
  idOf: (made: Made) => string;
  /** Takes a record out of work. May be called again for the same one. */
  retire: (extra: Made, kept: Made) => Promise<unknown>;
}

/** Keeps the oldest of the records, given oldest first, and retires the others. */
export async function keepOldest<Made>(
  [kept, ...extras]: [Made, ...Made[]],
  doubles: Doubles<Made> | undefined,
): Promise<Made> {
  for (const extra of extras) await doubles?.retire(extra, kept);
  return kept;
}

/** The records that a look shows, with the one just made, which a lagging look may leave out, as the youngest. */
export function withMade<Made>(seen: Made[], made: Made, { idOf }: Doubles<Made>): [Made, ...Made[]] {
  const [oldest, ...others] = seen;
  if (oldest === undefined) return [made];
  return seen.some((one) => idOf(one) === idOf(made)) ? [oldest, ...others] : [oldest, ...others, made];
}

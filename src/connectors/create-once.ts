/**
 * Create-once strategies: how a system is kept from taking one order twice when an answer is lost.
 *
 * A connector picks the one its system can bear and calls it with the key of an order, any number of times; all calls
 * end in one record. Nothing is remembered from call to call: another process must come to the same end.
 */

/** Makes what one key stands for, once. */
export type Once<Made> = (key: string, steps: OnceSteps<Made>) => Promise<Made>;

/** What a strategy does by way of the system. */
export interface OnceSteps<Made> {
  /** Every record that carries the key, the oldest first. */
  find: () => Promise<Made[]>;
  create: () => Promise<Made>;
  /** No create was sent with this key before: there is nothing to find. */
  fresh?: boolean | undefined;
  /** Takes a second record of the same key out of work. May be called again for the same one. */
  retire?: (extra: Made, kept: Made) => Promise<unknown>;
}

/**
 * Stamp and look up, for systems whose look-up is exact and immediate: look, create if there is none, read back.
 *
 * But for the very first try, a create is sent only after the look-up answered; when that fails, so does the try. One gap is left: a create
 * that timed out here and is carried out there after the next try has looked. Reading back finds that second record;
 * the oldest stays and the others are retired, whichever try made them.
 */
export function stampAndLookUp<Made>(): Once<Made> {
  return oneAtATime(async (_key, { find, create, retire, fresh }) => {
    const known = fresh ? [] : await find();
    const created = known.length > 0 ? undefined : await create();
    if (created && !retire) return created;

    const [kept = created, ...extras] = created ? await find() : known;
    for (const extra of extras) await retire?.(extra, kept as Made);
    return kept as Made;
  });
}

/**
 * Native key, for systems that remember a key of ours and answer a repeated request with the first one's record.
 *
 * No system remembers for ever, so `create` leaves the key on the record too and `find` looks for it: an outage longer
 * than the system's memory makes no second record.
 */
export function nativeKey<Made>(): Once<Made> {
  return oneAtATime(async (_key, { find, create }) => {
    const [found] = await find();
    return found ?? (await create());
  });
}

/** Two calls with one key at the same moment share one run; between processes, Temporal runs one try at a time. */
function oneAtATime<Made>(run: Once<Made>): Once<Made> {
  const underWay = new Map<string, Promise<Made>>();
  return (key, steps) => {
    const running = underWay.get(key) ?? run(key, steps).finally(() => underWay.delete(key));
    underWay.set(key, running);
    return running;
  };
}

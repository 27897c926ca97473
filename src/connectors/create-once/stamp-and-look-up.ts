import { type Doubles, keepOldest, withMade } from './doubles';
import { afterSending, beforeSending, type Once, oneAtATime } from './once';

/** What it takes to stamp a record and to look the stamp up. */
export interface LookUpSteps<Made> {
  /** Every record that carries the key, the oldest first. */
  find: () => Promise<Made[]>;
  create: () => Promise<Made>;
  /** No create was sent with this key before: there is nothing to find, and nothing to read back. */
  fresh?: boolean | undefined;
  /** How a second record of the same key is taken out of work; without it nobody reads back. */
  doubles?: Doubles<Made>;
}

/**
 * Stamp and look up, for systems whose look-up is exact: look, create if there is none, read back.
 *
 * But for the very first try, a create is sent only after the look-up answered; when that fails, so does the try. One
 * gap is left where a delivery does not wait long enough: a create that timed out here and is carried out there after
 * the next try has looked. Reading back finds that second record.
 */
export function stampAndLookUp<Made>(): Once<Made, LookUpSteps<Made>> {
  return oneAtATime((_key, steps) =>
    lookCreateReadBack({ ...steps, look: steps.find, readBack: steps.find }),
  );
}

/** `look` shows what earlier tries made, `readBack` what was made just now; both the oldest first. */
export async function lookCreateReadBack<Made>({
  look,
  readBack,
  create,
  fresh,
  doubles,
}: Omit<LookUpSteps<Made>, 'find'> & {
  look: () => Promise<Made[]>;
  readBack: () => Promise<Made[]>;
}): Promise<Made> {
  const [oldest, ...others] = fresh ? [] : await beforeSending(look);
  if (oldest !== undefined) return afterSending(() => keepOldest([oldest, ...others], doubles));
  const made = await create();
  // Where no other create was ever sent there can be no second record, and a request is saved.
  if (!doubles || fresh) return made;
  return afterSending(async () => keepOldest(withMade(await readBack(), made, doubles), doubles));
}

import { type Doubles, keepOldest, withMade } from './doubles';
import { afterSending, type Once, oneAtATime } from './once';

/** What it takes where there is no way to look before, but a second one can be taken back. */
export interface CompensateSteps<Made> {
  create: () => Promise<Made>;
  /** What can only have come from tries with this key, the oldest first. */
  alike: () => Promise<Made[]>;
  doubles: Doubles<Made>;
  /** No create was sent with this key before: there can be no double. */
  fresh?: boolean | undefined;
}

/**
 * Compensate: create, then look for doubles and take the extra one back; the oldest stays. For a while there are two,
 * so a connection that uses it is of class `none` and its doubles are flagged.
 */
export function compensate<Made>(): Once<Made, CompensateSteps<Made>> {
  return oneAtATime(async (_key, { create, alike, doubles, fresh }) => {
    const made = await create();
    if (fresh) return made;
    return afterSending(async () => keepOldest(withMade(await alike(), made, doubles), doubles));
  });
}

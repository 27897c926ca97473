import { afterSending, beforeSending, type Once, oneAtATime } from './once';

/** What it takes where the thing itself can be had once only: a free time, a seat. */
export interface GuardSteps<Made> {
  /** Takes it; undefined where somebody has it. */
  take: () => Promise<Made | undefined>;
  /** What we have under this key, whatever became of it since; undefined where that is nothing. */
  held: () => Promise<Made | undefined>;
  /** No try was made with this key before. */
  fresh?: boolean | undefined;
}

/**
 * Natural guard: the thing is gone on a replay, so we look whether it is us who have it. A further try looks first,
 * since what we took may have been given back meanwhile and must not be taken again. Undefined: somebody else has it.
 */
export function naturalGuard<Made>(): Once<Made | undefined, GuardSteps<Made>> {
  return oneAtATime(async (_key, { take, held, fresh }) => {
    const known = fresh ? undefined : await beforeSending(held);
    return known ?? (await take()) ?? (await afterSending(held));
  });
}

import { type Once, oneAtATime } from './once';

/** What it takes where nothing can be done about doubles. */
export interface UnguardedSteps<Made> {
  create: () => Promise<Made>;
}

/** No guard: each try may make another record. The connection is of class `none`, and the delivery flags it. */
export function unguarded<Made>(): Once<Made, UnguardedSteps<Made>> {
  return oneAtATime((_key, { create }) => create());
}

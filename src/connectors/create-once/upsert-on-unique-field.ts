import { beforeSending, type Once, oneAtATime } from './once';
import { createOrReadBack } from './read-back';

/** What it takes where a field is unique and one request makes or changes the record that holds its value. */
export interface UpsertSteps<Made> {
  upsert: () => Promise<Made>;
  /** The record whose field holds the key; undefined where there is none. */
  find: () => Promise<Made | undefined>;
  /** No upsert was sent with this key before. */
  fresh?: boolean | undefined;
}

/**
 * Upsert on a unique field: safe to repeat, whatever the index shows. A further try looks first all the same, since a
 * repeated upsert would write over what people have changed meanwhile. Two at once may collide at the field; the one
 * refused reads back.
 */
export function upsertOnUniqueField<Made>(): Once<Made, UpsertSteps<Made>> {
  return oneAtATime(async (_key, { upsert, find, fresh }) => {
    const known = fresh ? undefined : await beforeSending(find);
    return known ?? (await createOrReadBack(upsert, find));
  });
}

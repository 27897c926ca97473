import { ConnectorError } from '../../errors';
import { beforeSending, type Once, oneAtATime } from './once';
import { createOrReadBack } from './read-back';

/** What it takes where the id of a record is ours to choose: a function of the key. */
export interface ChosenIdSteps<Made> {
  /** Creates under that id; `rejected` where the id is taken. */
  create: () => Promise<Made>;
  /** The record of that id; undefined where there is none. */
  read: () => Promise<Made | undefined>;
  /** Whether a record is the one of this key, and not somebody else's under the same id. */
  isOurs: (made: Made) => boolean;
  /** No create was sent with this key before. */
  fresh?: boolean | undefined;
}

/**
 * Caller-chosen id: a second record under the same id cannot be. "Exists already" counts as success once it was read
 * back and is ours. A further try reads first, for where creating over a record overwrites what was changed since.
 */
export function callerChosenId<Made>({ system }: { system: string }): Once<Made, ChosenIdSteps<Made>> {
  return oneAtATime(async (_key, { create, read, isOurs, fresh }) => {
    const known = fresh ? undefined : await beforeSending(read);
    const made = known ?? (await createOrReadBack(create, read));
    if (isOurs(made)) return made;
    throw new ConnectorError(system, 'rejected', `${system} has another record under the id we chose`);
  });
}

import { type Once, oneAtATime } from './once';
import { lookCreateReadBack, type LookUpSteps } from './stamp-and-look-up';

/** What it takes to find a stamp that the system's search does not show yet. `find` asks that search. */
export interface RecentSteps<Made> extends LookUpSteps<Made> {
  /** The person's newest records, newest first, from a list that shows a record as soon as it is made. */
  recent: () => Promise<Made[]>;
  /** The stamp on a record. */
  stampOf: (made: Made) => string | undefined;
}

/**
 * Stamp and list recent, for systems whose search lags: the person's newest records are listed and their stamps
 * compared; the search is asked as well, since many newer records may stand before ours by the next try.
 */
export function stampAndListRecent<Made>(): Once<Made, RecentSteps<Made>> {
  return oneAtATime((key, { recent, stampOf, ...steps }) => {
    const listed = async (): Promise<Made[]> =>
      (await recent()).filter((made) => stampOf(made) === key).reverse();
    const look = async (): Promise<Made[]> => {
      const seen = await listed();
      return seen.length > 0 ? seen : await steps.find();
    };
    return lookCreateReadBack({ ...steps, look, readBack: listed });
  });
}

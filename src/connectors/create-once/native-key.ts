import { ConnectorError } from '../../errors';
import { beforeSending, type Once, oneAtATime } from './once';

/** What it takes where the system knows a key of ours. */
export interface KeySteps<Made> {
  /** Sends the key along. A request that the system is still busy with under the same key must fail as `timeout`. */
  create: () => Promise<Made>;
  /** Records that carry the key as a stamp, the oldest first; left out where the system cannot look. */
  find?: () => Promise<Made[]>;
  /** No create was sent with this key before. */
  fresh?: boolean | undefined;
  /** ISO instant before which the key was not sent; with it a key is known to be remembered still. */
  askedAt?: string;
}

/** The system and for how long it remembers a key (milliseconds; absent: for ever). */
export interface KeyMemory {
  system: string;
  keyRememberedMs?: number | undefined;
  now?: () => number;
}

/**
 * Native key, for systems that remember a key of ours and answer a repeated request with the first one's record.
 *
 * While the key is remembered the request is simply sent again: the system itself is the look-up, and its index may
 * lag. Past that, or where nobody can tell, `find` looks for the stamp first, so that an outage longer than the
 * system's memory makes no second record. Where there is no `find` either, people must look: throws `rejected`.
 */
export function nativeKey<Made>({
  system,
  keyRememberedMs = Number.POSITIVE_INFINITY,
  now = Date.now,
}: KeyMemory): Once<Made, KeySteps<Made>> {
  return oneAtATime(async (_key, { create, find, fresh, askedAt }) => {
    const forgottenAt = askedAt === undefined ? 0 : Date.parse(askedAt) + keyRememberedMs;
    // A minute for clocks that differ and for the way there.
    const isRemembered = keyRememberedMs === Number.POSITIVE_INFINITY || now() < forgottenAt - 60_000;
    if (fresh || isRemembered) return create();
    if (!find) throw forgotten(system);
    const [found] = await beforeSending(find);
    return found ?? (await create());
  });
}

const forgotten = (system: string): ConnectorError =>
  new ConnectorError(
    system,
    'rejected',
    `${system} may have forgotten the key of an earlier try, and its records cannot be looked up: see there whether it was done; if not, ask for it anew`,
    { outcome: 'unknown' },
  );

/** The limiters of the vendors' accounts, as `recado.yaml` wants them. */
import type { Config } from '../config';
import { createLog } from '../log';
import { createPaces, type Pace } from '../pace';
import type { Places } from '../pace-places';

/** The limiter of a connection; undefined where it has no `delivery.limit`. */
export function openPaces(
  { delivery, logLevel }: Pick<Config, 'delivery' | 'logLevel'>,
  shared: Places,
): (connection: string) => Pace | undefined {
  const log = createLog('pace', logLevel);
  const paceOf = createPaces({
    shared,
    onAway: (error) =>
      log.warn({ err: error }, 'the store is away: this process keeps the limits of accounts by itself'),
    onBack: () => log.info('the limits of accounts are shared again'),
  });
  return (connection) => {
    const limit = Object.hasOwn(delivery, connection) ? delivery[connection]?.limit : undefined;
    return limit && paceOf(limit);
  };
}

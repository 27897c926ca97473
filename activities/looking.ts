import type { Activities } from '.';
import type { Connector, Verbs } from '../src/connectors/connector';
import { joinLooks } from '../src/joined-looks';
import { whenThereIsRoom } from '../src/pace';

/** What looking stands on. */
export interface LookingDependencies {
  connectors: { get(connection: string): Connector };
}

/** The activity that reads watched tickets back. */
export function createLooking({ connectors }: LookingDependencies): Pick<Activities, 'readRecord'> {
  const joined = new Map<string, ReturnType<typeof joinLooks>>();

  /** The joined looks of a connection; undefined where its system tells of one ticket at a time only. */
  const joinedAt = (connection: string, verbs: Verbs) => {
    const known = joined.get(connection);
    if (known || !verbs.ticketsChangedAt) return known;
    const looks = joinLooks(async (ids) => (await verbs.ticketsChangedAt?.(ids)) ?? new Map());
    joined.set(connection, looks);
    return looks;
  };

  return {
    readRecord: async ({ connection, id }, isAwaited = false, stamp) => {
      const { verbs } = connectors.get(connection);
      const read = async () => (verbs.readTicket ? await verbs.readTicket(id) : 'unreadable');
      if (isAwaited) return await read();
      return await whenThereIsRoom(async () => {
        const changedAt = stamp === undefined ? undefined : joinedAt(connection, verbs);
        if (changedAt && (await changedAt(id)) === stamp) return 'unchanged';
        return await read();
      });
    },
  };
}

import { sql } from 'kysely';
import type { AgendaBook, Booked, Busy } from '../connectors/agenda-book';
import type { Contact } from '../domain/ticket';
import { book, hold, move, release } from './agenda-changes';
import { bookingsOf, findByKey, isId, toBooked } from './agenda-rows';
import { asFaultsOf } from './connector-faults';
import type { Database } from './database';

/** The book of our own agenda in the store's database. */
export function createAgendaBook(database: Database): AgendaBook {
  return {
    busy: (...args) => guard(busy(database, ...args)),
    hold: (...args) => guard(hold(database, ...args)),
    release: (...args) => guard(release(database, ...args)),
    book: (...args) => guard(book(database, ...args)),
    move: (...args) => guard(move(database, ...args)),
    cancel: (...args) => guard(cancel(database, ...args)),
    find: (...args) => guard(find(database, ...args)),
    findByKey: (...args) => guard(findByKey(database, ...args)),
    listOf: (...args) => guard(listOf(database, ...args)),
  };
}

const guard = asFaultsOf('agenda');

async function find(database: Database, tenants: string[], id: string): Promise<Booked | undefined> {
  if (!isId(id)) return undefined;
  return toBooked(await bookingsOf(database, tenants).where('id', '=', Number(id)).executeTakeFirst());
}

async function busy(
  database: Database,
  tenant: string,
  professionals: string[],
  from: string,
  until: string,
  callId?: string,
): Promise<Busy[]> {
  if (professionals.length === 0) return [];
  const rows = await database
    .selectFrom('bookings')
    .select(['professional', 'startsAt', 'heldUntil'])
    .where('tenant', '=', tenant)
    .where('professional', 'in', professionals)
    .where((row) =>
      row.or([
        row('status', '=', 'booked'),
        row.and([
          row('status', '=', 'held'),
          row('holdExpiresAt', '>', sql<Date>`statement_timestamp()`),
          sql<boolean>`origin ->> 'callId' is distinct from ${callId ?? null}`,
        ]),
      ]),
    )
    .where(sql<boolean>`during && tstzrange(${from}, ${until})`)
    .execute();
  return rows.map((row) => ({
    professional: row.professional,
    from: row.startsAt.toISOString(),
    until: row.heldUntil.toISOString(),
  }));
}

async function cancel(database: Database, tenants: string[], id: string): Promise<Booked | undefined> {
  if (!isId(id)) return undefined;
  const cancelled = await database
    .updateTable('bookings')
    .set({ status: 'cancelled', updatedAt: sql<Date>`now()` })
    .where('id', '=', Number(id))
    .where('tenant', 'in', tenants)
    .where('status', '=', 'booked')
    .returningAll()
    .executeTakeFirst();
  return cancelled ? toBooked(cancelled) : find(database, tenants, id);
}

async function listOf(
  database: Database,
  tenants: string[],
  { phone, email }: Contact,
  after: string,
  limit: number,
): Promise<Booked[]> {
  const rows = await bookingsOf(database, tenants)
    .where('status', '=', 'booked')
    .where('endsAt', '>', sql<Date>`${after}::timestamptz`)
    // Nothing equals null in SQL, so what was not given finds nobody.
    .where((row) =>
      row.or([row('contactPhone', '=', phone ?? null), row('contactEmail', '=', email ?? null)]),
    )
    .orderBy('startsAt')
    .limit(limit)
    .execute();
  return rows.map((row) => toBooked(row));
}

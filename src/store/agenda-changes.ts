/**
 * What takes a time: holding, booking, moving. Each is one transaction, and those of one tenant come one after the other:
 * two that want each other's times would else wait for one another until PostgreSQL ends one. Whether a time is free is
 * not asked but tried; the exclusion constraint answers.
 */
import { sql } from 'kysely';
import type { Booked, Held, NewBooking } from '../connectors/agenda-book';
import { columnsOf, detailsOf, findByKey, isId, toBooked } from './agenda-rows';
import type { Database } from './database';
import { errorCode } from './faults';

/** How many times may be held for one person at once, so that nobody empties an agenda by asking. */
const holdsPerPerson = 3;

/** Keeps a time for a key, for milliseconds from now; what the key held before it holds no more. */
export async function hold(
  database: Database,
  booking: NewBooking,
  key: string,
  holdMs: number,
): Promise<{ until: string } | 'taken' | 'too-many'> {
  const { tenant } = booking;
  const expires = sql<string>`statement_timestamp() + ${holdMs} * interval '1 millisecond'`;
  return await unlessTaken(database, tenant, async (turn) => {
    await clear(turn, booking, tenant, key, booking.origin.callId);
    if ((await heldFor(turn, booking, key)) >= holdsPerPerson) return 'too-many';
    const columns = { ...columnsOf(booking), ...detailsOf(booking), holdExpiresAt: expires };
    const held = await turn
      .insertInto('bookings')
      .values({ ...columns, key, status: 'held' })
      .onConflict((same) =>
        same
          .column('key')
          .doUpdateSet({ ...columns, updatedAt: sql<Date>`now()` })
          .where('bookings.tenant', '=', tenant)
          .where('bookings.status', '=', 'held'),
      )
      .returning('holdExpiresAt as until')
      .executeTakeFirst();
    if (held?.until) return { until: held.until.toISOString() };
    // A late repeat: the order was carried out meanwhile, and nothing is left to hold.
    const done = await findByKey(turn, [tenant], key);
    return done ? { until: new Date(Date.now() + holdMs).toISOString() } : 'taken';
  });
}

/** Lets go what a key holds; what it has booked stays. */
export async function release(database: Database, tenants: string[], key: string): Promise<void> {
  await database
    .deleteFrom('bookings')
    .where('key', '=', key)
    .where('tenant', 'in', tenants)
    .where('status', '=', 'held')
    .execute();
}

/** Books a time, once per key; what the key holds becomes the booking. */
export async function book(
  database: Database,
  booking: NewBooking,
  key: string,
): Promise<Booked | undefined> {
  const { tenant } = booking;
  const columns = { ...columnsOf(booking), ...detailsOf(booking) };
  const made = await unlessTaken(database, tenant, async (turn) => {
    await clear(turn, booking, tenant, key, booking.origin.callId);
    return await turn
      .insertInto('bookings')
      .values({ ...columns, key })
      .onConflict((same) =>
        same
          .column('key')
          .doUpdateSet({ ...columns, status: 'booked', holdExpiresAt: null, updatedAt: sql<Date>`now()` })
          .where('bookings.tenant', '=', tenant)
          .where('bookings.status', '=', 'held'),
      )
      .returningAll()
      .executeTakeFirst();
  });
  return made && made !== 'taken' ? toBooked(made) : await findByKey(database, [tenant], key);
}

/** Gives the old time back and takes the new one at once, once per key. */
export async function move(
  database: Database,
  tenant: string,
  id: string,
  to: Held,
  key: string,
): Promise<Booked | 'taken' | 'gone'> {
  if (!isId(id)) return 'gone';
  const moved = await unlessTaken(database, tenant, async (turn) => {
    await clear(turn, to, tenant, key);
    return await turn
      .updateTable('bookings')
      .set({ ...columnsOf(to), moveKeys: sql`array_append(move_keys, ${key})`, updatedAt: sql<Date>`now()` })
      .where('id', '=', Number(id))
      .where('tenant', '=', tenant)
      .where('status', '=', 'booked')
      .where(sql<boolean>`not move_keys @> array[${key}]`)
      .returningAll()
      .executeTakeFirst();
  });
  if (moved) return moved === 'taken' ? moved : toBooked(moved);
  const done = await findByKey(database, [tenant], key);
  return done?.id === id ? done : 'gone';
}

/** Carries a change out in its tenant's turn. A time that somebody else has undoes all of it. */
async function unlessTaken<Result>(
  database: Database,
  tenant: string,
  change: (turn: Database) => Promise<Result>,
): Promise<Result | 'taken'> {
  try {
    return await database.transaction().execute(async (turn) => {
      // A process that hangs in its turn loses it, or the whole tenant would wait for it.
      await sql`select set_config('idle_in_transaction_session_timeout', '5s', true),
        pg_advisory_xact_lock(hashtextextended(${`recado agenda ${tenant}`}, 0))`.execute(turn);
      return await change(turn);
    });
  } catch (error) {
    if (errorCode(error) === exclusionViolation) return 'taken';
    throw error;
  }
}

const exclusionViolation = '23P01';

/** Removes the tenant's expired holds, and what the same call holds of this very time under another key. */
async function clear(
  turn: Database,
  { slot, heldUntil }: Held,
  tenant: string,
  key: string,
  callId?: string,
): Promise<void> {
  await turn
    .deleteFrom('bookings')
    .where('tenant', '=', tenant)
    .where('status', '=', 'held')
    .where('key', '<>', key)
    .where((row) =>
      row.or([
        row('holdExpiresAt', '<=', sql<Date>`statement_timestamp()`),
        row.and([
          row(sql`origin ->> 'callId'`, '=', callId ?? null),
          row('professional', '=', slot.professional),
          sql<boolean>`during && tstzrange(${slot.startsAt}, ${heldUntil})`,
        ]),
      ]),
    )
    .execute();
}

/** How many times are held for the person by other keys: by the phone given, the calling number, or the call. */
async function heldFor(
  turn: Database,
  { tenant, contact, origin }: NewBooking,
  key: string,
): Promise<number> {
  const rows = await turn
    .selectFrom('bookings')
    .select('id')
    .where('tenant', '=', tenant)
    .where('status', '=', 'held')
    .where('key', '<>', key)
    // Nothing equals null in SQL, so what was not given finds nobody.
    .where((row) =>
      row.or([
        row('contactPhone', '=', contact.phone ?? null),
        row(sql`origin ->> 'callingNumber'`, '=', origin.callingNumber ?? null),
        row(sql`origin ->> 'callId'`, '=', origin.callId),
      ]),
    )
    .execute();
  return rows.length;
}

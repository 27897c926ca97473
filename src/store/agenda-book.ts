import { type Selectable, sql } from 'kysely';
import type { AgendaBook, Booked, Busy, Held, NewBooking } from '../connectors/agenda-book';
import type { Contact } from '../domain/ticket';
import { ConnectorError } from '../errors';
import type { Database, Tables } from './database';
import { errorCode, isAway } from './faults';
import { withoutZeros } from './zero-remover';

type Row = Selectable<Tables['bookings']>;

/** The book of our own agenda in the store's database. */
export function createAgendaBook(database: Database): AgendaBook {
  return {
    busy: (...args) => guard(busy(database, ...args)),
    book: (...args) => guard(book(database, ...args)),
    move: (...args) => guard(move(database, ...args)),
    cancel: (...args) => guard(cancel(database, ...args)),
    find: (...args) => guard(find(database, ...args)),
    findByKey: (...args) => guard(findByKey(database, ...args)),
    listOf: (...args) => guard(listOf(database, ...args)),
  };
}

/** The driver's errors as a connector's. What a query itself did wrong needs a person; all else passes or is mended. */
async function guard<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    const code = errorCode(cause) ?? 'no code';
    if (isAway(cause) || code === noSuchDatabase)
      throw new ConnectorError('agenda', 'unavailable', `The database is away (${code}).`, { cause });
    if (code.startsWith('28'))
      throw new ConnectorError('agenda', 'unauthorized', `The database does not let us in (${code}).`, {
        cause,
      });
    throw new ConnectorError('agenda', 'malformed', `The database refused (${code}).`, { cause });
  }
}

const noSuchDatabase = '3D000';

const bookingsOf = (database: Database, tenants: string[]) =>
  database.selectFrom('bookings').selectAll().where('tenant', 'in', tenants);

async function find(database: Database, tenants: string[], id: string): Promise<Booked | undefined> {
  if (!isId(id)) return undefined;
  return toBooked(await bookingsOf(database, tenants).where('id', '=', Number(id)).executeTakeFirst());
}

async function findByKey(database: Database, tenants: string[], key: string): Promise<Booked | undefined> {
  const row = await bookingsOf(database, tenants)
    .where((column) => column.or([column('key', '=', key), sql<boolean>`move_keys @> array[${key}]`]))
    .executeTakeFirst();
  return toBooked(row);
}

async function busy(
  database: Database,
  tenant: string,
  professionals: string[],
  from: string,
  until: string,
): Promise<Busy[]> {
  if (professionals.length === 0) return [];
  const rows = await database
    .selectFrom('bookings')
    .select(['professional', 'startsAt', 'heldUntil'])
    .where('tenant', '=', tenant)
    .where('professional', 'in', professionals)
    .where('status', '=', 'booked')
    .where(sql<boolean>`during && tstzrange(${from}, ${until})`)
    .execute();
  return rows.map((row) => ({
    professional: row.professional,
    from: row.startsAt.toISOString(),
    until: row.heldUntil.toISOString(),
  }));
}

async function book(database: Database, booking: NewBooking, key: string): Promise<Booked | undefined> {
  // `do nothing` covers both the key and the exclusion constraint; which of them it was, the key then tells.
  const made = await database
    .insertInto('bookings')
    .values({ ...columnsOf(booking), ...detailsOf(booking), key })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return made ? toBooked(made) : findByKey(database, [booking.tenant], key);
}

async function move(
  database: Database,
  tenants: string[],
  id: string,
  to: Held,
  key: string,
): Promise<Booked | 'taken' | 'gone'> {
  if (!isId(id)) return 'gone';
  const moved = await moveRow(database, tenants, Number(id), to, key);
  if (moved === 'taken') return moved;
  if (moved) return toBooked(moved);
  const done = await findByKey(database, tenants, key);
  return done?.id === id ? done : 'gone';
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

/** One statement, so that both times change hands at once. Undefined when nothing was there to move, or the key has moved it. */
async function moveRow(
  database: Database,
  tenants: string[],
  id: number,
  to: Held,
  key: string,
): Promise<Row | 'taken' | undefined> {
  // Two moves to one time, or into each other's, would wait for one another until PostgreSQL ends one. So moves queue.
  const turn = database
    .selectNoFrom(sql`pg_advisory_xact_lock(hashtextextended('recado agenda move', 0))`.as('turn'))
    .as('turns');
  try {
    return await database
      .updateTable('bookings')
      .from(turn)
      .set({ ...columnsOf(to), moveKeys: sql`array_append(move_keys, ${key})`, updatedAt: sql<Date>`now()` })
      .where('id', '=', id)
      .where('tenant', 'in', tenants)
      .where('status', '=', 'booked')
      .where(sql<boolean>`not move_keys @> array[${key}]`)
      .returningAll('bookings')
      .executeTakeFirst();
  } catch (error) {
    if (errorCode(error) === exclusionViolation) return 'taken';
    throw error;
  }
}

const exclusionViolation = '23P01';

const isId = (id: string): boolean => /^[1-9]\d{0,14}$/.test(id);

function columnsOf({ slot, heldUntil }: Held) {
  const { service, professional, place, startsAt, endsAt, zone } = slot;
  return { service, professional, place, startsAt, endsAt, heldUntil, zone };
}

function detailsOf({ tenant, contact, note, origin }: NewBooking) {
  return {
    tenant,
    contactName: contact.name ?? null,
    contactPhone: contact.phone ?? null,
    contactEmail: contact.email ?? null,
    note: note ?? null,
    origin: JSON.stringify(origin, (_, value) => withoutZeros(value)),
  };
}

function toBooked(row: Row): Booked;
function toBooked(row: Row | undefined): Booked | undefined;
function toBooked(row: Row | undefined): Booked | undefined {
  if (!row) return undefined;
  const { tenant, key, status, service, professional, place, zone } = row;
  const [startsAt, endsAt] = [row.startsAt.toISOString(), row.endsAt.toISOString()];
  return {
    id: String(row.id),
    tenant,
    key,
    status,
    slot: { service, professional, place, startsAt, endsAt, zone },
    contact: contactOf(row),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function contactOf({ contactName, contactPhone, contactEmail }: Row): Contact {
  return {
    ...(contactName !== null && { name: contactName }),
    ...(contactPhone !== null && { phone: contactPhone }),
    ...(contactEmail !== null && { email: contactEmail }),
  };
}

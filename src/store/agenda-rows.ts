/** Bookings as rows of the store, there and back. */
import { type Selectable, sql } from 'kysely';
import type { Booked, Held, NewBooking } from '../connectors/agenda-book';
import type { Contact } from '../domain/ticket';
import type { Database, Tables } from './database';
import { withoutZeros } from './zero-remover';

/** A row of the bookings; one that is held is no booking yet. */
export type Row = Selectable<Tables['bookings']>;

/** The bookings of some tenants, cancelled ones included, holds not. */
export const bookingsOf = (database: Database, tenants: string[]) =>
  database.selectFrom('bookings').selectAll().where('tenant', 'in', tenants).where('status', '<>', 'held');

/** The booking that an order with this key made, or moved. */
export async function findByKey(
  database: Database,
  tenants: string[],
  key: string,
): Promise<Booked | undefined> {
  const row = await bookingsOf(database, tenants)
    .where((column) => column.or([column('key', '=', key), sql<boolean>`move_keys @> array[${key}]`]))
    .executeTakeFirst();
  return toBooked(row);
}

/** Whether an id may be one of ours at all; PostgreSQL would refuse a word in the place of a number. */
export const isId = (id: string): boolean => /^[1-9]\d{0,14}$/.test(id);

/** The columns that say when and with whom. */
export function columnsOf({ slot, heldUntil }: Held) {
  const { service, professional, place, startsAt, endsAt, zone } = slot;
  return { service, professional, place, startsAt, endsAt, heldUntil, zone };
}

/** The columns that say for whom. */
export function detailsOf({ tenant, contact, note, origin }: NewBooking) {
  return {
    tenant,
    contactName: contact.name ?? null,
    contactPhone: contact.phone ?? null,
    contactEmail: contact.email ?? null,
    note: note ?? null,
    origin: JSON.stringify(origin, (_, value) => withoutZeros(value)),
  };
}

/** A row as the agenda knows it. */
export function toBooked(row: Row): Booked;
export function toBooked(row: Row | undefined): Booked | undefined;
export function toBooked(row: Row | undefined): Booked | undefined {
  if (!row) return undefined;
  const { tenant, key, service, professional, place, zone } = row;
  const [startsAt, endsAt] = [row.startsAt.toISOString(), row.endsAt.toISOString()];
  return {
    id: String(row.id),
    tenant,
    key,
    status: row.status === 'cancelled' ? 'cancelled' : 'booked',
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

import { type Kysely, sql } from 'kysely';

/**
 * Times held while they are read back to a caller. A hold is a row of the bookings, so that the exclusion constraint
 * keeps others from a held time as from a booked one, and booking it changes one word of that row.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(database);
}

const statements = [
  sql`alter table bookings
    add column hold_expires_at timestamptz,
    drop constraint bookings_status_check,
    add constraint bookings_status_check check (status in ('held', 'booked', 'cancelled')),
    add constraint bookings_hold_expires check ((status = 'held') = (hold_expires_at is not null)),
    drop constraint one_person_at_a_time,
    add constraint one_person_at_a_time
      exclude using gist (tenant with =, professional with =, during with &&) where (status in ('held', 'booked'))`,
  // Few rows are held at a time, since whoever changes an agenda first removes those that have expired.
  sql`create index bookings_held on bookings (tenant, hold_expires_at) where status = 'held'`,
];

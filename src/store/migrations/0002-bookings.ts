import { type Kysely, sql } from 'kysely';

/** Our own agenda. The exclusion constraint is what keeps two callers from one time; no code can get round it. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(database);
}

const statements = [
  sql`create extension if not exists btree_gist`,
  sql`create table bookings (
    id bigint generated always as identity (start with 1001) primary key,
    tenant text not null,
    key text not null unique,
    move_keys text[] not null default '{}',
    status text not null default 'booked' check (status in ('booked', 'cancelled')),
    service text not null,
    professional text not null,
    place text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    held_until timestamptz not null,
    during tstzrange not null generated always as (tstzrange(starts_at, held_until)) stored,
    zone text not null,
    contact_name text,
    contact_phone text,
    contact_email text,
    note text,
    origin jsonb not null,
    updated_at timestamptz not null default now(),
    check (starts_at < ends_at and ends_at <= held_until),
    constraint one_person_at_a_time
      exclude using gist (tenant with =, professional with =, during with &&) where (status = 'booked')
  )`,
  sql`create index bookings_by_move on bookings using gin (move_keys)`,
  sql`create index bookings_by_phone on bookings (tenant, contact_phone, ends_at) where status = 'booked'`,
  sql`create index bookings_by_email on bookings (tenant, contact_email, ends_at) where status = 'booked'`,
];

import { type Kysely, sql } from 'kysely';

/** Our own case register, and what operators must see of a parked case or a possible double. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(database);
}

const statements = [
  sql`create table register_tickets (
    register text not null,
    id text not null,
    key text not null,
    status text not null default 'open' check (status in ('open', 'pending', 'closed')),
    priority text not null,
    contact_phone text,
    contact_email text,
    draft jsonb not null,
    -- Every change, oldest first: its key, and the comment it left, if any.
    changes jsonb not null default '[]',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (register, id),
    unique (register, key)
  )`,
  sql`create index register_newest on register_tickets (register, created_at desc)`,
  sql`create index register_by_phone on register_tickets (register, contact_phone, created_at desc)`,
  sql`create index register_by_email on register_tickets (register, contact_email, created_at desc)`,
  sql`alter table cases
    add column parked_for text,
    add column deadline timestamptz,
    add column flagged boolean not null default false`,
  sql`create index cases_flagged on cases (created_at desc) where flagged`,
];

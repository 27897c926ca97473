import { type Kysely, sql } from 'kysely';

/** What callers said while Temporal was away. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(database);
}

const statements = [
  sql`create table intakes (
    code text primary key,
    channel text not null,
    call_id text not null,
    state text not null check (state in ('noting', 'closed', 'started', 'handed-over')),
    start jsonb not null,
    connection text,
    notes jsonb not null,
    heard text,
    after text,
    created_at timestamptz not null
  )`,
  // What is said in a call goes into one intake, whichever gateway hears it.
  sql`create unique index one_noting_intake_a_call on intakes (channel, call_id) where state = 'noting'`,
  sql`create index intakes_by_call on intakes (call_id, created_at)`,
  sql`create index intakes_waiting on intakes (created_at) where state in ('noting', 'closed')`,
  sql`alter table cases add column became text[]`,
];

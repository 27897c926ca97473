import { type Kysely, sql } from 'kysely';

/** Webhooks that were refused, without what they said; and lists of webhooks that can be paged through. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(database);
}

const statements = [
  sql`create table webhook_refusals (
    id bigint generated always as identity primary key,
    connection text not null,
    received_at timestamptz not null,
    why text not null,
    reason text not null,
    fix text not null,
    size_bytes integer not null,
    times integer not null
  )`,
  sql`create index webhook_refusals_of_connection on webhook_refusals (connection, id)`,
  sql`drop index webhooks_newest`,
  sql`create index webhooks_newest on webhooks (received_at desc, event_id desc, connection desc)`,
];

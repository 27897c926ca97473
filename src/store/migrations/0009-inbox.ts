import { type Kysely, sql } from 'kysely';

/** The inbox takes more than hints at records: receipts of messages, messages of people, events of other systems. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table webhooks
    add column kind text not null default 'record' check (kind in ('record', 'receipt', 'message', 'event')),
    add column payload jsonb,
    add column times integer not null default 1`.execute(database);
}

import { type Kysely, sql } from 'kysely';

/** How far each mailbox has been read, and who reads it now. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create table mailboxes (
    mailbox text primary key,
    holder text not null,
    held_until timestamptz not null,
    -- UIDVALIDITY: the numbers below count within it alone.
    era text,
    uid bigint not null default 0
  )`.execute(database);
}

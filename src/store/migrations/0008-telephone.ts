import { type Kysely, sql } from 'kysely';

/** What a call by telephone went through besides talk: rung up, put through, recorded. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table calls add column phone jsonb`.execute(database);
}

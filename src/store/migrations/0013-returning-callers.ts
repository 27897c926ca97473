import { type Kysely, sql } from 'kysely';

/** What a returning caller is greeted with: under whose name a case is (an HMAC), and until which day an answer is promised. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table cases add column name_key text, add column due_day text`.execute(database);
}

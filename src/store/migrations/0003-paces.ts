import { type Kysely, sql } from 'kysely';

/**
 * The next place of each vendor's account. `taken` and `wait_ms` are what the last who asked was told: only there so that
 * one statement decides and answers.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create table paces (
    account text primary key,
    next_at timestamptz not null,
    told_until timestamptz not null,
    taken boolean not null,
    wait_ms double precision not null
  )`.execute(database);
}

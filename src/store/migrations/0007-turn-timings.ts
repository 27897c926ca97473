import { type Kysely, sql } from 'kysely';

/** How long the parts of each spoken turn took. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create table turn_timings (
    call_id text not null,
    turn_id text not null,
    at timestamptz not null,
    spans jsonb not null,
    primary key (call_id, turn_id)
  )`.execute(database);
}

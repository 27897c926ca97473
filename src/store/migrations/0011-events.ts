import { type Kysely, sql } from 'kysely';

/** Answers of the API by their idempotency keys, and the outbox of webhooks of ours with what is known of their endpoints. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create table api_answers (
    holder text not null,
    key text not null,
    /** SHA-256 of what was asked, in hex. */
    digest text not null,
    /** Of whoever works on it; null once it is answered. */
    claim text,
    claimed_at timestamptz not null,
    answer jsonb,
    primary key (holder, key)
  )`.execute(database);
  await sql`create index api_answers_claimed_at on api_answers (claimed_at)`.execute(database);

  await sql`create table notifications (
    id text primary key,
    endpoint text not null,
    event text not null,
    code text not null,
    tenant text not null,
    connection text not null,
    body text not null,
    state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed', 'ended')),
    tries integer not null default 0,
    next_at timestamptz not null,
    /** Of the gateway that sends it just now. */
    lease text,
    leased_until timestamptz,
    status integer,
    note text,
    created_at timestamptz not null,
    settled_at timestamptz
  )`.execute(database);
  await sql`create index notifications_due on notifications (endpoint, next_at) where state = 'waiting'`.execute(
    database,
  );
  await sql`create index notifications_created_at on notifications (created_at)`.execute(database);
  await sql`create index notifications_code on notifications (code)`.execute(database);

  await sql`create table notification_endpoints (
    name text primary key,
    failing_since timestamptz,
    off_since timestamptz,
    note text
  )`.execute(database);
}

import { type Kysely, sql } from 'kysely';

/** Calls, cases, audit trail, messages and the inbox of webhooks. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(database);
}

const statements = [
  sql`create table calls (
    call_id text primary key,
    workflow_id text not null,
    channel text not null,
    tenant text not null,
    assistant text not null,
    language text not null,
    state text not null check (state in ('live', 'ended')),
    from_masked text,
    turns integer not null,
    codes text[] not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    ended_by text,
    version bigint not null
  )`,
  sql`create index calls_newest on calls (started_at desc, call_id desc)`,
  sql`create table cases (
    code text primary key,
    tenant text not null,
    channel text not null,
    assistant text not null,
    language text not null,
    call_id text not null,
    workflow_id text not null,
    connection text not null,
    verb text not null,
    title text not null,
    state text not null check (
      state in ('delivering', 'parked', 'delivered', 'refused', 'withdrawn', 'settled')
    ),
    caller_key text,
    record_id text,
    record_url text,
    attempts integer not null,
    waiting_for text,
    next_step text,
    next_step_at timestamptz,
    last_error text,
    owner text,
    due_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null
  )`,
  sql`create index cases_newest on cases (created_at desc, code desc)`,
  sql`create index cases_by_record on cases (connection, record_id, created_at)`,
  sql`create index cases_by_caller on cases (caller_key, created_at desc) where caller_key is not null`,
  sql`create table audit (
    subject text not null,
    number bigint not null,
    at timestamptz not null,
    who text not null,
    what text not null,
    detail text not null,
    primary key (subject, number)
  )`,
  sql`create table messages (
    id text primary key,
    code text not null,
    channel text not null,
    "to" text not null,
    text text not null,
    sent_at timestamptz not null
  )`,
  sql`create index messages_by_person on messages ("to", sent_at)`,
  sql`create table webhooks (
    connection text not null,
    event_id text not null,
    record_id text not null,
    at timestamptz not null,
    received_at timestamptz not null,
    state text not null check (state in ('waiting', 'handed-over', 'parked')),
    tries integer not null,
    note text,
    primary key (connection, event_id)
  )`,
  sql`create index webhooks_waiting on webhooks (received_at) where state = 'waiting'`,
  sql`create index webhooks_newest on webhooks (received_at desc)`,
];

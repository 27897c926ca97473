import { type Kysely, sql } from 'kysely';

/** What was sent to people, how often in a day, and what they want: kept by HMACs of their addresses, never by these. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(database);
}

const statements = [
  sql`create table sends (
    id text primary key,
    outreach text not null,
    code text not null,
    tenant text not null,
    channel text not null check (channel in ('whatsapp', 'sms', 'email', 'voice', 'inbox')),
    person_key text not null,
    address_key text not null,
    to_masked text not null,
    state text not null check (state in ('leaving', 'accepted', 'sent', 'failed', 'undelivered', 'delivered', 'read')),
    -- When it came into this state, by the carrier's clock.
    at timestamptz not null,
    -- The first instant of every state it was in.
    reached jsonb not null,
    provider_id text,
    error text,
    estimate_micros bigint,
    cost_micros bigint,
    currency text,
    flagged boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  sql`create index sends_of_case on sends (code, created_at)`,
  sql`create index sends_by_provider on sends (provider_id) where provider_id is not null`,
  sql`create table send_counts (
    day date not null,
    scope text not null check (scope in ('person', 'tenant', 'all')),
    subject text not null,
    used integer not null,
    primary key (day, scope, subject)
  )`,
  // Only ever added to: what somebody wished is kept for ever, with the words they wished it in.
  sql`create table reach_wishes (
    address_key text not null,
    -- A channel, or 'all'.
    channel text not null,
    wish text not null check (wish in ('out', 'in', 'consent', 'withdrawn')),
    word text not null,
    at timestamptz not null,
    message_id text not null,
    primary key (address_key, channel, message_id)
  )`,
  sql`create table reach_heard (
    address_key text not null,
    channel text not null,
    at timestamptz not null,
    primary key (address_key, channel)
  )`,
  sql`create table reach_questions (
    address_key text not null,
    channel text not null,
    code text not null,
    kind text not null check (kind in ('confirm-appointment', 'ticket-closed', 'plain')),
    asked_at timestamptz not null,
    primary key (address_key, channel, code)
  )`,
];

/** The door of the store: connects, brings the tables up to date, and hands out its queries. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Config } from '../config';
import type { AgendaBook } from '../connectors/agenda-book';
import { UsageError } from '../errors';
import type { Places } from '../pace-places';
import { createAgendaBook } from './agenda-book';
import { answerQueries } from './api-answers';
import { auditQueries } from './audit';
import { callQueries } from './calls';
import { caseQueries } from './cases';
import { type Database, type DatabaseAddress, openDatabase } from './database';
import { errorCode, isAway, reasonOf } from './faults';
import { intakeQueries } from './intakes';
import { createMailboxPlaces } from './mailbox-places';
import { messageQueries } from './messages';
import { migrate } from './migrate';
import { outboxQueries } from './notifications';
import { createPlaces } from './paces';
import { createReachBook } from './reach';
import { createCaseRegister } from './register';
import { refuseStrangers, socketFolderOf } from './socket-folder';
import type { Store } from './store';
import { turnTimingQueries } from './turn-timings';
import { webhookLogQueries } from './webhook-log';
import { webhookQueries } from './webhooks';

/** `notify`: who is told what becomes of cases; nobody without it. */
type Place = Pick<Config, 'databaseUrl' | 'home'> & Partial<Pick<Config, 'notify'>>;

/** How long the database may take to come up, and how long a ping may. */
export interface Patience {
  comeUpMs?: number;
}

const pingMs = 3000;

/** Opens the store. Waits a while for a database that is coming up; throws `UsageError` when it stays away or refuses us. */
export async function openStore(place: Place, patience: Patience = {}): Promise<Store> {
  return (await openStoreAndAgenda(place, patience)).store;
}

/** Opens the store and, on the same connections, the book of our own agenda and the paces' places. Closing the store closes all. */
export async function openStoreAndAgenda(
  place: Place,
  { comeUpMs = 20_000 }: Patience = {},
): Promise<{ store: Store; book: AgendaBook; places: Places }> {
  const database = openDatabase(addressOf(place));
  try {
    await waitFor(database, place, Date.now() + comeUpMs);
    await migrate(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return {
    store: createStore(database, place.notify ?? []),
    book: createAgendaBook(database),
    places: createPlaces(database),
  };
}

function createStore(database: Database, notify: Config['notify']): Store {
  return {
    ...callQueries(database),
    ...turnTimingQueries(database),
    ...caseQueries(database, notify),
    ...auditQueries(database),
    ...messageQueries(database),
    ...webhookQueries(database),
    ...webhookLogQueries(database),
    ...intakeQueries(database),
    ...answerQueries(database),
    outbox: outboxQueries(database),
    register: createCaseRegister(database),
    reach: createReachBook(database),
    mailboxes: createMailboxPlaces(database),
    ping: () => ping(database),
    close: () => database.destroy(),
  };
}

function addressOf({ databaseUrl, home }: Place): DatabaseAddress {
  if (databaseUrl !== undefined) {
    if (!/^postgres(ql)?:\/\//.test(databaseUrl))
      throw new UsageError(
        'DATABASE_URL is no address of a PostgreSQL database.',
        'Write it like postgresql://user:password@host:5432/database, or unset it for the embedded database.',
      );
    return { url: databaseUrl };
  }
  return { socketFolder: socketFolderOf(home) };
}

/** A database that takes the connection and then says nothing must not look alive. */
async function ping(database: Database): Promise<void> {
  const late = new AbortController();
  const silence = sleep(pingMs, undefined, { signal: late.signal, ref: false }).then(() => {
    throw new Error(`The database did not answer within ${pingMs} ms.`);
  });
  silence.catch(() => undefined);
  try {
    await Promise.race([sql`select 1`.execute(database), silence]);
  } finally {
    late.abort();
  }
}

async function waitFor(database: Database, place: Place, until: number): Promise<void> {
  for (;;) {
    try {
      if (place.databaseUrl === undefined) refuseStrangers(socketFolderOf(place.home));
      return await ping(database);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      if (!isAway(error) && errorCode(error) !== undefined) throw refusal(error);
      if (Date.now() > until) throw silent(place, error);
      await sleep(150);
    }
  }
}

function refusal(error: unknown): UsageError {
  return new UsageError(
    `The database refuses us: ${reasonOf(error)}.`,
    'Correct user, password and database name in DATABASE_URL; the database itself must exist.',
  );
}

function silent({ databaseUrl, home }: Place, error: unknown): UsageError {
  if (databaseUrl !== undefined)
    return new UsageError(
      `PostgreSQL does not answer: ${reasonOf(error)}.`,
      'Start it, or correct host and port in DATABASE_URL; unset DATABASE_URL for the embedded database.',
    );
  return new UsageError(
    existsSync(home)
      ? `The embedded database in ${home} does not answer: ${reasonOf(error)}.`
      : `There is no data folder ${home}, so no embedded database answers.`,
    'Start Recado (npm start), which starts it; or set RECADO_HOME to the folder of the one that runs.',
  );
}

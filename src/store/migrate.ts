import { type Migration, Migrator } from 'kysely';
import { UsageError } from '../errors';
import type { Database } from './database';
import { errorCode } from './faults';
import * as records from './migrations/0001-records';
import * as bookings from './migrations/0002-bookings';
import * as holds from './migrations/0004-holds';
import * as journal from './migrations/0005-journal';
import * as events from './migrations/0011-events';
import * as mailboxes from './migrations/0014-mailboxes';
import * as inbox from './migrations/0009-inbox';
import * as reach from './migrations/0012-reach';
import * as returningCallers from './migrations/0013-returning-callers';
import * as refusals from './migrations/0010-refusals';
import * as paces from './migrations/0003-paces';
import * as register from './migrations/0006-register';
import * as telephone from './migrations/0008-telephone';
import * as turnTimings from './migrations/0007-turn-timings';

/** All migrations, in order. One that was released is never changed; what it lacks is a new one. */
const migrations: Record<string, Migration> = {
  '0001-records': records,
  '0002-bookings': bookings,
  '0004-holds': holds,
  '0003-paces': paces,
  '0005-journal': journal,
  '0006-register': register,
  '0008-telephone': telephone,
  '0007-turn-timings': turnTimings,
  '0009-inbox': inbox,
  '0011-events': events,
  '0012-reach': reach,
  '0010-refusals': refusals,
  '0013-returning-callers': returningCallers,
  '0014-mailboxes': mailboxes,
};

/**
 * Brings the tables up to date. All in one transaction under an advisory lock, so processes that start together wait
 * for one another and a failed migration leaves nothing behind. Throws `UsageError` where a person must act.
 */
export async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (errorCode(error) === '42501')
    throw new UsageError(
      'The database user may not create the tables or the extension btree_gist.',
      'Let an administrator run "create extension btree_gist" there, and grant the user "create" on schema public.',
    );
  if (errorCode(error) === '0A000' || errorCode(error) === '58P01')
    throw new UsageError(
      'This PostgreSQL does not have the extension btree_gist.',
      "Install PostgreSQL's contrib package on its host (on Debian it comes with the server).",
    );
  throw error;
}

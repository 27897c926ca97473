import { sql } from 'kysely';
import type { OfficeChange } from '../domain/appointment-watch';
import { insertAudit } from './audit';
import type { NotifyEndpoint } from '../notify-settings';
import type { Database } from './database';
import { insertNotifications } from './notify';
import { type AuditEntry, type CaseRecord, type CaseState, caseRecord } from './records';
import { plain } from './rows';
import type { Store } from './store';
import { fromNewRow } from './upsert';

const closedStates: CaseState[] = ['refused', 'withdrawn', 'settled'];

/** What was noted under a code stays findable when the rest of it becomes a delivery of its own. */
const became = sql<string[] | null>`coalesce(excluded."became", cases."became")`;

type CaseQueries = Pick<Store, 'saveCase' | 'findCase' | 'findCaseByRecord' | 'listCases'>;

/** Cases, one row each. `endpoints` are told what becomes of them. */
export function caseQueries(database: Database, endpoints: readonly NotifyEndpoint[]): CaseQueries {
  const toCase = (row: object): CaseRecord => caseRecord.parse(plain(row));
  return {
    saveCase: (record, entries, change) => saveCase(database, endpoints, { record, entries, change }),

    async findCase(code) {
      const row = await database.selectFrom('cases').selectAll().where('code', '=', code).executeTakeFirst();
      return row && toCase(row);
    },

    // Comments and moves are cases with the same record; the oldest is the one that made it.
    async findCaseByRecord(connection, recordId) {
      const row = await database
        .selectFrom('cases')
        .selectAll()
        .where('connection', '=', connection)
        .where('recordId', '=', recordId)
        .orderBy('createdAt')
        .limit(1)
        .executeTakeFirst();
      return row && toCase(row);
    },

    async listCases({ limit, open, flagged, callerKey, connections, tenants }) {
      const rows = await database
        .selectFrom('cases')
        .selectAll()
        .$if(open === true, (query) => query.where('state', 'not in', closedStates))
        .$if(flagged !== undefined, (query) => query.where('flagged', '=', flagged ?? false))
        .$if(callerKey !== undefined, (query) => query.where('callerKey', '=', callerKey ?? ''))
        .$if(connections !== undefined, (query) => query.where('connection', 'in', [...(connections ?? [])]))
        .$if(tenants !== undefined, (query) => query.where('tenant', 'in', [...(tenants ?? [])]))
        .orderBy('createdAt', 'desc')
        .orderBy('code', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toCase);
    },
  };
}

async function saveCase(
  database: Database,
  endpoints: readonly NotifyEndpoint[],
  {
    record,
    entries,
    change,
  }: { record: CaseRecord; entries: AuditEntry[]; change: OfficeChange | undefined },
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('cases')
      .select('state')
      .where('code', '=', record.code)
      .forUpdate()
      .executeTakeFirst();
    const written = await transaction
      .insertInto('cases')
      .values(record)
      .onConflict((conflict) =>
        conflict
          .column('code')
          .doUpdateSet({ ...fromNewRow(caseRecord), became })
          .whereRef('excluded.version', '>', 'cases.version'),
      )
      .returning('code')
      .executeTakeFirst();
    if (written) await insertNotifications(transaction, endpoints, { record, before: before?.state, change });
    await insertAudit(transaction, entries);
  });
}

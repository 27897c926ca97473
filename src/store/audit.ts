import type { Database } from './database';
import { type AuditEntry, auditEntry } from './records';
import { plain } from './rows';
import type { Store } from './store';

/** The audit trail: lines are added, never changed. */
export function auditQueries(database: Database): Pick<Store, 'listAudit' | 'addAudit'> {
  return {
    async listAudit(subject) {
      const rows = await database
        .selectFrom('audit')
        .selectAll()
        .where('subject', '=', subject)
        .orderBy('at')
        .orderBy('number')
        .execute();
      return rows.map((row) => auditEntry.parse(plain(row)));
    },

    addAudit: (entries) => insertAudit(database, entries),
  };
}

/** Adds the lines that are not there yet. */
export async function insertAudit(database: Database, entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await database
    .insertInto('audit')
    .values(entries)
    .onConflict((conflict) => conflict.columns(['subject', 'number']).doNothing())
    .execute();
}

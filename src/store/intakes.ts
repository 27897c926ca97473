import { type Intake, intake } from '../domain/intake';
import { withoutWords } from '../domain/intake-rules';
import { insertAudit } from './audit';
import type { Database } from './database';
import type { AuditEntry, CaseRecord } from './records';
import { plain } from './rows';
import type { Store } from './store';

type IntakeQueries = Pick<
  Store,
  'intakesOf' | 'saveIntake' | 'waitingIntakes' | 'closeIntake' | 'intakeStarted' | 'intakeHeard'
>;

/** What was said while Temporal was away, one row for each call and outage. */
export function intakeQueries(database: Database): IntakeQueries {
  return {
    async intakesOf(channel, callId) {
      const rows = await database
        .selectFrom('intakes')
        .selectAll()
        .where('callId', '=', callId)
        .where('channel', '=', channel)
        .orderBy('createdAt')
        .execute();
      return rows.map(toIntake);
    },

    saveIntake: async (noted, notesBefore, seen) =>
      await database.transaction().execute(async (transaction) => {
        const saved =
          notesBefore === 0 ? await insert(transaction, noted) : await add(transaction, noted, notesBefore);
        if (saved && seen) await show(transaction, seen);
        return saved;
      }),

    waitingIntakes: async (limit) => await waiting(database, limit),

    async closeIntake(code) {
      const row = await database
        .updateTable('intakes')
        .set({ state: 'closed' })
        .where('code', '=', code)
        .where('state', 'in', ['noting', 'closed'])
        .returningAll()
        .executeTakeFirst();
      return row && toIntake(row);
    },

    async intakeStarted(code) {
      await database
        .updateTable('intakes')
        .set({ state: 'started' })
        .where('code', '=', code)
        .where('state', '=', 'closed')
        .execute();
    },

    intakeHeard: async (code, forgetBefore) => await heard(database, code, forgetBefore),
  };
}

/** What operators see. The words alone change: a case that went on in the meantime stays as it is. */
async function show(
  database: Database,
  { record, entries }: { record: CaseRecord; entries: AuditEntry[] },
): Promise<void> {
  await database
    .insertInto('cases')
    .values(record)
    .onConflict((conflict) =>
      conflict
        .column('code')
        .doUpdateSet({ version: record.version, updatedAt: record.updatedAt })
        .where('cases.version', '<', record.version),
    )
    .execute();
  await insertAudit(database, entries);
}

async function waiting(database: Database, limit: number): Promise<Intake[]> {
  const rows = await database
    .selectFrom('intakes')
    .selectAll()
    .where('state', 'in', ['noting', 'closed'])
    .orderBy('createdAt')
    .orderBy('code')
    .limit(limit)
    .execute();
  return rows.map(toIntake);
}

const toIntake = (row: object): Intake => {
  const { channel: _channel, callId: _callId, ...rest } = plain(row);
  return intake.parse(rest);
};

async function insert(database: Database, noted: Intake): Promise<boolean> {
  const { code, state, start, connection, notes, heard: heardTurn, after, createdAt } = noted;
  const taken = await database
    .selectFrom('cases')
    .select('code')
    .where('code', '=', code)
    .where('callId', '!=', start.callId)
    .executeTakeFirst();
  if (taken) return false;
  // Whichever constraint is in the way, the code's or the call's one open intake: somebody was quicker.
  const row = await database
    .insertInto('intakes')
    .values({
      code,
      state,
      createdAt,
      channel: start.channel,
      callId: start.callId,
      start: JSON.stringify(start),
      connection: connection ?? null,
      notes: JSON.stringify(notes),
      heard: heardTurn ?? null,
      after: after ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('code')
    .executeTakeFirst();
  return row !== undefined;
}

async function add(database: Database, { code, notes }: Intake, notesBefore: number): Promise<boolean> {
  const row = await database
    .updateTable('intakes')
    .set({ notes: JSON.stringify(notes) })
    .where('code', '=', code)
    .where('state', '=', 'noting')
    .where(({ eb, fn }) => eb(fn<number>('jsonb_array_length', ['notes']), '=', notesBefore))
    .returning('code')
    .executeTakeFirst();
  return row !== undefined;
}

async function heard(database: Database, code: string, forgetBefore: string): Promise<void> {
  const row = await database.selectFrom('intakes').selectAll().where('code', '=', code).executeTakeFirst();
  if (row) {
    const { start, notes, state } = withoutWords(toIntake(row));
    await database
      .updateTable('intakes')
      .set({ start: JSON.stringify(start), notes: JSON.stringify(notes), state })
      .where('code', '=', code)
      .execute();
  }
  await database
    .deleteFrom('intakes')
    .where('state', '=', 'handed-over')
    .where('createdAt', '<', new Date(forgetBefore))
    .execute();
}

/** What was sent and how it fared. */
import { later } from '../domain/send-state';
import type { Database } from './database';
import type { ReachBook } from './reach-book';
import { sendChange, type SendRecord, sendRecord } from './reach-records';
import { plain } from './rows';

const mostOfCase = 500;
/** Of two prices the higher: which was told first must not matter. */
const higher = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);

const toSend = (row: object): SendRecord => sendRecord.parse(plain(row));

/** The queries about messages. */
export function createSends(
  database: Database,
): Pick<ReachBook, 'note' | 'findSend' | 'findSendByProviderId' | 'sendsOf'> {
  return {
    note: async (id, change) =>
      await database.transaction().execute(async (turn) => await note(turn, id, sendChange.parse(change))),

    findSend: async (id) => await findSend(database, id),

    async findSendByProviderId(providerId) {
      const row = await database
        .selectFrom('sends')
        .selectAll()
        .where('providerId', '=', providerId)
        .orderBy('createdAt', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && toSend(row);
    },

    async sendsOf(code) {
      const rows = await database
        .selectFrom('sends')
        .selectAll()
        .where('code', '=', code)
        .orderBy('createdAt')
        .orderBy('id')
        .limit(mostOfCase)
        .execute();
      return rows.map(toSend);
    },
  };
}

/** One message by its id. */
export async function findSend(database: Database, id: string): Promise<SendRecord | undefined> {
  const row = await database.selectFrom('sends').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toSend(row);
}

/** Within a transaction: the row is locked, so that two receipts follow one another. */
async function note(
  turn: Database,
  id: string,
  change: ReturnType<typeof sendChange.parse>,
): Promise<SendRecord | undefined> {
  const row = await turn.selectFrom('sends').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) return undefined;
  const known = toSend(row);
  const { state, at, error, reached } = change.receipt
    ? later(known, { ...change.receipt, at: new Date(change.receipt.at).toISOString() })
    : known;
  await turn
    .updateTable('sends')
    .set({
      ...{ state, at, error: error ?? null, reached: JSON.stringify(reached) },
      providerId: known.providerId ?? change.providerId ?? null,
      costMicros: higher(known.costMicros, change.costMicros) ?? null,
      currency: change.currency ?? known.currency ?? null,
      flagged: known.flagged || change.flagged === true,
      updatedAt: new Date().toISOString(),
    })
    .where('id', '=', id)
    .execute();
  return await findSend(turn, id);
}

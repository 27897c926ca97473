import type { Database } from './database';
import type { AnswerClaim, Store } from './store';

type AnswerQueries = Pick<Store, 'claimAnswer' | 'keepAnswer' | 'dropAnswer' | 'forgetAnswers'>;

/** A process that died within a request holds its key no longer than this. */
const claimMs = 30_000;

/** Answers of the API by their idempotency keys. */
export function answerQueries(database: Database): AnswerQueries {
  return {
    claimAnswer: (asked) => claimAnswer(database, asked),

    async keepAnswer({ holder, key, claim }, answer) {
      await database
        .updateTable('apiAnswers')
        .set({ claim: null, answer: JSON.stringify(answer) })
        .where('holder', '=', holder)
        .where('key', '=', key)
        .where('claim', '=', claim)
        .execute();
    },

    async dropAnswer({ holder, key, claim }) {
      await database
        .deleteFrom('apiAnswers')
        .where('holder', '=', holder)
        .where('key', '=', key)
        .where('claim', '=', claim)
        .execute();
    },

    async forgetAnswers(before) {
      const { numDeletedRows } = await database
        .deleteFrom('apiAnswers')
        .where('claimedAt', '<', new Date(before))
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

async function claimAnswer(
  database: Database,
  { holder, key, digest, claim, now }: Parameters<Store['claimAnswer']>[0],
): Promise<AnswerClaim> {
  const mine = await database
    .insertInto('apiAnswers')
    .values({ holder, key, digest, claim, claimedAt: now })
    .onConflict((conflict) =>
      conflict
        .columns(['holder', 'key'])
        .doUpdateSet({ claim, claimedAt: now })
        .whereRef('apiAnswers.digest', '=', 'excluded.digest')
        .where('apiAnswers.claim', 'is not', null)
        .where('apiAnswers.claimedAt', '<', new Date(Date.parse(now) - claimMs)),
    )
    .returning('key')
    .executeTakeFirst();
  if (mine) return { outcome: 'yours' };
  const row = await database
    .selectFrom('apiAnswers')
    .selectAll()
    .where('holder', '=', holder)
    .where('key', '=', key)
    .executeTakeFirst();
  // Somebody has let go of it just now; who asks again gets it.
  if (!row) return { outcome: 'in-flight' };
  if (row.digest !== digest) return { outcome: 'other-body' };
  return row.claim === null ? { outcome: 'answered', answer: row.answer } : { outcome: 'in-flight' };
}

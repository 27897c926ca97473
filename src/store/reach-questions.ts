/** What people last said by a channel, and which case asked them something there. */
import type { Database } from './database';
import type { ReachBook } from './reach-book';
import { reachQuestion } from './reach-records';
import { plain } from './rows';

/** The queries about when people last spoke. */
export function createHeard(database: Database): Pick<ReachBook, 'heard' | 'lastHeard'> {
  return {
    async heard(addressKey, channel, at) {
      await database
        .insertInto('reachHeard')
        .values({ addressKey, channel, at })
        .onConflict((conflict) =>
          conflict
            .columns(['addressKey', 'channel'])
            .doUpdateSet({ at })
            .where('reachHeard.at', '<', new Date(at)),
        )
        .execute();
    },

    async lastHeard(addressKey, channel) {
      const row = await database
        .selectFrom('reachHeard')
        .select('at')
        .where('addressKey', '=', addressKey)
        .where('channel', '=', channel)
        .executeTakeFirst();
      return row?.at.toISOString();
    },
  };
}

/** The queries about what they were asked. */
export function createQuestions(database: Database): Pick<ReachBook, 'asked' | 'awaiting' | 'answered'> {
  return {
    async asked(question) {
      const { addressKey, channel, code, kind, askedAt } = reachQuestion.parse(question);
      await database
        .insertInto('reachQuestions')
        .values({ addressKey, channel, code, kind, askedAt })
        .onConflict((conflict) =>
          conflict
            .columns(['addressKey', 'channel', 'code'])
            .doUpdateSet({ kind, askedAt })
            .where('reachQuestions.askedAt', '<', new Date(askedAt)),
        )
        .execute();
    },

    async awaiting(addressKey, channel, code) {
      const row = await database
        .selectFrom('reachQuestions')
        .selectAll()
        .where('addressKey', '=', addressKey)
        .where('channel', '=', channel)
        .$if(code !== undefined, (query) => query.where('code', '=', code ?? ''))
        .orderBy('askedAt', 'desc')
        .orderBy('code')
        .limit(1)
        .executeTakeFirst();
      return row && reachQuestion.parse(plain(row));
    },

    async answered({ addressKey, channel, code, askedAt }) {
      await database
        .deleteFrom('reachQuestions')
        .where('addressKey', '=', addressKey)
        .where('channel', '=', channel)
        .where('code', '=', code)
        .where('askedAt', '<=', new Date(askedAt))
        .execute();
    },
  };
}

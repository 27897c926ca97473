/** Letting messages leave, never more than the caps: the counts are rows of the database, changed under their locks. */
import { sql } from 'kysely';
import { z } from 'zod';
import { reachChannel } from '../domain/reach';
import { began } from '../domain/send-state';
import type { Database } from './database';
import type { Admission, NotAdmitted, ReachBook } from './reach-book';
import { type NewSend, newSend } from './reach-records';
import { findSend } from './reach-sends';
import { optedOutOf } from './reach-wishes';

const aDay = z.iso.date();

/** Undoes the transaction: what is refused neither counts nor stays. */
class Refusal extends Error {
  constructor(readonly why: NotAdmitted) {
    super(why);
  }
}

/** Admits messages. */
export function createAdmission(database: Database): Pick<ReachBook, 'admit'> {
  return {
    async admit(send, caps, day) {
      const [checked, on] = [newSend.parse(send), aDay.parse(day)];
      try {
        return await database.transaction().execute(async (turn): Promise<Admission> => {
          if (!(await isNew(turn, checked))) {
            const known = await findSend(turn, checked.id);
            if (known) return { outcome: 'known', send: known };
          }
          await refuseOptedOut(turn, checked);
          // Always in this order, so that two that want the same counts never wait for one another in a circle.
          await count(turn, {
            day: on,
            scope: 'person',
            subject: checked.personKey,
            most: caps.personPerDay,
          });
          await count(turn, { day: on, scope: 'tenant', subject: checked.tenant, most: caps.tenantPerDay });
          await count(turn, { day: on, scope: 'all', subject: '', most: caps.perDay });
          const written = await findSend(turn, checked.id);
          if (!written) throw new Error('A message that was just written is not there.');
          return { outcome: 'admitted', send: written };
        });
      } catch (error) {
        if (error instanceof Refusal) return { outcome: 'refused', why: error.why };
        throw error;
      }
    },
  };
}

/** Writes it down; false where it is there. Who comes second waits here until the first has been decided about. */
async function isNew(turn: Database, { at, ...send }: NewSend): Promise<boolean> {
  const instant = new Date(at).toISOString();
  const { state, reached } = began(instant);
  const written = await turn
    .insertInto('sends')
    .values({
      ...send,
      ...{ state, at: instant, reached: JSON.stringify(reached), createdAt: instant, updatedAt: instant },
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return written !== undefined;
}

async function refuseOptedOut(turn: Database, { addressKey, channel }: NewSend): Promise<void> {
  const out = await optedOutOf(turn, addressKey);
  if (out.includes(reachChannel.parse(channel))) throw new Refusal('opted-out');
}

const whyOf = { person: 'person-cap', tenant: 'tenant-cap', all: 'day-cap' } as const;

interface Count {
  day: string;
  scope: keyof typeof whyOf;
  subject: string;
  most: number;
}

/** One more of that day, unless there are as many as may be. */
async function count(turn: Database, { day, scope, subject, most }: Count): Promise<void> {
  if (most < 1) throw new Refusal(whyOf[scope]);
  const counted = await turn
    .insertInto('sendCounts')
    .values({ day: sql<string>`${day}::date`, scope, subject, used: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['day', 'scope', 'subject'])
        .doUpdateSet(({ eb }) => ({ used: eb('sendCounts.used', '+', 1) }))
        .where('sendCounts.used', '<', most),
    )
    .returning('used')
    .executeTakeFirst();
  if (!counted) throw new Refusal(whyOf[scope]);
}

/** Which code a wish has: derived from the wish, so that asking twice leads to the same delivery, whoever asks. */
import { createHmac } from 'node:crypto';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Wishes } from '../../activities/systems';
import { deliveryWorkflowId } from '../../workflows/ids';
import { stateKey } from '../../workflows/search-attributes';
import { codeOf } from '../domain/code';
import type { Claim } from '../domain/wish';

const dayMs = 86_400_000;
/** Whoever asks the same again within this after it was done is asked whether it is a second one. */
const sameForMs = dayMs;
/** Days of earlier codes that are looked at: a system may be away for long, and its deliveries stay open as long. */
const daysBack = 7;

/** A delivery as far as a claim must know it. */
interface Taken {
  wish: unknown;
  open: boolean;
  /** Whether it still stands for its wish: what was refused or withdrawn may be asked again. */
  counts: boolean;
}

/**
 * Makes the port over Temporal, where a delivery is known by its id from the moment it is started.
 *
 * A code is the HMAC of the wish, the day (UTC) and an ordinal. The day keeps an old code from coming back: a namespace
 * forgets ended workflows after some days, and systems do not forget the record that bears the code. So two channels are
 * held apart by the id alone only within one day; who asks on the next one is told of the delivery that is there.
 */
export function openWishes(temporal: Pick<Client, 'workflow'>, secret: string): Wishes {
  const codeFor = (wish: string, day: number, ordinal: number): string =>
    codeOf(createHmac('sha256', secret).update(`code ${wish} ${day} ${ordinal}`).digest());

  /** The first free code of a day, and the last delivery of this wish before it. */
  async function searchDay(wish: string, day: number, atMs: number): Promise<Claim> {
    let same: Claim['same'];
    for (let ordinal = 0; ; ordinal += 1) {
      const code = codeFor(wish, day, ordinal);
      const taken = await lookAt(temporal, code, atMs);
      if (!taken) return { code, ...(same ? { same } : {}) };
      // A code may belong to another wish by chance.
      if (taken.wish === wish && taken.counts) same = { code, open: taken.open };
    }
  }

  return {
    async claim(wish, at) {
      const atMs = Date.parse(at);
      const today = Math.floor(atMs / dayMs);
      const days = Array.from({ length: daysBack + 1 }, (_, back) => today - back);
      const [found, ...earlier] = await Promise.all(days.map((day) => searchDay(wish, day, atMs)));
      if (!found) throw new Error('today is among the days');
      const same = found.same ?? earlier.find((one) => one.same)?.same;
      return { code: found.code, ...(same ? { same } : {}) };
    },
  };
}

/** The delivery of a code; undefined where there is none. */
async function lookAt(
  { workflow }: Pick<Client, 'workflow'>,
  code: string,
  atMs: number,
): Promise<Taken | undefined> {
  const found = await workflow
    .getHandle(deliveryWorkflowId(code))
    .describe()
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    });
  if (!found) return undefined;
  const open = found.status.name === 'RUNNING' || found.status.name === 'PAUSED';
  // An outcome shows here as soon as it is known, while the delivery is still telling it.
  const undone = ['refused', 'withdrawn'].includes(found.typedSearchAttributes.get(stateKey) ?? '');
  const fresh = atMs - (found.closeTime?.getTime() ?? atMs) < sameForMs;
  const done = found.status.name === 'COMPLETED' && fresh;
  return { wish: found.memo?.wish, open, counts: !undone && (open || done) };
}

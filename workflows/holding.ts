/** Keeping a free time for the caller while it is read back to them. */
import { ActivityFailure, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { Order, Proposal, Refusal } from '../src/domain/call';
import type { Conversation } from './conversation';
import { forLookups } from './options';
import type { Behind } from './projection';

const { hold, releaseHold } = proxyActivities<Activities>(forLookups);

/** A time that is kept for the caller, under the code its booking will have. */
export interface Held {
  order: Order;
  code: string;
}

/** Has a proposed time kept; the refusal where somebody else has it. Where it cannot be kept, booking decides. */
export async function keepTime(
  talk: Conversation,
  { order, code }: Proposal,
  releases: Behind,
): Promise<Refusal | undefined> {
  if (order.verb !== 'bookAppointment') return undefined;
  // The same time may just be let go: that must not come after.
  await releases.done();
  const result = await held(order, code);
  if (result.outcome === 'taken') return { reason: 'slot-taken', alternatives: result.alternatives };
  if (result.outcome === 'cannot-hold') return undefined;
  letTimeGo(talk, releases, code);
  talk.held = { order, code };
  return undefined;
}

async function held(order: Order, code: string): ReturnType<Activities['hold']> {
  try {
    return await hold.executeWithOptions({ summary: `keep the time for ${code}` }, [order, code]);
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return { outcome: 'cannot-hold' };
  }
}

/** Lets go of the time that is kept, behind the caller's back, unless it is the one of `stillWanted`. */
export function letTimeGo(talk: Conversation, releases: Behind, stillWanted?: string): void {
  const { held: kept } = talk;
  if (!kept || kept.code === stillWanted) return;
  delete talk.held;
  // One that stays by mistake expires by itself.
  releases.add(
    async () =>
      await releaseHold.executeWithOptions({ summary: `let the time of ${kept.code} go` }, [
        kept.order,
        kept.code,
      ]),
  );
}

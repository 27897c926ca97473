import type { Activities } from '.';
import type { Connector, SlotHold } from '../src/connectors/connector';
import { ConnectorError } from '../src/errors';

/** How long the caller waits for the sake of a hold; the read-back does not need one. */
const patienceMs = 1500;
/** A read-back, some thinking, and a yes. */
const heldForMs = 3 * 60_000;

/** The activities that keep a free time for the caller while it is read back. */
export function createHolding({
  connectors,
}: {
  connectors: { get(connection: string): Connector };
}): Pick<Activities, 'hold' | 'releaseHold'> {
  return {
    async hold(order, key) {
      const { verbs } = connectors.get(order.connection);
      if (order.verb !== 'bookAppointment' || !verbs.holdSlot) return cannot;
      // A hold that comes later than our patience is still this key's: its booking gets it, or it expires.
      return (await soon(verbs.holdSlot(order.args, key, heldForMs))) ?? cannot;
    },
    async releaseHold(order, key) {
      const { verbs } = connectors.get(order.connection);
      if (order.verb === 'bookAppointment' && verbs.releaseSlot) await soon(verbs.releaseSlot(key));
    },
  };
}

const cannot: SlotHold | { outcome: 'cannot-hold' } = { outcome: 'cannot-hold' };

/** The answer, where the system gives one in time. Undefined where it is away, refuses, or keeps us waiting. */
async function soon<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patienceMs, undefined);
  });
  const given = answer.catch((error: unknown) => {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  });
  given.catch(() => undefined); // Where it comes too late to matter.
  try {
    return await Promise.race([given, patience]);
  } finally {
    clearTimeout(timer);
  }
}

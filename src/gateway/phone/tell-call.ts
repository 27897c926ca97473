/** Handing on what the carrier tells of a call, and asking its workflow what to do. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryDefinition, SignalDefinition, UpdateDefinition } from '@temporalio/common';
import { Refused } from '../problem';
import { ask, NoAnswer, persist } from '../temporal';
import type { PhoneParts } from './phone-parts';

const patience = { awayMs: 2_000, totalMs: 8_000 };
const againMs = 2_000;
const firstWithinMs = 5_000;
/** The carrier tells most things once; a Temporal that is away longer than this is asked for more than a call. */
const givenUpAfterMs = 15 * 60_000;

/** Tells it, again and again while Temporal is away; what is told of a call that is over nobody hears. */
export function tellCall<Told>(...told: Telling<Told>): void {
  void telling(...told);
}

/** The same, and waits until it was told, or for as long as a caller may be let wait: what is asked next depends on it. */
export async function tellFirst<Told>(...told: Telling<Told>): Promise<void> {
  await Promise.race([telling(...told), sleep(firstWithinMs, undefined, { ref: false })]);
}

type Telling<Told> = [parts: PhoneParts, callId: string, signal: SignalDefinition<[Told]>, told: Told];

async function telling<Told>(...[parts, callId, signal, told]: Telling<Told>): Promise<void> {
  const { desk, gateway } = parts;
  const until = Date.now() + givenUpAfterMs;
  const tell = async (): Promise<void> => {
    for (;;) {
      try {
        return await desk.atCall(
          callId,
          async (handle) =>
            await persist(gateway.temporal, async () => await handle.signal(signal, told), patience),
        );
      } catch (error) {
        if (error instanceof Refused) return;
        if (!(error instanceof NoAnswer) || Date.now() > until) throw error;
        await sleep(againMs);
      }
    }
  };
  await tell().catch((error: unknown) =>
    gateway.log.error({ err: error, callId, what: signal.name }, 'a call could not be told'),
  );
}

/** Has the workflow decide. Undefined where it does not answer in time, or is over. */
export async function decidedBy<Answer, Asked>(
  { desk, gateway }: PhoneParts,
  callId: string,
  update: UpdateDefinition<Answer, [Asked]>,
  once: { updateId: string; args: [Asked] },
): Promise<Answer | undefined> {
  try {
    return await desk.atCall(
      callId,
      async (handle) =>
        await persist(gateway.temporal, async () => await handle.executeUpdate(update, once), patience),
    );
  } catch (error) {
    gateway.log.warn({ err: error, callId, what: update.name }, 'a call did not decide');
    return undefined;
  }
}

/** Asks the workflow; undefined where it does not answer within two seconds. */
export async function toldBy<Answer, Asked>(
  { desk, gateway }: PhoneParts,
  callId: string,
  query: QueryDefinition<Answer, [Asked]>,
  asked: Asked,
): Promise<Answer | undefined> {
  return await ask(
    gateway.temporal,
    async () => await desk.atCall(callId, async (handle) => await handle.query(query, asked)),
  );
}

/** Workflows with the messages of the real ones and nothing behind them, so that the doors are tested alone. */
import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  defineQuery,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { CallStart, Line, Order, OrderWork } from '../../src/domain/call';
import { openDelivery } from '../../src/domain/delivery';
import type { Intake } from '../../src/domain/intake';
import type { Answer } from '../../src/domain/turn';
import {
  callState,
  type CircuitState,
  circuitState,
  correct,
  deliveryState,
  hear,
  hungUp,
  intakeHeard,
  probeNow,
  recordSeen,
  retryNow,
  withdraw,
} from '../../workflows/messages';

/** Echoes with a count; `wait <ms>` takes that long, `stumble <ms>` fails its workflow tasks until then, `goodbye` ends the call. */
export async function takeCall(start: CallStart): Promise<void> {
  const lines: Line[] = [{ who: 'assistant', text: start.greeting, fixed: true }];
  let heard = 0;
  let ended = false;
  setHandler(
    hear,
    async ({ turnId, text }): Promise<Answer> => {
      if (text === 'break') throw ApplicationFailure.nonRetryable('no model answered', 'unavailable');
      const stumblesUntil = Number(/^stumble (\d+)$/.exec(text)?.[1] ?? 0);
      // No failure of Temporal's own: it fails the task, not the update.
      if (workflowInfo().unsafe.now() < stumblesUntil) throw new Error('a fault of the program');
      heard += 1;
      const say = [`${heard}: ${text}`];
      lines.push({ who: 'caller', text });
      const waitMs = Number(/^wait (\d+)$/.exec(text)?.[1] ?? 0);
      if (waitMs > 0) await sleep(waitMs);
      ended ||= text === 'goodbye';
      return { turnId, say, ended };
    },
    {
      validator: (_turn): void => {
        if (ended) throw ApplicationFailure.nonRetryable('the call is over', 'CallOver');
      },
    },
  );
  setHandler(hungUp, () => void (ended = true));
  setHandler(callState, () => ({ state: ended ? 'ended' : 'live', lines, codes: [], answers: heard }));
  await condition(() => ended);
  await condition(allHandlersFinished);
}

/** A parked delivery that operators may decide about; ends when it is withdrawn. */
export async function deliver(order: Order, code: string): Promise<void> {
  let work: OrderWork = order;
  let withdrawn = false;
  const refuseStrangers = ({ by }: { by: string }): void => {
    if (by === 'stranger') throw ApplicationFailure.nonRetryable('A try is under way; wait some seconds.');
  };
  setHandler(retryNow, ({ by }) => `tried for ${by}`, { validator: refuseStrangers });
  setHandler(
    correct,
    (wish) => {
      work = wish.work;
      return `corrected for ${wish.by}`;
    },
    { validator: refuseStrangers },
  );
  setHandler(withdraw, ({ reason }) => {
    withdrawn = true;
    return `withdrawn: ${reason}`;
  });
  setHandler(deliveryState, () => ({
    ...openDelivery({ ...order, ...work }, code, '2025-11-25T09:30:00.000Z'),
    state: 'parked' as const,
    attempts: 3,
  }));
  await condition(() => withdrawn);
}

/** The circuit of a system that is away, until it is looked at by `closer`; `nobody` may not look. */
export async function keepCircuit(circuit: CircuitState): Promise<void> {
  let lookers = 0;
  let closed = false;
  setHandler(circuitState, () => circuit);
  setHandler(
    probeNow,
    ({ by }) => {
      lookers += 1;
      closed = by === 'closer';
      return `look ${lookers}, for ${by}`;
    },
    {
      validator: ({ by }) => {
        if (by === 'nobody') throw ApplicationFailure.nonRetryable('It is being tried already.');
      },
    },
  );
  await condition(() => closed);
}

/** Event ids a stand-in follow-up was told of. */
export const seen = defineQuery<string[]>('seen');

/** Keeps the event ids it was told of, in order. */
export async function followUp(): Promise<void> {
  const eventsSeen: string[] = [];
  setHandler(recordSeen, ({ eventId }) => void eventsSeen.push(eventId));
  setHandler(seen, () => eventsSeen);
  await condition(() => false);
}

/** Answers with the words that were noted, in order. */
export async function takeIn({ notes }: Intake): Promise<string[]> {
  setHandler(intakeHeard, async () => undefined);
  await condition(allHandlersFinished);
  return notes.map((note) => (note.kind === 'said' ? note.text : note.kind));
}

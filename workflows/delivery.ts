import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { Outcome } from '../src/domain/call';
import { answered, type Delivery, failed } from '../src/domain/delivery';
import { afterwards } from './delivery-afterwards';
import { attendOperators } from './delivery-operators';
import { createDeliveryView } from './delivery-view';
import { faultOf } from './faults';
import { callerHeard, deliveryState } from './messages';
import { forWrites } from './options';
import { Behind, caseOf, projectCase } from './projection';

const { write } = proxyActivities<Activities>(forWrites);

/** Writes a line on the trail of a delivery: who did what, and what came of it. */
export type Note = (who: string, what: string, detail: string) => void;

/**
 * Makes one write, until its receipt, its refusal or its withdrawal, and sees to it that the caller is told.
 *
 * Every try is an activity of its own with the same code, so that operators see the last error and may hurry it; the
 * connector makes sure that a second try changes nothing when the first one did the work and only its answer was lost.
 */
export async function deliver(delivery: Delivery): Promise<Outcome> {
  const behind = new Behind();
  const showDelivery = createDeliveryView();
  const note: Note = (who, what, detail) => {
    delivery = { ...delivery, entries: delivery.entries + 1 };
    const { entries } = delivery;
    const record = caseOf(delivery, workflowInfo().workflowId);
    behind.add(() => projectCase(record, entries, { at: new Date().toISOString(), who, what, detail }));
    showDelivery(delivery);
  };
  const heard: ('outcome' | 'promise')[] = [];
  setHandler(callerHeard, ({ what }) => void heard.push(what));
  setHandler(deliveryState, () => ({ ...delivery }));
  const operators = attendOperators({ read: () => delivery, change: (next) => void (delivery = next), note });

  if (delivery.attempts === 0)
    note('caller', 'asked', `${delivery.order.verb} at ${delivery.order.connection}`);
  while (!delivery.outcome) {
    const waitMs = await tryOnce();
    if (delivery.outcome || !(await operators.waitOr(waitMs))) break;
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await behind.done();
      await continueAsNew<typeof deliver>(delivery);
    }
  }
  const outcome = await afterwards({ read: () => delivery, heard, note, settle: () => behind.done() });
  await condition(allHandlersFinished);
  await behind.done();
  return outcome;

  /** One try. Answers how long to wait for the next one; undefined where none comes by itself. */
  async function tryOnce(): Promise<number | undefined> {
    const { order, code, attempts } = delivery;
    delivery = { ...delivery, state: 'delivering' };
    showDelivery(delivery);
    const summary = `${order.verb} at ${order.connection}, try ${attempts + 1}`;
    const once = { key: code, fresh: isFirstTry(delivery) };
    try {
      delivery = answered(delivery, await write.executeWithOptions({ summary }, [order, once]));
      note('system', `try ${attempts + 1}`, delivery.state);
      return undefined;
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      const fault = faultOf(error, new Date().toISOString());
      const next = failed(delivery, fault, Date.now(), Math.random());
      delivery = next.delivery;
      note('system', `try ${attempts + 1}`, `${fault.kind}: ${fault.message}`);
      return next.waitMs;
    }
  }
}

/** Whether no try was ever made. A reset goes back to before one that was, and shows as another run. */
function isFirstTry({ attempts }: Delivery): boolean {
  const { runId, firstExecutionRunId } = workflowInfo();
  return attempts === 0 && runId === firstExecutionRunId;
}

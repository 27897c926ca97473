import {
  allHandlersFinished,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Outcome } from '../src/domain/call';
import { type Delivery, heardAs, withdrawn } from '../src/domain/delivery';
import { afterwards } from './delivery-afterwards';
import { attendSiblings } from './delivery-order';
import { attendLine } from './delivery-line';
import { attendOperators } from './delivery-operators';
import { tryOnce } from './delivery-try';
import { createDeliveryView } from './delivery-view';
import { callerHeard, deliveryState, letGo } from './messages';
import { Behind, caseOf, projectCase } from './projection';

/** A delivery as the parts of its workflow share it. */
export interface Delivering {
  read: () => Delivery;
  change: (next: Delivery) => void;
  /** Writes a line on its trail: who did what, and what came of it. */
  note: (who: string, what: string, detail: string) => void;
}

/**
 * Makes one write, until its receipt, its refusal or its withdrawal, and sees to it that the caller is told.
 *
 * Every try is an activity of its own with the same code. While its system is away a delivery waits in line at the
 * circuit, which says when it may try again; operators may hurry, correct or withdraw it at any time.
 */
export async function deliver(delivery: Delivery): Promise<Outcome> {
  const behind = new Behind();
  const showDelivery = createDeliveryView();
  const self: Delivering = {
    read: () => delivery,
    change: (next) => void (delivery = next),
    note: (who, what, detail) => {
      delivery = { ...delivery, entries: delivery.entries + 1 };
      const { entries } = delivery;
      const record = caseOf(delivery, workflowInfo().workflowId);
      behind.add(() => projectCase(record, entries, { at: new Date().toISOString(), who, what, detail }));
      showDelivery(delivery);
    },
  };
  setHandler(callerHeard, ({ what }) => {
    self.change(heardAs(delivery, what, Date.now()));
    if (delivery.callBackBy) self.note('system', 'call back promised', `until ${delivery.callBackBy}`);
  });
  setHandler(letGo, () => self.change({ ...delivery, letGo: true }));
  setHandler(deliveryState, () => ({ ...delivery }));
  const mayGo = (): boolean => mayBeLetGo(delivery);
  attendOperators(self);
  const siblings = attendSiblings(self, mayGo);
  const line = attendLine(self, mayGo);

  if (delivery.entries === 0)
    self.note('caller', 'asked', `${delivery.order.verb} at ${delivery.order.connection}`);
  await siblings.goFirst();
  if (mayGo()) giveUp();
  while (!delivery.outcome) {
    await tryOnce(self, line);
    await siblings.tell();
    if (!delivery.outcome && delivery.state !== 'delivering') await line.wait();
    if (mayGo()) giveUp();
    if (workflowInfo().continueAsNewSuggested && !delivery.outcome) {
      await condition(allHandlersFinished);
      await behind.done();
      await continueAsNew<typeof deliver>(delivery);
    }
  }
  // Withdrawn, or let go, while it stood in line. Behind, since the call waits to hear of it.
  behind.add(() => line.report({ system: 'left' }));
  await siblings.tell();
  const outcome = await afterwards(self, () => behind.done());
  await condition(allHandlersFinished);
  await behind.done();
  return outcome;

  function giveUp(): void {
    delivery = withdrawn(delivery, 'its system was away, and the caller was asked to call again later');
    self.note('system', 'let go', 'nothing was done; the caller was asked to call again later');
  }
}

/** Only what surely was not done, and was not promised meanwhile, may be dropped. */
const mayBeLetGo = ({ letGo: asked, heard, doubt, outcome, state }: Delivery): boolean =>
  asked === true && heard === undefined && !doubt && !outcome && state === 'waiting';

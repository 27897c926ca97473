import {
  allHandlersFinished,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { orderCard, orderNextStep } from '../src/domain/order-card';
import type { OrderWatch } from '../src/domain/order-watch';
import { advanceOrder, isDone, leftMs } from '../src/domain/order-watch-rules';
import { orderState } from './messages';
import { type CaseShown, openWatch, showSettled, type Watch, type Watching } from './watching';

/**
 * Watches what an operation made (an order, a parcel, an invoice) and tells the caller what other systems report of it by our
 * API. Its own system has no way to read it back, so each event counts, once, by when it happened.
 */
export async function followOrder(watch: Watch<OrderWatch>): Promise<OrderWatch> {
  const watching = openWatch(watch, () => caseOf(watch));
  const { hints, behind, note } = watching;
  setHandler(orderState, () => watch.state);
  const isNew = watch.state.lookedAt === undefined;
  watch.state = { ...watch.state, lookedAt: new Date().toISOString() };
  if (isNew) note('system', 'watching', watch.state.record.id);

  while (!isDone(watch.state)) {
    setCurrentDetails(orderCard(watch.state));
    const summary = `wait for what is reported of it, until ${watch.state.until}`;
    await condition(() => hints.length > 0, leftMs(watch.state, Date.now()), { summary });
    // What is reported in the very moment of the end is still told.
    if (hints.length === 0) watch.state = { ...watch.state, status: 'over' };
    await take(watch, watching);
    await behind.done();
    // Nothing is awaited between this test and the call, so no signal can slip between them.
    if (workflowInfo().continueAsNewSuggested && hints.length === 0 && allHandlersFinished())
      await continueAsNew<typeof followOrder>(watch);
  }
  note('system', 'settled', watch.state.status);
  showSettled(orderCard(watch.state));
  await behind.done();
  // Nor is what comes while its end is being written down lost with it; nothing is awaited between the last test and the end.
  for (; hints.length > 0; await behind.done()) await take(watch, watching);
  return watch.state;
}

/** Tells the caller what was reported. */
async function take(watch: Watch<OrderWatch>, { takeHints, note, told }: Watching): Promise<void> {
  for (const hint of takeHints()) {
    const { state, news } = advanceOrder(watch.state, hint);
    watch.state = state;
    if (news) note('system', `notice: ${news.what}`, await told(news));
  }
}

/** The order's case as it is seen now. */
function caseOf({ state, record }: Watch<OrderWatch>): CaseShown {
  const nextStep = orderNextStep(state);
  return isDone(state)
    ? { ...record, state: 'settled', waitingFor: 'nobody', nextStep }
    : { ...record, nextStep, nextStepAt: state.until };
}

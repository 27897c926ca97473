/** What operators see of a delivery in the Temporal UI. */
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { deliveryCard, deliveryWaitsFor } from '../src/domain/card';
import type { Delivery } from '../src/domain/delivery';
import { stateKey, waitingForKey } from './search-attributes';

/** Makes what refreshes the card, and the search attributes where they changed (each change is an event in history). */
export function createDeliveryView(): (delivery: Delivery) => void {
  let shown = '';
  return (delivery) => {
    setCurrentDetails(deliveryCard(delivery));
    const waitingFor = deliveryWaitsFor(delivery);
    // A try under way is not worth an event: it lasts seconds, and is seen as a pending activity.
    const state = delivery.state === 'waiting' ? 'delivering' : delivery.state;
    if (`${state} ${waitingFor}` === shown) return;
    shown = `${state} ${waitingFor}`;
    upsertSearchAttributes([
      { key: stateKey, value: state },
      { key: waitingForKey, value: waitingFor },
    ]);
  };
}

/** What operators see of a circuit in the Temporal UI. */
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { circuitCard } from '../src/domain/card';
import type { Circuit } from '../src/domain/circuit';
import { stateKey } from './search-attributes';

/** Makes what refreshes the card, and the search attribute where the state changed. */
export function createCircuitView(): (circuit: Circuit) => void {
  let shown: string | undefined;
  return (circuit) => {
    setCurrentDetails(circuitCard(circuit));
    if (circuit.state === shown) return;
    shown = circuit.state;
    upsertSearchAttributes([{ key: stateKey, value: circuit.state }]);
  };
}

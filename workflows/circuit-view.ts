/** What operators see of a circuit in the Temporal UI. */
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { circuitCard } from '../src/domain/card';
import type { Circuit } from '../src/domain/circuit';
import { stateKey } from './search-attributes';

const freshMs = 500;

/** Makes what refreshes the card, and the search attribute where the state changed. */
export function createCircuitView(): (circuit: Circuit) => void {
  let shown: string | undefined;
  let shownAt = 0;
  return (circuit) => {
    // With ten thousand in line the card is dear, and nobody reads it twice a second.
    if (circuit.state !== shown || circuit.line.length === 0 || Date.now() - shownAt >= freshMs) {
      setCurrentDetails(circuitCard(circuit));
      shownAt = Date.now();
    }
    if (circuit.state === shown) return;
    shown = circuit.state;
    upsertSearchAttributes([{ key: stateKey, value: circuit.state }]);
  };
}

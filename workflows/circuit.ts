import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities';
import { type Circuit, grant, leave, looked, lookIn, nextChangeMs, stillAway } from '../src/domain/circuit';
import { attendLine } from './circuit-door';
import { createCircuitView } from './circuit-view';
import { faultOf } from './faults';
import { deliveryWorkflowId } from './ids';
import { yourTurn } from './messages';
import { forProbes } from './options';

const { probe } = proxyActivities<Activities>(forProbes);

/**
 * The circuit of one system, for as long as deliveries wait for it. It lets them try when it is their turn, and looks at
 * the system itself while that is away, so that ten thousand deliveries that wait ask nothing of it.
 */
export async function keepCircuit(circuit: Circuit): Promise<{ drained: number }> {
  const errands = new Set<Promise<void>>();
  const door = attendLine(circuit);
  const show = createCircuitView();

  while (circuit.line.length > 0 || errands.size > 0) {
    door.changed = false;
    if (circuit.state === 'open' && (circuit.nextLookAt ?? 0) <= Date.now()) await look(circuit);
    for (const code of grant(circuit, Date.now())) {
      const errand = call(circuit, code).finally(() => {
        errands.delete(errand);
        door.changed = true;
      });
      errands.add(errand);
    }
    show(circuit);
    const summary = `${circuit.line.length} in line, circuit ${circuit.state}`;
    await condition(() => door.changed, nextChangeMs(circuit, Date.now()) ?? '1 day', { summary });
    if (workflowInfo().continueAsNewSuggested) {
      await Promise.all(errands);
      await condition(allHandlersFinished);
      await continueAsNew<typeof keepCircuit>(circuit);
    }
  }
  await condition(allHandlersFinished);
  return { drained: circuit.drained };
}

async function look(circuit: Circuit): Promise<void> {
  try {
    const summary = `does ${circuit.connection} answer?`;
    looked(circuit, await probe.executeWithOptions({ summary }, [circuit.connection]), Date.now());
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    const { unasked, retryAfterMs, message } = faultOf(error, new Date().toISOString());
    if (unasked) lookIn(circuit, retryAfterMs, Date.now());
    else stillAway(circuit, message, Date.now(), Math.random());
  }
}

/** Tells a delivery that it may try; one that is no more leaves the line. */
async function call(circuit: Circuit, code: string): Promise<void> {
  try {
    await getExternalWorkflowHandle(deliveryWorkflowId(code)).signal(yourTurn);
  } catch {
    leave(circuit, code);
  }
}

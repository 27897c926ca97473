/** Circuits by way of Temporal: one runs while anybody waits, so whether it runs is the answer. */
import type { Client } from '@temporalio/client';
import type { Circuits } from '../../activities/circuits';
import { circuitWorkflowId } from '../../workflows/ids';
import { joinLine } from '../../workflows/messages';
import type { keepCircuit } from '../../workflows/circuit';
import { systemKey } from '../../workflows/search-attributes';
import { newCircuit, type Waiting } from '../domain/circuit';

/** Reaches the circuits with a worker's own connection. */
export function openCircuits(temporal: Client, taskQueue: string): Circuits {
  return {
    async isWaitedAt(connection) {
      const handle = temporal.workflow.getHandle(circuitWorkflowId(taskQueue, connection));
      const found = await handle.describe().catch(() => undefined);
      return found?.status.name === 'RUNNING';
    },

    async join(connection, waiting, atOnce) {
      await temporal.workflow.signalWithStart<typeof keepCircuit, [Waiting]>('keepCircuit', {
        workflowId: circuitWorkflowId(taskQueue, connection),
        taskQueue,
        args: [newCircuit(connection, atOnce, Date.now())],
        signal: joinLine,
        signalArgs: [waiting],
        staticSummary: `circuit of ${connection}: deliveries wait for it`,
        typedSearchAttributes: [{ key: systemKey, value: connection }],
      });
    },
  };
}

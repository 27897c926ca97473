/** The server's own time skipping: lets a workflow's timers run ahead (there is no wrapper in the SDK at 1.24). */
import type { Client } from '@temporalio/client';

type Request = Parameters<Client['workflowService']['updateWorkflowExecutionOptions']>[0];

/** Lets a workflow's clock run ahead by so many seconds whenever it waits for nothing but timers. */
export async function skipTime(client: Client, workflowId: string, seconds: number): Promise<void> {
  const request = {
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        fastForwardConfig: { id: `skip-${seconds}-${Date.now()}`, duration: { seconds } },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  };
  // The generated type wants a Long for seconds, though the wire takes a number.
  await client.workflowService.updateWorkflowExecutionOptions(request as unknown as Request);
}

/** The server's own time skipping, workflow by workflow (there is no wrapper in the SDK at 1.24). */
import type { Client } from '@temporalio/client';

type Request = Parameters<Client['workflowService']['updateWorkflowExecutionOptions']>[0];

/** Lets a workflow's timers run ahead by so many seconds. */
export async function skipTime(client: Client, workflowId: string, seconds: number): Promise<void> {
  const request = {
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        fastForwardConfig: { id: `skip-${seconds}`, duration: { seconds } },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  };
  // The generated type wants a Long for seconds, though the wire takes a number.
  await client.workflowService.updateWorkflowExecutionOptions(request as unknown as Request);
}

/** How old a workflow believes to be, in milliseconds by its own history; undefined where there is none. */
export async function workflowAge(client: Client, workflowId: string): Promise<number | undefined> {
  try {
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
    const times = (events ?? []).flatMap(({ eventTime }) =>
      eventTime ? [Number(eventTime.seconds) * 1000] : [],
    );
    return Math.max(...times) - Math.min(...times);
  } catch {
    return undefined;
  }
}

/** What a workflow whose time was skipped believes. */
import type { Client } from '@temporalio/client';

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

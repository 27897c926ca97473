/** A watch that is caught in the moment of its end. */
import type { WorkflowHandle } from '@temporalio/client';
import { eventually } from './caller';
import type { System } from './system';

/** Has it end by `end` while the store is away, so that it goes on writing that down until the store is back. */
export async function endsWithoutStore(
  system: System,
  watch: WorkflowHandle,
  end: () => Promise<void>,
  hasEnded: () => Promise<boolean>,
): Promise<void> {
  await system.killStore();
  await end();
  await eventually('its end, not written down yet', async () => {
    const { raw } = await watch.describe();
    const isLooking = raw.pendingActivities?.some(({ activityType }) => activityType?.name !== 'recordCase');
    const writes = raw.pendingActivities?.some(({ activityType }) => activityType?.name === 'recordCase');
    return writes && !isLooking && (await hasEnded());
  });
}

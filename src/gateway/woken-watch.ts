/** A ticket's watch ends with its closing. What its system reports afterwards wakes it: offices open tickets again, and remark on closed ones. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { recordSeen } from '../../workflows/messages';
import type { Watch } from '../../workflows/watching';
import type { FollowUp, RecordSeen } from '../domain/follow-up';
import { isRepeat } from '../domain/follow-up-rules';

/** What came of it; `nobody` where no ticket's watch ended under this id within the time that Temporal keeps what ended. */
export type Woken = 'woken' | 'known' | 'nobody';

/** Starts the watch once more as it ended, with what was reported since. Throws where Temporal is away. */
export async function wakeWatch(temporal: Client, workflowId: string, seen: RecordSeen): Promise<Woken> {
  const ended = await endedWatch(temporal, workflowId);
  if (!ended) return 'nobody';
  const { watch, taskQueue, typedSearchAttributes } = ended;
  if (isRepeat(watch.state, seen.eventId)) return 'known';
  const { code, record } = watch.state;
  await temporal.workflow.signalWithStart('followUp', {
    workflowId,
    taskQueue,
    args: [watch],
    signal: recordSeen,
    signalArgs: [seen],
    staticSummary: `follow up ${code}: ${record.connection} ${record.id}`,
    staticDetails: 'Its ticket was closed; its system has reported something since.',
    typedSearchAttributes,
  });
  return 'woken';
}

async function endedWatch(temporal: Client, workflowId: string) {
  const handle =
    temporal.workflow.getHandle<(watch: Watch<FollowUp>) => Promise<Watch<FollowUp>>>(workflowId);
  try {
    const { type, status, taskQueue, typedSearchAttributes } = await handle.describe();
    if (type !== 'followUp' || status.name !== 'COMPLETED') return undefined;
    const watch = await handle.result();
    return watch.state.status === 'closed' ? { watch, taskQueue, typedSearchAttributes } : undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

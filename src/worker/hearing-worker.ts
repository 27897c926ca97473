/** The worker of the queue on which conversations are waited for; see `forHearing` in workflows/options.ts. */
import { heartbeat } from '@temporalio/activity';
import { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import type { HearingActivities } from '../../activities';
import { createHearing } from '../../activities/hearing';
import { hearingQueue } from '../../workflows/ids';
import { openConversations } from './conversations';
import { mapFailures } from './failures';
import type { Installation } from './installation';
import type { WorkerParts } from './worker';

/** Turns that are waited for at a time. Each is an open request and little else. */
const mostTurns = 1000;

/** Makes the worker; `run` it beside the one of the shared queue. */
export async function createHearingWorker(
  { config: { temporal, taskQueue } }: Pick<Installation, 'config'>,
  { connection, activityInterceptors = [] }: Pick<WorkerParts, 'connection' | 'activityInterceptors'>,
): Promise<Worker> {
  const client = new Client({ connection, namespace: temporal.namespace });
  const activities: HearingActivities = createHearing({
    conversations: openConversations(client),
    beat: () => heartbeat(),
  });
  return await Worker.create({
    connection,
    namespace: temporal.namespace,
    taskQueue: hearingQueue(taskQueue),
    activities: { ...activities },
    maxConcurrentActivityTaskExecutions: mostTurns,
    interceptors: { activity: [mapFailures, ...activityInterceptors] },
    shutdownGraceTime: '6 seconds',
  });
}

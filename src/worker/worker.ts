/** The worker of the shared queue: workflows, and every activity. */
import { heartbeat } from '@temporalio/activity';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createNotices } from '../../activities/notices';
import { createRecords } from '../../activities/records';
import { createReply } from '../../activities/reply';
import { createSystems } from '../../activities/systems';
import type { Activities } from '../../activities';
import type { Model } from '../agent/model';
import { createInboxChannel } from '../channels/inbox';
import type { Log } from '../log';
import { mapFailures } from './failures';
import { connectorOf, type Installation } from './installation';

/** What a worker needs beside its installation. `workflows` is a bundle's path. */
export interface WorkerParts {
  connection: NativeConnection;
  models: Model[];
  workflows: WorkerOptions['workflowBundle'];
  log: Log;
}

/** Every activity of an installation, by name. */
export function createActivities(
  { tools, connectors, store }: Installation,
  { models, log }: Pick<WorkerParts, 'models' | 'log'>,
): Activities {
  const now = (): Date => new Date();
  return {
    ...createReply({
      models,
      tools,
      beat: () => heartbeat(),
      onModelAway: ({ system, kind }) => log.warn({ system, kind }, 'model away'),
    }),
    ...createSystems({ tools, connectors: { get: (name) => connectorOf(connectors, name) }, now }),
    ...createRecords(store),
    ...createNotices({ channel: createInboxChannel(store), now }),
  };
}

/** Makes the worker; `run` it. */
export async function createWorker(installation: Installation, parts: WorkerParts): Promise<Worker> {
  const { temporal, taskQueue } = installation.config;
  return await Worker.create({
    connection: parts.connection,
    namespace: temporal.namespace,
    taskQueue,
    ...(parts.workflows ? { workflowBundle: parts.workflows } : {}),
    activities: { ...createActivities(installation, parts) },
    interceptors: { activity: [mapFailures] },
    // A killed worker's calls are taken over by another after this, not after the default ten seconds.
    stickyQueueScheduleToStartTimeout: '3 seconds',
    shutdownGraceTime: '6 seconds',
  });
}

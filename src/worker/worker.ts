/** The worker of the shared queue: workflows, and every activity. */
import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import { Client } from '@temporalio/client';
import {
  type ActivityInterceptorsFactory,
  type NativeConnection,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';
import { createAppointments } from '../../activities/appointments';
import { createCallBack } from '../../activities/call-back';
import { createCircuits } from '../../activities/circuits';
import { createHolding } from '../../activities/holding';
import { createIntake } from '../../activities/intake';
import { createReaching } from '../../activities/reaching';
import { createRecords } from '../../activities/records';
import { createReply } from '../../activities/reply';
import { createSystems } from '../../activities/systems';
import { createWriting, whoIs } from '../../activities/writing';
import type { Activities } from '../../activities';
import type { Model } from '../agent/model';
import { toCallStart } from '../gateway/call-start';
import { findCaseAsOpen, findOpenCase } from '../gateway/returning';
import type { Log } from '../log';
import { openCallBack } from './call-back';
import { destinationsOf, openChannels } from './channels';
import { openCircuits } from './circuits';
import { openGenerate } from './generate';
import { openConversations } from './conversations';
import { createHearingWorker } from './hearing-worker';
import { mapFailures } from './failures';
import { connectorOf, type Installation } from './installation';
import { openTelephone } from './telephone';
import { createVoiceChannel } from './voice-channel';
import { openWishes } from './wishes';

/** What a worker needs beside its installation. `workflows` is a bundle's path. */
export interface WorkerParts {
  connection: NativeConnection;
  models: Model[];
  workflows: WorkerOptions['workflowBundle'];
  log: Log;
  /** Inside the one that maps failures; a drill breaks things there. */
  activityInterceptors?: ActivityInterceptorsFactory[];
  /** Activities at a time; the SDK's own number where absent. */
  activitySlots?: number | undefined;
}

/** Every activity of an installation, by name. */
export function createActivities(
  { config, assistants, tools, connectors, store }: Installation,
  { connection, models, log }: Pick<WorkerParts, 'connection' | 'models' | 'log'>,
): Activities {
  const now = (): Date => new Date();
  const temporal = new Client({ connection, namespace: config.temporal.namespace });
  const connections = { get: (name: string) => connectorOf(connectors, name) };
  const wishes = openWishes(temporal, config.secret);
  const systems = createSystems({ tools, connectors: connections, wishes, now });
  const voice = createVoiceChannel({ temporal, taskQueue: config.taskQueue, assistants, store });
  return {
    ...createReply({
      generate: openGenerate({ models, tools, assistants, log }),
      beat: () => heartbeat(),
      signal: cancellationSignal,
    }),
    ...systems,
    ...createAppointments({ assistants, connectors: connections, now }),
    ...createHolding({ connectors: connections }),
    ...createCircuits({ circuits: openCircuits(temporal, config.taskQueue), write: systems.write }),
    ...createCallBack(openCallBack(config), triedSince),
    ...openTelephone(config),
    ...createWriting({
      ...{ assistants, tools, store, secret: config.secret },
      claim: async (hash, at) => await wishes.claim(hash, at),
      startOf: async (assistant, chat) => {
        const wish = { assistant: assistant.id, channel: chat.channel, ...whoIs(chat) };
        const known =
          chat.about === undefined
            ? await findOpenCase({ store, secret: config.secret }, assistant, wish.from)
            : await findCaseAsOpen(store, assistant, chat.about);
        return toCallStart(assistant, wish, '', known);
      },
    }),
    ...createRecords(store),
    ...createIntake({
      ...{ tools, store, now },
      conversations: openConversations(temporal),
    }),
    ...createReaching({
      ...{ channels: openChannels(config, store, voice), book: store.reach, settings: config.reach },
      ...{ ...destinationsOf(config), secret: config.secret, now },
    }),
  };
}

/** When the first try of this activity began; undefined during that one. */
function triedSince(): Date | undefined {
  const { attempt, scheduledTimestampMs } = activityInfo();
  return attempt > 1 ? new Date(scheduledTimestampMs) : undefined;
}

/**
 * What is not among the SDK's types: a workflow that computes longer than this (5 s by default) is cut off in a way that
 * has ended the whole process ("async hook stack has become corrupted", Node 20, a loaded machine, ten thousand in line).
 * The server takes the task back after 10 s by itself; that is the gentler end.
 */
const unhurried = { isolateExecutionTimeout: '30 seconds' };

/** Makes the workers of an installation's process; `run` all of them. */
export async function createWorkers(installation: Installation, parts: WorkerParts): Promise<Worker[]> {
  return await Promise.all([
    createSharedWorker(installation, parts),
    createHearingWorker(installation, parts),
  ]);
}

async function createSharedWorker(installation: Installation, parts: WorkerParts): Promise<Worker> {
  const { temporal, taskQueue } = installation.config;
  const { activitySlots } = parts;
  return await Worker.create({
    connection: parts.connection,
    namespace: temporal.namespace,
    taskQueue,
    ...(parts.workflows ? { workflowBundle: parts.workflows } : {}),
    activities: { ...createActivities(installation, parts) },
    interceptors: { activity: [mapFailures, ...(parts.activityInterceptors ?? [])] },
    ...(activitySlots === undefined ? {} : { maxConcurrentActivityTaskExecutions: activitySlots }),
    // A killed worker's calls are taken over by another after this, not after the default ten seconds.
    stickyQueueScheduleToStartTimeout: '3 seconds',
    ...unhurried,
    shutdownGraceTime: '6 seconds',
  });
}

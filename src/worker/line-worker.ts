/** The worker of a host that holds lines: turns run where the socket is, so that words stream as they are made. */
import { heartbeat } from '@temporalio/activity';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { createReply } from '../../activities/reply';
import type { Assistants } from '../agent/assistants';
import type { Model } from '../agent/model';
import type { Tools } from '../agent/tools';
import type { Config } from '../config';
import type { Lines } from '../line/lines';
import type { Log } from '../log';
import { mapFailures } from './failures';

/** What a line's worker stands on. `host` names its queue, `line/<host>`. */
export interface LineParts {
  connection: NativeConnection;
  config: Pick<Config, 'temporal'>;
  host: string;
  lines: Lines;
  models: Model[];
  tools: Pick<Tools, 'kindOf'>;
  assistants: Pick<Assistants, 'get'>;
  log: Log;
}

/** Makes the worker; `run` it. */
export async function createLineWorker(parts: LineParts): Promise<Worker> {
  const { connection, config, host, lines, models, tools, assistants, log } = parts;
  return await Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: `line/${host}`,
    activities: {
      ...createReply({
        models,
        tools,
        assistants,
        beat: () => heartbeat(),
        lines,
        onModelAway: ({ system, kind }) => log.warn({ system, kind }, 'model away'),
        onUntrue: (untrue) => log.warn(untrue, 'sentences of a model were not spoken'),
      }),
    },
    interceptors: { activity: [mapFailures] },
    shutdownGraceTime: '6 seconds',
  });
}

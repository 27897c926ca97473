/** The worker of a host that holds lines: turns run where the socket is, so that words are spoken as they are made. */
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { type NativeConnection, Worker } from '@temporalio/worker';
import type { JudgedReply, LineActivities } from '../../activities';
import { createListen } from '../../activities/listen';
import { createReply, createReplyOnLine } from '../../activities/reply';
import type { Config } from '../config';
import type { Generate } from '../line/prepared';
import { mapFailures } from './failures';
import { type LinesOfHost, spokenLinesOf } from './reply-lines';

/** What a line's worker stands on. `host` names its queue, `line/<host>`. */
export interface LineParts extends LinesOfHost {
  connection: NativeConnection;
  config: Pick<Config, 'temporal'>;
  host: string;
  generate: Generate<JudgedReply>;
}

/** Lines a host holds at most, and so activities that wait for callers at the same time. */
const mostLines = 1000;

/** Makes the worker; `run` it. */
export async function createLineWorker(parts: LineParts): Promise<Worker> {
  const { connection, config, host, generate, live } = parts;
  const life = { beat: () => heartbeat(), signal: cancellationSignal };
  const activities: LineActivities = {
    ...createReply({ generate, onPiece: (...piece) => parts.lines.speak(...piece), ...life }),
    ...createReplyOnLine({ generate, lines: spokenLinesOf(parts), ...life }),
    ...createListen({
      lineOf: (callId) => live.get(callId),
      onAsked: (callId, ask) => parts.foresights.get(callId)?.says(ask),
      ...life,
    }),
  };
  return await Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: `line/${host}`,
    activities: { ...activities },
    maxConcurrentActivityTaskExecutions: 2 * mostLines,
    interceptors: { activity: [mapFailures] },
    shutdownGraceTime: '6 seconds',
  });
}

/** How a call's history grows with its turns. */
import type { Client, WorkflowHandle } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import { callWorkflowId } from '../../workflows/ids';

/** What one plain turn leaves behind, and whether the last ones leave more than the first. */
export interface Growth {
  turns: number;
  eventsPerTurn: number;
  bytesPerTurn: number;
  /** Bytes of a turn in the second half of the call, for one of a turn in the first. */
  lateToEarly: number;
}

interface Look {
  events: number;
  bytes: number;
}

const lookEveryMs = 3_000;
/** The first turns carry the greeting. */
const fromTurn = 5;

/** Looks at the only call that is running, until `done`; then reads its history. */
export async function watchGrowth(temporal: Client, done: Promise<{ callSids: string[] }>): Promise<Growth> {
  const looks: Look[] = [];
  let over = false;
  const ended = done.finally(() => (over = true));
  let handle: WorkflowHandle | undefined;
  while (!over) {
    handle ??= await runningCall(temporal);
    if (handle) looks.push(await lookAt(handle));
    await Promise.race([sleep(lookEveryMs), ended]);
  }
  const { callSids } = await ended;
  const call = temporal.workflow.getHandle(callWorkflowId('phone', callSids[0] ?? ''));
  const { events } = await call.fetchHistory();
  // A turn begins when the line is asked to listen, on the queue of its host.
  const begins = (events ?? []).flatMap(({ eventId, activityTaskScheduledEventAttributes: activity }) =>
    activity?.activityType?.name === 'listen' ? [Number(eventId)] : [],
  );
  const turnAt = (look: Look): number => begins.filter((event) => event <= look.events).length;
  const points = looks
    .map((look) => ({ ...look, turn: turnAt(look) }))
    .filter(({ turn }) => turn >= fromTurn);
  const [first, middle, last] = [points[0], points[Math.floor(points.length / 2)], points.at(-1)];
  if (!first || !middle || !last || last.turn - first.turn < 4)
    return {
      turns: begins.length,
      eventsPerTurn: Number.NaN,
      bytesPerTurn: Number.NaN,
      lateToEarly: Number.NaN,
    };
  const each = (from: typeof first, to: typeof first, what: 'events' | 'bytes'): number =>
    (to[what] - from[what]) / (to.turn - from.turn);
  return {
    turns: begins.length - 1,
    eventsPerTurn: tenth(each(first, last, 'events')),
    bytesPerTurn: Math.round(each(first, last, 'bytes')),
    lateToEarly: Math.round((each(middle, last, 'bytes') / each(first, middle, 'bytes')) * 100) / 100,
  };
}

async function runningCall(temporal: Client): Promise<WorkflowHandle | undefined> {
  for await (const { workflowId } of temporal.workflow.list({
    query: "WorkflowType = 'takeCall' AND ExecutionStatus = 'Running'",
  }))
    return temporal.workflow.getHandle(workflowId);
  return undefined;
}

async function lookAt(handle: WorkflowHandle): Promise<Look> {
  const { historyLength, historySize } = await handle.describe();
  return { events: historyLength, bytes: historySize ?? 0 };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

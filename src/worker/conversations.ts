/** How an intake reaches the conversation it belongs to: by the client, since a workflow sends no updates to another. */
import type { Client } from '@temporalio/client';
import type { Conversations, HeardNoted } from '../../activities/intake';
import { callWorkflowId } from '../../workflows/ids';
import { callState, hear } from '../../workflows/messages';
import type { Line } from '../domain/call';

/** The conversations at Temporal. */
export function openConversations(temporal: Client): Conversations {
  return {
    async look({ channel, callId }) {
      const handle = temporal.workflow.getHandle(callWorkflowId(channel, callId));
      try {
        const { status } = await handle.describe();
        const { state, codes, lines, from } = await handle.query(callState);
        const lastSaid = lines.findLast(isSpoken)?.text;
        return {
          state: status.name === 'RUNNING' && state === 'live' ? 'live' : 'ended',
          codes,
          ...(lastSaid === undefined ? {} : { lastSaid }),
          ...(from === undefined ? {} : { from }),
        };
      } catch (error) {
        if (isNamed(error, 'WorkflowNotFoundError')) return { state: 'unknown', codes: [] };
        throw error;
      }
    },

    async hear({ channel, callId }, turn) {
      const handle = temporal.workflow.getHandle(callWorkflowId(channel, callId));
      try {
        return { answer: await handle.executeUpdate(hear, { updateId: turn.turnId, args: [turn] }) };
      } catch (error) {
        const missed = missedBy(error);
        if (missed) return missed;
        throw error;
      }
    },
  };
}

const isSpoken = (line: Line): line is Extract<Line, { who: 'assistant' }> => line.who === 'assistant';

const overTypes = new Set(['CallOver', 'AcceptedUpdateCompletedWorkflow']);

/** Undefined where the same may be tried again. */
function missedBy(error: unknown): HeardNoted | undefined {
  if (isNamed(error, 'WorkflowNotFoundError')) return { missed: 'over' };
  if (!isNamed(error, 'WorkflowUpdateFailedError')) return undefined;
  const { cause } = error;
  const type = cause instanceof Error && 'type' in cause ? String(cause.type) : '';
  return { missed: overTypes.has(type) ? 'over' : 'unanswered' };
}

const isNamed = (error: unknown, name: string): error is Error =>
  error instanceof Error && error.name === name;

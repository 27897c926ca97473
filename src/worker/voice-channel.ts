/** A call of ours as a channel: one that says the notice, and is placed once for each message, however often it is asked for. */
import { createHash } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { callWorkflowId } from '../../workflows/ids';
import type { Assistants } from '../agent/assistants';
import type { Channel, Message, RefusedSend, Sent } from '../channels/channel';
import type { Assistant } from '../domain/assistant';
import type { CallStart } from '../domain/call';
import { toCallStart, toStartOptions } from '../gateway/call-start';
import type { Store } from '../store/store';

/** What it stands on. */
export interface VoiceParts {
  temporal: Pick<Client, 'workflow'>;
  taskQueue: string;
  assistants: Pick<Assistants, 'list'>;
  store: Pick<Store, 'findCase'>;
}

/**
 * Begins the call's workflow, whose id is the message's: the same message again is the same call. What became of it the call
 * itself writes down.
 */
export function createVoiceChannel(parts: VoiceParts): Channel {
  const begin = async (message: Message): Promise<Sent | RefusedSend> => {
    const { phone: to } = message.to;
    if (to === undefined) return { refused: 'invalid-address', detail: 'there is no number' };
    const found = await parts.store.findCase(message.code);
    const assistant = parts.assistants.list().find(({ id }) => id === found?.assistant);
    if (!assistant) return { refused: 'not-allowed', detail: 'no assistant of ours has this case' };
    const start = startOf(assistant, message, to);
    await once(parts, start);
    return { state: 'accepted', providerId: start.callId };
  };
  return { send: begin, find: begin };
}

const ringS = 30;

/**
 * A machine is told apart, since it can be told nothing, and left no message, which anybody may hear. Nothing is asked first,
 * and there is no second call where this one breaks off: the next rung is tried.
 */
function startOf(assistant: Assistant, { id, code, text }: Message, to: string): CallStart {
  const callId = `notice-${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
  const how =
    assistant.phone.transport === 'gather' ? { gathered: true as const } : { spoken: true as const };
  const wish = { assistant: assistant.id, channel: 'phone' as const, from: to, ...how };
  const { record: _record, ...start } = toCallStart(assistant, { ...wish, outbound: { say: text } }, callId);
  return {
    ...start,
    ifDropped: 'nothing',
    outbound: { ringS, detectsMachines: true },
    notice: { send: id, code },
  };
}

async function once({ temporal, taskQueue }: VoiceParts, start: CallStart): Promise<void> {
  const workflowId = callWorkflowId(start.channel, start.callId);
  try {
    await temporal.workflow.start('takeCall', toStartOptions(start, workflowId, taskQueue));
  } catch (error) {
    // It has been placed before, and is over.
    if (!(error instanceof Error) || error.name !== 'WorkflowExecutionAlreadyStartedError') throw error;
  }
}

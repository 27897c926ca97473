/** Calls as Temporal knows them: beginning one, handing a turn over, hanging up, asking where it stands. */
import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { z } from 'zod';
import { callWorkflowId } from '../../workflows/ids';
import { callState, hear, hungUp, type CallState } from '../../workflows/messages';
import type { Answer, Heard } from '../domain/turn';
import { toCallStart, toStartOptions } from './call-start';
import { Channels } from './channels';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import type { beginCall, CallBegun } from './shapes';
import { ask, isGone, persist, refusalOf, toRefused } from './temporal';
import { workflowUrl } from './views';

/** A server that is killed and started again is back within seconds; nobody on the phone waits longer. */
const beginning = { awayMs: 15_000, totalMs: 20_000 };
/** A worker that dies during a turn is noticed after 30 s; the turn then goes on elsewhere. */
const hearing = { awayMs: 15_000, totalMs: 50_000 };

const sendAgain = 'Nothing is lost: send the same turnId again, and it is answered once.';

/** The desk where calls come in. Throws `Refused`. */
export class CallDesk {
  private readonly channels: Channels;
  private readonly underway = new Set<Promise<unknown>>();
  private readonly closing = new AbortController();

  constructor(private readonly parts: GatewayParts) {
    this.channels = new Channels(parts.store);
  }

  /** Begins a call; the same `callId` again begins no second one. */
  async begin(wish: z.output<typeof beginCall>): Promise<CallBegun> {
    const { config, temporal } = this.parts;
    const start = toCallStart(this.parts.assistants.get(wish.assistant), wish, wish.callId ?? randomUUID());
    const workflowId = callWorkflowId(start.channel, start.callId);
    try {
      await persist(
        temporal,
        async () =>
          await temporal.workflow.start('takeCall', toStartOptions(start, workflowId, config.taskQueue)),
        beginning,
      );
    } catch (error) {
      if (error instanceof Error && error.name === 'WorkflowExecutionAlreadyStartedError')
        throw over(start.callId);
      throw toRefused(
        error,
        `Nothing was begun twice: send the same request again with callId "${start.callId}".`,
      );
    }
    this.channels.note(start.callId, start.channel);
    const { callId, language, greeting } = start;
    return { callId, workflowId, workflowUrl: workflowUrl(config, workflowId), language, greeting };
  }

  /** Hands a turn over and waits for its answer; the same `turnId` again gives the same answer. */
  async hear(callId: string, heard: Heard): Promise<Answer> {
    const answer = this.answerOf(callId, heard);
    this.underway.add(answer);
    try {
      return await answer;
    } finally {
      this.underway.delete(answer);
    }
  }

  /** Waits for the turns under way, at most so long; those left are told that they may be sent again. */
  async close(withinMs: number): Promise<void> {
    const timer = setTimeout(() => this.closing.abort(), withinMs);
    while (this.underway.size > 0) await Promise.allSettled(this.underway);
    this.closing.abort();
    clearTimeout(timer);
  }

  private async answerOf(callId: string, heard: Heard): Promise<Answer> {
    const { temporal } = this.parts;
    try {
      return await this.atCall(
        callId,
        async (handle) =>
          await persist(
            temporal,
            async () => await handle.executeUpdate(hear, { updateId: heard.turnId, args: [heard] }),
            { ...hearing, signal: this.closing.signal },
          ),
      );
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal && overTypes.has(refusal.type ?? '')) throw over(callId);
      // A turn that crosses the end of its call fails at Temporal in more ways than one.
      if (!(error instanceof Refused) && (await this.isOver(callId))) throw over(callId);
      if (refusal) throw unanswered(error);
      throw toRefused(error, sendAgain);
    }
  }

  /** The caller hung up; a repeat changes nothing. */
  async hangUp(callId: string): Promise<'ending' | 'ended'> {
    const { temporal } = this.parts;
    const told = { by: 'caller' as const, at: new Date().toISOString() };
    try {
      await this.atCall(
        callId,
        async (handle) => await persist(temporal, async () => await handle.signal(hungUp, told), beginning),
      );
      return 'ending';
    } catch (error) {
      if (error instanceof Refused && error.status === 409) return 'ended';
      throw toRefused(error, 'Send it again; a second hang-up changes nothing.');
    }
  }

  /** Where a call stands; undefined when it cannot be asked within two seconds. */
  async state(workflowId: string): Promise<CallState | undefined> {
    const { temporal } = this.parts;
    return await ask(temporal, async () => await temporal.workflow.getHandle(workflowId).query(callState));
  }

  /** Whether the call has ended, its workflow too or still putting things away; false where nobody can be asked. */
  private async isOver(callId: string): Promise<boolean> {
    const { temporal } = this.parts;
    const channels = await this.channels.candidates(callId);
    for (const channel of channels) {
      const workflowId = callWorkflowId(channel, callId);
      const found = await ask(temporal, async () => await temporal.workflow.getHandle(workflowId).describe());
      if (!found) continue;
      return found.status.name !== 'RUNNING' || (await this.state(workflowId))?.state === 'ended';
    }
    return false;
  }

  /** Does something at the live call, wherever it was begun; refuses when it is over or never was. */
  private async atCall<T>(callId: string, work: (handle: WorkflowHandle) => Promise<T>): Promise<T> {
    const { temporal } = this.parts;
    const channels = await this.channels.candidates(callId);
    const handles = channels.map((channel) => temporal.workflow.getHandle(callWorkflowId(channel, callId)));
    for (const handle of handles) {
      try {
        return await work(handle);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
    for (const handle of handles) {
      if (await ask(temporal, async () => await handle.describe())) throw over(callId);
    }
    throw new Refused(404, `There is no call "${callId}"`, 'Begin one with POST /api/calls.');
  }
}

/** The workflow's own refusal, and Temporal's where the call ended before the turn was answered. */
const overTypes = new Set(['CallOver', 'AcceptedUpdateCompletedWorkflow']);

const unanswered = (cause: unknown): Refused =>
  new Refused(
    500,
    'The turn could not be answered',
    'Say it again with a new turnId; the call’s workflow tells the reason.',
    { cause },
  );

const over = (callId: string): Refused =>
  new Refused(409, `The call "${callId}" is over`, 'Begin another with POST /api/calls.');

/** Calls as Temporal knows them: beginning one, handing a turn over, hanging up, asking where it stands. */
import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { callWorkflowId } from '../../workflows/ids';
import { stateKey } from '../../workflows/search-attributes';
import { attach, callState, hear, hungUp, type CallState } from '../../workflows/messages';
import type { CallStart } from '../domain/call';
import { firstWordsOf } from '../language/first-lines';
import type { Answer, Heard } from '../domain/turn';
import { type CallWish, toCallStart, toStartOptions } from './call-start';
import { Intakes } from './intakes';
import { KnownCalls, type OwnChannel } from './known-calls';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import { findOpenCase } from './returning';
import { epochIn, SeenLines } from './seen-lines';
import type { CallBegun } from './shapes';
import { ask, isGone, isUp, NoAnswer, persist, refusalOf, toRefused } from './temporal';
import { workflowUrl } from './views';

/**
 * How long nobody waits for a Temporal that is away: one that restarts is back by then, else words are noted. That it
 * began a call or took a signal it says at once; a turn takes as long as systems and models do, and a worker that dies
 * during one is noticed after 30 s.
 */
const awayMs = 2_000;
const beginning = { awayMs, totalMs: 8_000 };
const hearing = { awayMs, totalMs: 50_000 };

const knownWithinMs = 800;

const sendAgain = 'Nothing is lost: send the same turnId again, and it is answered once.';

/** The desk where calls come in. Throws `Refused`. */
export class CallDesk {
  readonly intakes: Intakes;
  private readonly calls: KnownCalls;
  private readonly underway = new Set<Promise<unknown>>();
  private readonly seen = new SeenLines();
  private readonly closing = new AbortController();

  constructor(private readonly parts: GatewayParts) {
    this.calls = new KnownCalls(parts.store);
    this.intakes = new Intakes(parts, this.calls);
  }

  /** Begins a call; the same `callId` again begins no second one. */
  async begin(wish: CallWish): Promise<CallBegun> {
    const { config, temporal, store, assistants } = this.parts;
    const assistant = assistants.get(wish.assistant);
    const known = await findOpenCase({ store, secret: config.secret }, assistant, wish.from);
    const start = toCallStart(assistant, wish, wish.callId ?? randomUUID(), known);
    const workflowId = callWorkflowId(start.channel, start.callId);
    const { callId, language } = start;
    const work = async () =>
      await temporal.workflow.start('takeCall', toStartOptions(start, workflowId, config.taskQueue));
    const greeting = await this.orNoted(
      async () => {
        await persist(temporal, work, beginning);
        this.calls.begun(start);
        return firstWordsOf(start);
      },
      async () => {
        // A call of ours that nobody places cannot be noted for later: whoever wants it asks again.
        if (start.outbound) throw new NoAnswer('away');
        return await this.intakes.begun(start);
      },
      ['away', 'slow'],
    ).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'WorkflowExecutionAlreadyStartedError') throw over(callId);
      throw toRefused(error, `Nothing was begun twice: send the same request again with callId "${callId}".`);
    });
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
    try {
      return await this.orNoted(
        async () => await this.askedOf(callId, heard),
        async () => {
          const answer = await this.intakes.said(callId, heard);
          if (!answer) throw over(callId);
          return answer;
        },
        // Slow is not away: a turn may take as long as a model or a worker that is started again.
        ['away'],
      );
    } catch (error) {
      throw toRefused(error, sendAgain);
    }
  }

  /** The workflow's answer to a turn, after what was noted of its call before. */
  private async askedOf(callId: string, heard: Heard): Promise<Answer> {
    const { temporal } = this.parts;
    const patience = { ...hearing, signal: this.closing.signal };
    try {
      const channels = await this.calls.candidates(callId);
      const noted = await this.intakes.settleFirst(channels, callId, patience, heard.turnId);
      if (noted) return noted;
      return await this.atCall(callId, async (handle, channel) => {
        const options = { updateId: heard.turnId, args: [heard] as [Heard] };
        const answer = await persist(
          temporal,
          async () => await handle.executeUpdate(hear, options),
          patience,
        );
        this.calls.answered(callId, channel, heard.turnId);
        return answer;
      });
    } catch (error) {
      if (error instanceof NoAnswer && error.why === 'away') throw error;
      const refusal = refusalOf(error);
      const isOver =
        (refusal && overTypes.has(refusal.type ?? '')) ||
        (error instanceof Refused && error.status === 409) ||
        // A turn that crosses the end of its call fails at Temporal in more ways than one.
        (!(error instanceof Refused) && (await this.isOver(callId)));
      if (isOver) throw over(callId);
      throw refusal ? unanswered(error) : error;
    }
  }

  /** Does it at Temporal; where that does not acknowledge it, for one of these reasons, notes it instead. */
  private async orNoted<T>(
    atTemporal: () => Promise<T>,
    noting: () => Promise<T>,
    because: readonly NoAnswer['why'][],
  ): Promise<T> {
    const { outage } = this.intakes;
    let noAnswer = new NoAnswer('away');
    if (!outage.isOn()) {
      try {
        return await atTemporal();
      } catch (error) {
        if (!(error instanceof NoAnswer) || !because.includes(error.why)) throw error;
        noAnswer = error;
        if (error.why === 'away') outage.begin();
      }
    }
    try {
      return await noting();
    } catch (error) {
      if (error instanceof Refused) throw error;
      this.parts.log.error({ err: error }, 'what was said could not be noted either');
      throw noAnswer;
    }
  }

  /** The caller hung up, or (`channel`) the carrier says that the call is over; a repeat changes nothing. */
  async hangUp(callId: string, by: 'caller' | 'channel' = 'caller'): Promise<'ending' | 'ended'> {
    const { temporal } = this.parts;
    const told = { by, at: new Date().toISOString() };
    try {
      await this.orNoted(
        async () => {
          await this.intakes.settleFirst(await this.calls.candidates(callId), callId, beginning);
          await this.atCall(
            callId,
            async (handle) =>
              await persist(temporal, async () => await handle.signal(hungUp, told), beginning),
          );
        },
        async () => {
          await this.intakes.hungUp(callId);
        },
        ['away', 'slow'],
      );
      return 'ending';
    } catch (error) {
      if (error instanceof Refused && error.status === 409) return 'ended';
      throw toRefused(error, 'Send it again; a second hang-up changes nothing.');
    }
  }

  /** Tells a spoken call that this host holds its line. Throws `NoAnswer` where Temporal is away, `Refused` where it is over. */
  async attach(callId: string, line: { host: string; epoch: number }): Promise<void> {
    const { temporal } = this.parts;
    await this.atCall(
      callId,
      async (handle) => await persist(temporal, async () => await handle.signal(attach, line), beginning),
    );
  }

  /** Hands over what is noted of a call and waits until its conversation has heard it. Throws `NoAnswer`. */
  async settleNoted(callId: string): Promise<void> {
    await this.intakes.settleFirst(await this.calls.candidates(callId), callId, hearing);
  }

  /** What is known here of how a call began. */
  startOf(callId: string): CallStart | undefined {
    return this.calls.find(callId)?.start;
  }

  /** The caller of a spoken call has heard the answer to this turn. */
  answered(callId: string, turnId: string): void {
    this.calls.answered(callId, 'phone', turnId);
  }

  /** Where a call stands; undefined when it cannot be asked within two seconds, or `withinMs`. */
  async state(workflowId: string, withinMs?: number): Promise<CallState | undefined> {
    const { temporal } = this.parts;
    const question = async () => await temporal.workflow.getHandle(workflowId).query(callState);
    return await ask(temporal, question, withinMs);
  }

  /** Epoch of the newest line of a spoken call; 0 where it had none, or nobody can say in time. Its memo, not a query: see `isOver`. */
  async newestLine(callId: string): Promise<number> {
    const { temporal } = this.parts;
    const seen = this.seen.take(callId);
    if (seen !== undefined) return seen;
    const handle = temporal.workflow.getHandle(callWorkflowId('phone', callId));
    return epochIn((await ask(temporal, async () => await handle.describe(), knownWithinMs))?.memo);
  }

  /** The call comes by telephone: nobody need look by what else it may have come. */
  comesByPhone(callId: string): void {
    this.calls.comesBy(callId, 'phone');
  }

  /**
   * Whether the call has ended, its workflow too or still putting things away, or its caller has said goodbye to what was
   * noted while Temporal was away; false where nobody can be asked. Who knows by what it comes names the channel.
   */
  async isOver(callId: string, known?: readonly OwnChannel[]): Promise<boolean> {
    const { temporal } = this.parts;
    const { outage } = this.intakes;
    const channels = known ?? (await this.calls.candidates(callId));
    for (const channel of channels) {
      if (outage.isOn()) break;
      const handle = temporal.workflow.getHandle(callWorkflowId(channel, callId));
      const found = await ask(temporal, async () => await handle.describe());
      // The attribute, not a query: a worker that is just being started again, or has two hundred lines to take up, answers late.
      if (found) this.seen.note(callId, found.memo);
      if (found)
        return found.status.name !== 'RUNNING' || found.typedSearchAttributes.get(stateKey) === 'ended';
      if (!(await isUp(temporal))) outage.begin();
    }
    return await this.intakes.hasEnded(channels, callId);
  }

  /** Does something at the live call, wherever it was begun; refuses when it is over or never was. */
  async atCall<T>(callId: string, work: (handle: WorkflowHandle, channel: string) => Promise<T>): Promise<T> {
    const { temporal } = this.parts;
    const channels = await this.calls.candidates(callId);
    const handles = channels.map((channel) => ({
      channel,
      handle: temporal.workflow.getHandle(callWorkflowId(channel, callId)),
    }));
    for (const { channel, handle } of handles) {
      try {
        return await work(handle, channel);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
    for (const { handle } of handles) {
      if (await ask(temporal, async () => await handle.describe())) throw over(callId);
    }
    if (await this.intakes.mayKnow(channels, callId)) throw notYet(callId);
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

const notYet = (callId: string): Refused =>
  new Refused(503, `The call "${callId}" is being handed over, or the store cannot say`, sendAgain);

const over = (callId: string): Refused =>
  new Refused(409, `The call "${callId}" is over`, 'Begin another with POST /api/calls.');

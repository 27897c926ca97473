/** The fixed intake of this gateway: while Temporal is away, what callers say is noted here and handed over later. */
import type { Client } from '@temporalio/client';
import type { Intake, NotedAnswer, Said } from '../domain/intake';
import { hasEnded, intakeSeen, notedStart, saidIn } from '../domain/intake-rules';
import type { CallStart } from '../domain/call';
import type { Heard } from '../domain/turn';
import { intakePhrasesOf } from '../language/intake-phrases-of';
import type { AuditEntry, CaseRecord } from '../store/records';
import { toCallStart } from './call-start';
import { Handover } from './handover';
import { inTime } from './in-time';
import { answerNoted } from './intake-talk';
import { Journal, type NotedCall } from './journal';
import { type KnownCalls, type OwnChannel, ownChannels } from './known-calls';
import { Outage } from './outage';
import type { GatewayParts } from './parts';
import { Spool } from './spool';
import type { Patience } from './temporal';

const storeWithinMs = 2_000;

/** Notes, answers, hands over. What it throws means that nothing was noted. */
export class Intakes {
  readonly outage: Outage;
  private readonly journal: Journal;
  private readonly spool: Spool;
  private readonly handover: Handover;

  constructor(
    private readonly parts: GatewayParts,
    private readonly calls: KnownCalls,
  ) {
    const { config, store, log } = parts;
    const temporal: Client = parts.temporal;
    this.outage = new Outage(temporal, () => this.handover.wake());
    this.spool = new Spool(config.home, log);
    this.journal = new Journal({ store, spool: this.spool, secret: config.secret, log });
    this.handover = new Handover({
      ...{ store, temporal, log, journal: this.journal, spool: this.spool, outage: this.outage },
      taskQueue: config.taskQueue,
    });
  }

  start(): void {
    this.handover.start();
  }

  async stop(): Promise<void> {
    this.outage.stop();
    await this.handover.stop();
  }

  /** Notes that a call began; its first words. */
  async begun(start: CallStart): Promise<string> {
    const at = new Date().toISOString();
    await this.journal.note(this.noted(start), 'begun', () => ({ kind: 'begun', at }));
    this.calls.begun(start);
    return `${start.greeting} ${intakePhrasesOf(start.language).greeting()}`;
  }

  /** Notes what a caller said; undefined where their call has ended. */
  async said(callId: string, { turnId, text }: Heard): Promise<NotedAnswer | undefined> {
    const { call, numberKnown } = await this.callOf(callId);
    const at = new Date().toISOString();
    const { channel } = call.start;
    const noted = await this.journal.ofCall(channel, callId);
    if (noted.some(hasEnded)) return answerIn(noted, turnId);
    const { note } = await this.journal.note<Said>(call, `said/${turnId}`, (intake) => ({
      ...{ kind: 'said', at, turnId, text },
      answer: answerNoted(intake, { turnId, text, at }, numberKnown),
    }));
    return note.answer;
  }

  /** Notes that a caller hung up. */
  async hungUp(callId: string): Promise<void> {
    const { call } = await this.callOf(callId);
    const at = new Date().toISOString();
    await this.journal.note(call, 'hungUp', () => ({ kind: 'hungUp', at }));
  }

  /**
   * Hands over what is noted of a call, so that what is said in it now comes after. Throws `NoAnswer`. A turn that was
   * noted itself is answered as it was then.
   */
  async settleFirst(
    channels: readonly string[],
    callId: string,
    patience: Patience,
    turnId?: string,
  ): Promise<NotedAnswer | undefined> {
    for (const channel of channels) {
      const noted = await this.journal.ofCall(channel, callId);
      const answer = turnId === undefined ? undefined : answerIn(noted, turnId);
      if (answer) return answer;
      const waiting = noted.filter(({ state }) => state !== 'handed-over');
      if (waiting.length > 0) await this.handover.settle(waiting, patience);
    }
    return undefined;
  }

  /** Whether its caller has hung up, or said goodbye to what was noted, as far as that can be looked up at once. */
  async hasEnded(channels: readonly string[], callId: string): Promise<boolean> {
    const noted = await Promise.all(channels.map((channel) => this.journal.ofCall(channel, callId)));
    return noted.flat().some(hasEnded);
  }

  /** Whether this call may be one that is noted and not handed over yet: asked before anybody is told that there is none. */
  async mayKnow(channels: readonly string[], callId: string): Promise<boolean> {
    try {
      for (const channel of channels) {
        const noted = await this.journal.ofCallSurely(channel, callId);
        if (noted.some(({ state }) => state !== 'handed-over')) return true;
      }
      return false;
    } catch {
      return true;
    }
  }

  /** The case of an intake that is on this gateway's disk only. */
  spooledCase(code: string): { record: CaseRecord; entries: AuditEntry[] } | undefined {
    const intake = this.spool.find(code);
    if (!intake) return undefined;
    return intakeSeen(intake, intakePhrasesOf(intake.start.language).title(), {
      waitingFor: 'system',
      nextStep: 'Temporal and the store are away. It is handed over by itself as soon as Temporal is back.',
    });
  }

  private noted(start: CallStart): NotedCall {
    const { tickets } = this.parts.assistants.get(start.assistant);
    const heard = this.calls.find(start.callId)?.heard;
    return {
      start: notedStart(start),
      ...(tickets === undefined ? {} : { connection: tickets }),
      ...(heard === undefined ? {} : { heard }),
    };
  }

  /** The call as this gateway began it, as it was noted, or as the store knows it. */
  private async callOf(callId: string): Promise<{ call: NotedCall; numberKnown: boolean }> {
    const start = this.calls.find(callId)?.start ?? (await this.notedStart(callId));
    if (start) return { call: this.noted(start), numberKnown: start.from !== undefined };
    const found = await inTime(storeWithinMs, this.parts.store.findCall(callId));
    const channel = found && ownChannelOf(found.channel);
    if (!found || !channel) throw new Error('nobody here knows that call');
    const assistant = this.parts.assistants.get(found.assistant);
    const known = toCallStart(assistant, { assistant: assistant.id, channel, from: undefined }, callId);
    return { call: this.noted(known), numberKnown: found.fromMasked !== undefined };
  }

  private async notedStart(callId: string): Promise<CallStart | undefined> {
    const channels = await this.calls.candidates(callId);
    const noted: Intake[] = [];
    for (const channel of channels) noted.push(...(await this.journal.ofCall(channel, callId)));
    return noted.find(({ state }) => state !== 'handed-over')?.start;
  }
}

const answerIn = (intakes: Intake[], turnId: string): NotedAnswer | undefined =>
  intakes.flatMap(saidIn).find((said) => said.turnId === turnId)?.answer;

const ownChannelOf = (channel: string): OwnChannel | undefined => ownChannels.find((own) => own === channel);

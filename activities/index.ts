/** The activities by name, as workflows see them. Each is a factory over its dependencies in a file of its own. */
import type {
  Order,
  ModelContext,
  ModelReply,
  Proposal,
  ToolCall,
  ToolResult,
  WriteResult,
} from '../src/domain/call';
import type { OfficeChange } from '../src/domain/appointment-watch';
import type { AppointmentActivities } from './appointments';
import type { CallRef, HeardNoted, IntakeActivities } from './intake';
import type { Heard } from '../src/domain/turn';
import type { TelephoneActivities } from './telephone';
import type { WritingActivities } from './writing';
import type { Notice, Look } from '../src/domain/follow-up';
import type { ReachPlan, Sending } from '../src/domain/outreach';
import type { Rung, SendReceipt } from '../src/domain/reach';
import type { Waiting } from '../src/domain/circuit';
import type { ContextSince } from '../src/domain/context-since';
import type { Listened, Listening } from '../src/domain/listening';
import type { SlotHold } from '../src/connectors/connector';
import type { RecordRef } from '../src/domain/ticket';
import type { Caller, ToolKind } from '../src/agent/tools';
import type { AuditEntry, CallRecord, CaseRecord } from '../src/store/records';

/** A model's answer with each wish judged by code: a look, a change, or nothing that exists. */
export type JudgedReply = Omit<ModelReply, 'toolCalls'> & { toolCalls: (ToolCall & { kind: ToolKind })[] };

export interface Activities
  extends AppointmentActivities, IntakeActivities, TelephoneActivities, WritingActivities {
  /** One LLM turn; streams to the line that holds the call, where this worker has one. */
  reply(context: ModelContext, turnId: string): Promise<JudgedReply>;
  /** Checks a wish for a write (schema, ownership, rules), words the read-back and finds its code. Changes nothing. */
  propose(caller: Caller, toolCall: ToolCall): Promise<{ proposal: Proposal } | { result: ToolResult }>;
  /** Looks something up for this caller. A system that is away becomes a sentence, not a failure. */
  readSystem(caller: Caller, toolCall: ToolCall): Promise<ToolResult>;
  /**
   * Makes the write of an order, once per key, however often it is called. `fresh`: no try that may have reached the
   * system was made before. Not sent, but answered `queued`, where others wait in line for this system and it is not
   * this delivery's turn.
   */
  write(
    order: Order,
    once: { key: string; fresh: boolean; myTurn: boolean },
  ): Promise<WriteResult | { queued: true }>;
  /** Gets a delivery in line at its system's circuit; a second time changes nothing. */
  joinCircuit(connection: string, waiting: Waiting, atOnce: number): Promise<void>;
  /** Looks whether a system answers. `cannot-tell` where its connector has no harmless look. Throws its fault. */
  probe(connection: string): Promise<'answers' | 'cannot-tell'>;
  /** Keeps a free time for the caller while it is read back. `cannot-hold` where the system has no holds or is away. */
  hold(order: Order, key: string): Promise<SlotHold | { outcome: 'cannot-hold' }>;
  /** Lets a held time go. */
  releaseHold(order: Order, key: string): Promise<void>;
  /**
   * Reads a watched record back. `unreadable` where its connector has no `readTicket`. Where it is not awaited, since nothing
   * was reported of it, it leaves its account's pace to whoever has something to do there, and is `no-room` then; and with the
   * `stamp` that the watch knows it may be joined with others into one request, and is `unchanged` where the stamp still holds.
   */
  readRecord(record: RecordRef, isAwaited?: boolean, stamp?: string): Promise<Look>;
  /**
   * Writes on a watched record that it was handed to people, once per key. Answers the line for the trail: a system that
   * takes no comments, or has no such record, is no reason to try again.
   */
  commentRecord(record: RecordRef, text: string, key: string): Promise<'commented' | 'not commented'>;
  /** Projects a call into the store. */
  recordCall(call: CallRecord): Promise<void>;
  /** Projects a case and its audit trail into the store. `change`: what the office did to its appointment. */
  recordCase(record: CaseRecord, entries: AuditEntry[], change?: OfficeChange): Promise<void>;
  /**
   * Calls back the caller of a spoken call that broke off; who answers is connected to that very call. Fails where no
   * carrier is configured.
   */
  callBack(call: { callId: string; assistant: string; to: string }): Promise<void>;
  /** By which channels a person may be told a notice, looked up now. */
  planReach(notice: Notice): Promise<ReachPlan>;
  /**
   * One try to send a notice by one channel, written down before it leaves. `outreach` is the workflow's id; `doubt`: a try
   * before may have sent it. Throws the channel's fault.
   */
  sendByChannel(notice: Notice, rung: Rung, of: { outreach: string; doubt: boolean }): Promise<Sending>;
  /** Writes down how a message fares that no carrier tells of; `flagged`: nobody knows whether it reached them. */
  noteReceipt(send: string, receipt: SendReceipt, flagged?: true): Promise<void>;
}

/** What waits for a conversation; on a queue of its own, since conversations wait for the activities of the shared one. */
export interface HearingActivities {
  /** Says a turn to its conversation; the same turn again gets the same answer. */
  hearNoted(call: CallRef, turn: Heard): Promise<HeardNoted>;
}

/** What only the host that holds a line does. */
export interface LineActivities extends Pick<Activities, 'reply'> {
  /**
   * One LLM turn of a spoken call, spoken on the line while it is made. Fails with `missing` where this host does not know
   * what the context goes on from: then it is given whole.
   */
  replyOnLine(
    context: ModelContext | ContextSince,
    turn: { turnId: string; name: string },
  ): Promise<JudgedReply>;
  /**
   * Says code's own sentences on the line that this host holds, then listens until the caller's turn has ended. Fails with
   * `missing` where this host holds no such line.
   */
  listen(call: { callId: string; epoch: number }, ask: Listening): Promise<Listened>;
}

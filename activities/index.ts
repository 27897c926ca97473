/** The activities by name, as workflows see them. Each is a factory over its dependencies in a file of its own. */
import type { Order, ModelContext, ModelReply, ToolCall, ToolResult, WriteResult } from '../src/domain/call';
import type { Notice, Seen } from '../src/domain/follow-up';
import type { RecordRef } from '../src/domain/ticket';
import type { Caller, ProposeResult, ToolKind } from '../src/agent/tools';
import type { AuditEntry, CallRecord, CaseRecord } from '../src/store/records';

/** A model's answer with each wish judged by code: a look, a change, or nothing that exists. */
export type JudgedReply = Omit<ModelReply, 'toolCalls'> & { toolCalls: (ToolCall & { kind: ToolKind })[] };

export interface Activities {
  /** One LLM turn; streams to the line that holds the call, where this worker has one. */
  reply(context: ModelContext, turnId: string): Promise<JudgedReply>;
  /** Checks a wish for a write: schema, ownership, rules; and words the read-back. Changes nothing. */
  propose(caller: Caller, toolCall: ToolCall): Promise<ProposeResult>;
  /** Looks something up for this caller. A system that is away becomes a sentence, not a failure. */
  readSystem(caller: Caller, toolCall: ToolCall): Promise<ToolResult>;
  /** Makes the write of an order, once per key, however often it is called. `fresh`: no try was made before. */
  write(order: Order, once: { key: string; fresh: boolean }): Promise<WriteResult>;
  /** Reads a watched record back. */
  readRecord(record: RecordRef): Promise<Seen>;
  /** Projects a call into the store. */
  recordCall(call: CallRecord): Promise<void>;
  /** Projects a case and its audit trail into the store. */
  recordCase(record: CaseRecord, entries: AuditEntry[]): Promise<void>;
  /** Sends one notice, once per id. */
  sendNotice(notice: Notice, id: string): Promise<void>;
}

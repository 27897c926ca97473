/** The activities by name, as workflows see them. Each is a factory over its dependencies in a file of its own. */
import type {
  Order,
  ModelContext,
  ModelReply,
  Proposal,
  ToolCall,
  ToolResult,
  WriteResult,
  CallStart,
} from '../src/domain/call';
import type { FollowUp, Notice, Seen } from '../src/domain/follow-up';
import type { RecordRef } from '../src/domain/ticket';
import type { AuditEntry, CallRecord, CaseRecord } from '../src/store/records';

/** What a model's wish for a write becomes: something to read back, or a sentence why not. */
export type ProposeResult = { proposal: Proposal } | { result: ToolResult };

/** A call as the activities that check ownership need it. */
export type Caller = Pick<CallStart, 'callId' | 'assistant' | 'channel' | 'language' | 'from'> & {
  now: string;
};

export interface Activities {
  /** One LLM turn; streams to the line that holds the call, where this worker has one. */
  reply(context: ModelContext, turnId: string): Promise<ModelReply>;
  /** Checks a wish for a write: schema, ownership, rules; and words the read-back. Changes nothing. */
  propose(caller: Caller, toolCall: ToolCall): Promise<ProposeResult>;
  /** Looks something up for this caller. A system that is away becomes a sentence, not a failure. */
  readSystem(caller: Caller, toolCall: ToolCall): Promise<ToolResult>;
  /** Makes the write of an order, once per code, however often it is called. */
  write(order: Order, code: string): Promise<WriteResult>;
  /** Reads a watched record back. */
  readRecord(watched: Pick<FollowUp, 'record' | 'kind'>): Promise<Seen>;
  /** Projects a call into the store. */
  recordCall(call: CallRecord): Promise<void>;
  /** Projects a case and its audit trail into the store. */
  recordCase(record: CaseRecord, entries: AuditEntry[]): Promise<void>;
  /** Sends one notice, once per id. */
  sendNotice(notice: Notice, id: string): Promise<void>;
}

export type { RecordRef };

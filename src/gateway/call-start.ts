/** How a call's workflow is started. */
import type { WorkflowStartOptions } from '@temporalio/client';
import { intakeWorkflowId } from '../../workflows/ids';
import { callAttributes } from '../../workflows/call-attributes';
import { codeKey } from '../../workflows/search-attributes';
import type { Assistant, PhoneSettings } from '../domain/assistant';
import type { CallStart } from '../domain/call';
import type { WrittenChannel } from '../domain/chat';
import type { Intake } from '../domain/intake';
import type { OpenCase } from '../domain/open-case';
import type { OutboundPlan, TransferPlan } from '../domain/telephone';
import type { OwnChannel } from './known-calls';

/** A call that is to begin. `from` is E.164; `spoken`: a host of lines listens and speaks. */
export interface CallWish {
  assistant: string;
  channel: OwnChannel | WrittenChannel;
  callId?: string | undefined;
  from?: string | undefined;
  /** The address they write from. */
  email?: string | undefined;
  spoken?: true;
  /** By `<Gather>`. */
  gathered?: true;
  /** We call `from`; `say` are the first words behind the sentence that says that it is an AI. */
  outbound?: { say?: string | undefined };
}

/** The argument of `takeCall`, made of the assistant, the request, and the open case of who comes back. */
export function toCallStart(
  assistant: Assistant,
  { channel, from, email, spoken, gathered, outbound }: CallWish,
  callId: string,
  openCase?: OpenCase,
): CallStart {
  const { id, tenant, language, greeting, budgetMs, zone, person, phone } = assistant;
  return {
    callId,
    channel,
    tenant,
    assistant: id,
    language,
    greeting: outbound?.say ?? greeting,
    budgetMs,
    zone,
    personWithinHours: person.withinHours,
    ...(from === undefined ? {} : { from }),
    ...(email === undefined ? {} : { email }),
    ...(openCase ? { openCase } : {}),
    ...(spoken ? { spoken, ...ofPhone(phone) } : {}),
    ...(gathered ? { gathered, ...ofPhone(phone) } : {}),
    ...(outbound ? { outbound: ofOutbound(phone) } : {}),
  };
}

/** What an assistant does on the telephone, fixed for this call. */
function ofPhone({
  ifDropped,
  record,
  transfer,
}: PhoneSettings): Pick<CallStart, 'ifDropped' | 'record' | 'transfer'> {
  return {
    ifDropped,
    ...(record === 'never' ? {} : { record }),
    ...(transfer ? { transfer: planOf(transfer) } : {}),
  };
}

const planOf = ({ hours, ...plan }: NonNullable<PhoneSettings['transfer']>): TransferPlan => ({
  ...plan,
  ...(hours ? { hours } : {}),
});

const ringS = 30;

const ofOutbound = ({ detectMachines, voicemail }: PhoneSettings): OutboundPlan => ({
  ...{ ringS, detectsMachines: detectMachines },
  ...(voicemail === 'none' ? {} : { voicemail }),
});

/** Start options of `takeIn`; one intake is taken in once. */
export function toIntakeOptions(intake: Intake, taskQueue: string): WorkflowStartOptions {
  const { code, start } = intake;
  return {
    workflowId: intakeWorkflowId(code),
    taskQueue,
    args: [intake],
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    staticSummary: `${code}: noted while Temporal was away, in a conversation over ${start.channel}`,
    typedSearchAttributes: [...callAttributes(start), { key: codeKey, value: code }],
  };
}

/** Start options under which a repeated start, even after the call's end, begins no second call. */
export function toStartOptions(
  start: CallStart,
  workflowId: string,
  taskQueue: string,
): WorkflowStartOptions {
  return {
    workflowId,
    taskQueue,
    args: [start],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    staticSummary: `${start.assistant}: a conversation over ${start.channel}, in ${start.language}`,
    typedSearchAttributes: callAttributes(start),
  };
}

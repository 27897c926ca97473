/** How a call's workflow is started. */
import type { WorkflowStartOptions } from '@temporalio/client';
import { intakeWorkflowId } from '../../workflows/ids';
import { callAttributes } from '../../workflows/call-attributes';
import { codeKey } from '../../workflows/search-attributes';
import type { Assistant } from '../domain/assistant';
import type { CallStart } from '../domain/call';
import type { Intake } from '../domain/intake';
import type { OwnChannel } from './known-calls';

/** A call that is to begin. `from` is E.164; `spoken`: a host of lines listens and speaks. */
export interface CallWish {
  assistant: string;
  channel: OwnChannel;
  callId?: string | undefined;
  from?: string | undefined;
  spoken?: true;
}

/** The argument of `takeCall`, made of the assistant and the request. */
export function toCallStart(
  assistant: Assistant,
  { channel, from, spoken }: CallWish,
  callId: string,
): CallStart {
  const { id, tenant, language, greeting, budgetMs, zone, person, phone } = assistant;
  return {
    callId,
    channel,
    tenant,
    assistant: id,
    language,
    greeting,
    budgetMs,
    zone,
    personWithinHours: person.withinHours,
    ...(from === undefined ? {} : { from }),
    ...(spoken ? { spoken, ifDropped: phone.ifDropped } : {}),
  };
}

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

/** How a call's workflow is started. */
import type { WorkflowStartOptions } from '@temporalio/client';
import type { z } from 'zod';
import { intakeWorkflowId } from '../../workflows/ids';
import { callAttributes } from '../../workflows/call-attributes';
import { codeKey } from '../../workflows/search-attributes';
import type { Assistant } from '../domain/assistant';
import type { CallStart } from '../domain/call';
import type { Intake } from '../domain/intake';
import type { beginCall } from './shapes';

/** The argument of `takeCall`, made of the assistant and the request. */
export function toCallStart(
  assistant: Assistant,
  { channel, from }: z.output<typeof beginCall>,
  callId: string,
): CallStart {
  const { id, tenant, language, greeting, budgetMs, zone, person } = assistant;
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

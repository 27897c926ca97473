import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { CallStart } from '../src/domain/call';
import type { takeCall } from './call';
import { callAttributes } from './call-attributes';
import { callWorkflowId } from './ids';

/** Begins a call that outlives whoever begins it. One that was begun before goes on: only the answer to that was lost. */
export async function beginCall(start: CallStart): Promise<void> {
  try {
    await startChild<typeof takeCall>('takeCall', {
      workflowId: callWorkflowId(start.channel, start.callId),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [start],
      staticSummary: `${start.assistant}: a conversation over ${start.channel}, in ${start.language}`,
      typedSearchAttributes: callAttributes(start),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

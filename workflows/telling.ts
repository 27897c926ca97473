/** Starting `reachOut` for a case, and waiting for it within reason. */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  type ChildWorkflowHandle,
  condition,
  getExternalWorkflowHandle,
  isCancellation,
  ParentClosePolicy,
  startChild,
} from '@temporalio/workflow';
import type { Notice } from '../src/domain/follow-up';
import { outreachWorkflowId } from './ids';
import type { Told } from '../src/domain/outreach';
import type { reachOut } from './outreach';
import { attributesOf } from './case-attributes';

/** How long a case waits for its notice before it goes on; by night, or until a receipt comes, it takes hours. */
const patience = '3 seconds';

/** Sends a notice by a workflow that outlives this one. `on its way` where it takes longer than the patience, or goes already. */
export async function tell(notice: Notice): Promise<Told | 'on its way'> {
  const child = await startOutreach(notice);
  if (!child) return 'on its way';
  let told: Told | undefined;
  void child.result().then(
    (result) => void (told = result),
    () => void (told = 'unreachable'),
  );
  await condition(() => told !== undefined, patience, { summary: 'wait for the notice to be sent' });
  return told ?? 'on its way';
}

/** Takes a notice back that waits for the morning, a channel or a receipt. False where its telling is over. */
export async function recall(code: string, number: number): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(outreachWorkflowId(code, number)).cancel();
    return true;
  } catch (error) {
    if (isCancellation(error)) throw error;
    return false;
  }
}

/** Undefined where this very notice goes already, as after a reset of the workflow that sends it. */
async function startOutreach(notice: Notice): Promise<ChildWorkflowHandle<typeof reachOut> | undefined> {
  try {
    return await startChild<typeof reachOut>('reachOut', {
      workflowId: outreachWorkflowId(notice.code, notice.number),
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [notice],
      staticSummary: `tell the caller of ${notice.code}: ${notice.news.what}`,
      typedSearchAttributes: attributesOf({ ...notice, state: 'telling', waitingFor: 'nobody' }),
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
    throw error;
  }
}

/** Starting `reachOut` for a case, and waiting for it within reason. */
import { condition, ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { Notice } from '../src/domain/follow-up';
import { outreachWorkflowId } from './ids';
import type { reachOut, Told } from './outreach';
import { attributesOf } from './case-attributes';

/** How long a case waits for its notice before it goes on; the notice itself is owed for ever. */
const patience = '10 minutes';

/** Sends a notice by a workflow that outlives this one. `on its way` where it takes longer than the patience. */
export async function tell(notice: Notice): Promise<Told | 'on its way'> {
  const child = await startChild<typeof reachOut>('reachOut', {
    workflowId: outreachWorkflowId(notice.code, notice.number),
    parentClosePolicy: ParentClosePolicy.ABANDON,
    args: [notice],
    staticSummary: `tell the caller of ${notice.code}: ${notice.news.what}`,
    typedSearchAttributes: attributesOf({ ...notice, state: 'telling', waitingFor: 'nobody' }),
  });
  let told: Told | undefined;
  void child.result().then(
    (result) => void (told = result),
    () => void (told = 'unreachable'),
  );
  await condition(() => told !== undefined, patience, { summary: 'wait for the notice to be sent' });
  return told ?? 'on its way';
}

import { proxyActivities, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { Notice } from '../src/domain/follow-up';
import { forNotices } from './options';

const { sendNotice } = proxyActivities<Activities>(forNotices);

/** How telling somebody ended. */
export type Told = 'told' | 'unreachable';

/**
 * Tells one person one thing, once: the workflow's id travels with the message, so that a repeated send is known.
 * Without a number or an address nobody can be told; that is an answer, not a failure.
 */
export async function reachOut(notice: Notice): Promise<Told> {
  if (!notice.contact.phone && !notice.contact.email) {
    setCurrentDetails(`### ${notice.code}: nobody to tell\nThe caller left neither number nor address.`);
    return 'unreachable';
  }
  setCurrentDetails(
    `### ${notice.code}: telling the caller\n- **Of**: ${notice.news.what}\n- **Next**: sent, retried until it is`,
  );
  await sendNotice.executeWithOptions({ summary: `tell the caller: ${notice.news.what}` }, [
    notice,
    workflowInfo().workflowId,
  ]);
  setCurrentDetails(`### ${notice.code}: told\n- **Of**: ${notice.news.what}`);
  return 'told';
}

/** What somebody says to a notice that a call of ours told. */
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { CallStart } from '../src/domain/call';
import type { Answered, HearAgain, ToTalkAbout } from '../src/domain/chat';
import type { Heard } from '../src/domain/turn';
import { forProjections } from './options';

const { sortAnswer } = proxyActivities<Activities>(forProjections);

/** What the first words after a notice, or after it was said again, lead to; undefined where they are to be talked about as they are. */
export async function answerToNotice(
  start: CallStart,
  { text, turnId: id }: Heard,
): Promise<Answered | ToTalkAbout | HearAgain | undefined> {
  const { from, assistant, callId, notice } = start;
  if (!notice || from === undefined) return undefined;
  const asked = {
    ...{ assistant, from, callId, id: `${callId}-${id}`, text, at: new Date().toISOString() },
    ...(notice.code === undefined ? {} : { code: notice.code }),
  };
  const options = { summary: 'what an answer to a notice leads to' };
  return (await sortAnswer.executeWithOptions(options, [asked])) ?? undefined;
}

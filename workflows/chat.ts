/** One person who writes: their messages in order, each an answer to what we asked, a wish about our messages, or talk. */
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities, HearingActivities } from '../activities';
import type { Proposal } from '../src/domain/call';
import { type Chat, type Sorted, taking, type Writer, type Written } from '../src/domain/chat';
import type { News } from '../src/domain/follow-up';
import { openCaseWords } from '../src/language/first-lines';
import { spokenPhrasesOf } from '../src/language/spoken-phrases-of';
import { beginCall } from './begin-call';
import { startDelivery } from './carrying-out';
import { confirm } from './confirming';
import { callWorkflowId } from './ids';
import { written } from './messages';
import { forHearing, forProjections } from './options';
import { tell } from './telling';

const { sortMessage, keepWish, keepAnswered } = proxyActivities<Activities>(forProjections);

/** Who has not written for so long begins anew. Letters are answered when people come to it. */
const idleOf = ({ channel }: Chat): '1 day' | '7 days' => (channel === 'email' ? '7 days' : '1 day');

/** Takes messages as they come; a message that comes twice is taken once. */
export async function attendWriter(begun: Chat): Promise<void> {
  let chat = begun;
  const inbox: Written[] = [];
  setHandler(written, (message) => void inbox.push(message));
  const show = (): void =>
    setCurrentDetails(
      `### Writes by ${chat.channel}\n- **Conversation**: ${chat.callId ? `\`${callWorkflowId(chat.channel, chat.callId)}\`` : 'none just now'}\n- **Answers sent**: ${chat.replies}`,
    );

  show();
  const hasCome = (): boolean => inbox.length > 0;
  // Who writes in the very moment of the end is still heard.
  while ((await condition(hasCome, idleOf(chat), { summary: 'wait for the next message' })) || hasCome()) {
    for (const message of inbox.splice(0)) {
      const taken = taking(chat, message.id);
      if (taken) chat = await take(taken, message);
      show();
    }
    if (workflowInfo().continueAsNewSuggested && inbox.length === 0 && allHandlersFinished())
      await continueAsNew<typeof attendWriter>(chat);
  }
}

const answered = { summary: 'what was asked is answered' };

async function take(before: Chat, message: Written): Promise<Chat> {
  const chat = message.thread ? { ...before, thread: message.thread } : before;
  const sorted = await sortMessage.executeWithOptions({ summary: 'what a message is' }, [chat, message]);
  const { writer } = sorted;
  const { title } = writer;
  switch (sorted.is) {
    case 'stop':
    case 'stop everywhere': {
      const isAll = sorted.is === 'stop everywhere';
      // That it is kept is the last thing they are told.
      const told = { what: 'optedOut' as const, title, ...(isAll ? { everywhere: true } : {}) };
      const after = await reply(chat, writer, told);
      await keepWish.executeWithOptions({ summary: 'nothing more' }, [
        chat,
        message,
        isAll ? 'outAll' : 'out',
      ]);
      return after;
    }
    case 'start':
      await keepWish.executeWithOptions({ summary: 'messages again' }, [chat, message, 'in']);
      return await reply(chat, writer, { what: 'optedIn', title });
    case 'help':
      return await reply(chat, writer, { what: 'help', title });
    case 'noted': {
      const isConfirmed = sorted.what === 'confirmed';
      const after = isConfirmed ? await reply(chat, writer, { what: 'confirmed', title }) : chat;
      if (isConfirmed && sorted.record) await confirm(sorted.record, { by: chat.channel, at: message.at });
      await keepAnswered.executeWithOptions(answered, [sorted.question]);
      return after;
    }
    case 'order':
      // Its delivery tells what came of it, once it is known.
      await startDelivery([], inThread(sorted.proposal, chat));
      await keepAnswered.executeWithOptions(answered, [sorted.question]);
      return chat;
    case 'talk': {
      const after = await converse(chat, sorted, message);
      if (sorted.question) await keepAnswered.executeWithOptions(answered, [sorted.question]);
      return after;
    }
  }
}

const inThread = (proposal: Proposal, { thread }: Chat): Proposal =>
  thread ? { ...proposal, order: { ...proposal.order, thread } } : proposal;

async function converse(chat: Chat, sorted: Sorted & { is: 'talk' }, message: Written): Promise<Chat> {
  const { start, text, writer } = sorted;
  const turn = { turnId: message.id, text };
  const going = chat.callId === undefined ? undefined : await heardBy(chat, chat.callId, turn);
  if (going) return await reply(chat, writer, { what: 'said', title: '', text: going });

  const callId = `${chat.key.slice(0, 16)}-${chat.calls + 1}-${Date.now()}`;
  const begun = { ...chat, callId, calls: chat.calls + 1 };
  await beginCall({ ...start, callId });
  const said = await heardBy(begun, callId, turn);
  // Who is written to by a machine is told so before anything else.
  const words = [spokenPhrasesOf(writer.language).isMachine(), openCaseWords(start) ?? '', said ?? '']
    .filter((part) => part !== '')
    .join(' ');
  return await reply(begun, writer, { what: 'said', title: '', text: words });
}

/** What the conversation answers; undefined where it is over. */
async function heardBy(
  { channel }: Chat,
  callId: string,
  turn: { turnId: string; text: string },
): Promise<string | undefined> {
  const summary = 'a message to its conversation';
  const { hearNoted } = proxyActivities<HearingActivities>(forHearing());
  const heard = await hearNoted.executeWithOptions({ summary }, [{ channel, callId }, turn]);
  return 'answer' in heard ? heard.answer.say.join(' ') : undefined;
}

/** Answers by the channel they wrote by, at once. */
async function reply(chat: Chat, { tenant, language, zone }: Writer, news: News): Promise<Chat> {
  const { channel, from, key, since, thread } = chat;
  const number = chat.replies + 1;
  await tell({
    ...{ code: `${channel}-${key.slice(0, 16)}-${since}`, number, tenant, channel, language, zone },
    ...{ contact: channel === 'email' ? { email: from } : { phone: from }, news, by: channel },
    ...(thread ? { thread } : {}),
  });
  return { ...chat, replies: number };
}

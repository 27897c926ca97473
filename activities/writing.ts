/** What a person's message is, in the light of what we asked them, and what they want of our messages. */
import { addressKey } from '../src/address-key';
import type { Caller, Tools } from '../src/agent/tools';
import type { Assistant, Errand } from '../src/domain/assistant';
import type { CallStart, Json, Proposal } from '../src/domain/call';
import type {
  Answered,
  Chat,
  HearAgain,
  SaidToNotice,
  Sorted,
  ToTalkAbout,
  Writer,
  Written,
} from '../src/domain/chat';
import type { Answer } from '../src/language/answers';
import { answersOf } from '../src/language/answers-of';
import { hearingOf } from '../src/language/hearing-of';
import type { OptWish } from '../src/language/opt-word';
import { optWishIn } from '../src/language/opt-words-of';
import type { ReachBook } from '../src/store/reach-book';
import type { ReachQuestion } from '../src/store/reach-records';
import type { CaseRecord } from '../src/store/records';
import type { Store } from '../src/store/store';

/** The activities of written conversations. */
export interface WritingActivities {
  /** What a message is. Notes that they wrote; changes nothing else, so that a try that was lost may be made again. */
  sortMessage(chat: Chat, message: Written): Promise<Sorted>;
  /** What words said to a notice by telephone lead to; null where they are to be talked about as they are. Changes nothing. */
  sortAnswer(said: SaidToNotice): Promise<Answered | ToTalkAbout | HearAgain | null>;
  /** What we asked was answered, and the answer is written down: it is awaited no more. */
  keepAnswered(question: ReachQuestion): Promise<void>;
  /** Keeps for ever that they want nothing more by this channel (`out`), by none (`outAll`), or messages again (`in`). */
  keepWish(chat: Chat, message: Written, wish: 'out' | 'outAll' | 'in'): Promise<void>;
}

/** What they stand on. */
export interface WritingParts {
  assistants: { get(id: string): Assistant };
  tools: Pick<Tools, 'propose'>;
  /** The code of a wish. */
  claim(hash: string, at: string): Promise<Pick<Proposal, 'code' | 'same'>>;
  store: Pick<Store, 'findCase'> & { reach: ReachBook };
  /** How a written conversation with an assistant begins. */
  startOf(assistant: Assistant, chat: Chat): Promise<CallStart>;
  secret: string;
}

/** Makes them. */
export function createWriting(parts: WritingParts): WritingActivities {
  const { assistants, store, secret } = parts;
  return {
    async sortMessage(chat, message) {
      const { channel, from, about } = chat;
      const assistant = assistants.get(chat.assistant);
      const { tenant, language, zone, name } = assistant;
      const writer: Writer = { tenant, language, zone, title: name };
      const key = addressKey(secret, from);
      await store.reach.heard(key, channel, message.at);
      const wish = optWishOf(message, language);
      if (wish) return { writer, is: optKinds[wish] };
      // A letter answers its own thread, whatever was asked since in another.
      const question = await store.reach.awaiting(key, channel, about);
      const said = { channel, from, callId: `${channel}/${message.id}` };
      const answered = question && (await answerOf(parts, said, message, question, assistant));
      if (answered && answered.is !== 'talk') return { writer, ...answered };
      const talk = answered ?? { is: 'talk' as const, text: message.text };
      return { writer, ...talk, start: await parts.startOf(assistant, chat) };
    },

    async sortAnswer({ assistant: id, from, callId, code, ...message }) {
      const question = await store.reach.awaiting(addressKey(secret, from), 'voice', code);
      if (!question) return null;
      const assistant = assistants.get(id);
      if (hearingOf(assistant.language).command(message.text) === 'repeat') return { is: 'again' };
      const said = { channel: 'phone', from, callId };
      return (await answerOf(parts, said, message, question, assistant)) ?? null;
    },

    keepAnswered: async (question) => await store.reach.answered(question),

    async keepWish({ channel, from }, { id: messageId, text, at }, wish) {
      await store.reach.wish({
        ...{ addressKey: addressKey(secret, from), messageId, at, word: text.slice(0, 300) },
        channel: wish === 'outAll' ? 'all' : channel,
        wish: wish === 'in' ? 'in' : 'out',
      });
    },
  };
}

const optKinds = { out: 'stop', outAll: 'stop everywhere', in: 'start', help: 'help' } as const;
const byCarrier = { STOP: 'out', START: 'in', HELP: 'help' } as const;

const optWishOf = ({ text, optOut }: Written, language: Writer['language']): OptWish | undefined =>
  optOut ? byCarrier[optOut] : optWishIn(language, text, { mayMeanAppointment: true });

/** What an answer to a notice leads to; undefined where it is to be talked about as it is. */
async function answerOf(
  parts: WritingParts,
  chat: { channel: string; from: string; callId: string },
  { text, at, id }: Pick<Written, 'text' | 'at' | 'id'>,
  question: ReachQuestion,
  assistant: Assistant,
): Promise<Answered | ToTalkAbout | undefined> {
  const { language, zone } = assistant;
  const answer = answersOf(language)(text, { asked: question.kind, now: at, zone });
  if (answer.means === 'thanks') return { is: 'noted', what: 'thanks', question };
  const found = await parts.store.findCase(question.code);
  if (answer.means === 'confirm') {
    const record = found?.recordId && { connection: found.connection, id: found.recordId };
    return { is: 'noted', what: 'confirmed', question, ...(record ? { record } : {}) };
  }
  if (question.kind === 'confirm-appointment' && answer.means !== 'cancel' && answer.means !== 'unclear')
    return {
      is: 'talk',
      text: answer.means === 'move' ? movingIn(assistant, found, answer.words) : text,
      question,
    };
  const errand = found && assistant.errands.find(({ verb }) => verb === verbs[answer.means]);
  if (!found?.recordId || !errand) return undefined;
  const caller: Caller = {
    ...{ callId: chat.callId, assistant: assistant.id, channel: chat.channel, language, now: at },
    ...whoIs(chat),
  };
  const args = argumentsOf(errand, found.recordId, answer);
  const proposed = await parts.tools.propose(caller, { id, name: errand.name, args });
  if (!('proposal' in proposed)) return undefined;
  const { proposal } = proposed;
  // Which appointment is the caller's next is the agenda's word: another than the one we asked about is talked about.
  if (!('id' in proposal.order.args) || proposal.order.args.id !== found.recordId) return undefined;
  return { is: 'order', proposal: { ...proposal, ...(await parts.claim(proposal.hash, at)) }, question };
}

/** By what the writer is known: a number, or an address. */
export const whoIs = ({
  channel,
  from,
}: {
  channel: string;
  from: string;
}): Pick<CallStart, 'from' | 'email'> => (channel === 'email' ? { email: from } : { from });

/** "2" means nothing by itself: the assistant is told what it stands for, as this one's errand is called, and when. */
function movingIn({ errands }: Assistant, found: CaseRecord | undefined, words: string): string {
  const service = errands.find(({ title }) => title === found?.title)?.service;
  const moves = errands.filter(({ verb }) => verb === 'moveAppointment');
  const errand = moves.find((one) => one.service === service) ?? moves[0];
  return [...(errand ? [errand.title] : []), ...(words === '' ? [] : [words])].join(', ') || '2';
}

const verbs: Partial<Record<Answer['means'], Errand['verb']>> = {
  reopen: 'reopenTicket',
  cancel: 'cancelAppointment',
};

/** What the errand asks for, from what is known: the record's number, and the person's own words. */
function argumentsOf({ fields }: Errand, recordId: string, answer: Answer): Record<string, Json> {
  const words = 'words' in answer ? answer.words : '';
  return Object.fromEntries(
    fields.flatMap(({ name, kind }): [string, Json][] => {
      if (kind === 'ticketNumber') return [[name, recordId]];
      return kind === 'text' && words !== '' ? [[name, words]] : [];
    }),
  );
}

/**
 * What a letter comes to: words of a person on their way to their chat, a receipt of one of ours, or nothing. What counts is
 * written to the inbox under a key of the letter, so that one that is read twice has one effect.
 */
import { addressKey } from '../../address-key';
import { callerKey } from '../../caller-key';
import { type Incoming, readLetter } from '../../channels/email/incoming';
import { looksLikeOurs } from '../../channels/email/letter-ids';
import type { RawLetter } from '../../channels/email/mailbox';
import type { Thread } from '../../domain/thread';
import type { SendRecord } from '../../store/reach-records';
import type { Arrival } from '../../store/records';
import type { Store } from '../../store/store';
import type { Found } from '../refusals';
import { type Answered, answeredCase } from './answered-case';
import { asideInWords } from './aside';

/** What taking letters stands on. */
export interface LetterParts {
  store: Pick<Store, 'findCase' | 'takeWebhook'> & {
    reach: Pick<Store['reach'], 'findSendByProviderId' | 'sendsOf'>;
  };
  /** Key of the HMACs that stand for addresses, and of the ids of our letters. */
  secret: string;
}

/** What became of it. What is set aside stays in the mailbox as it is, for a person. */
export type Taken =
  | { is: 'new' | 'known' }
  /** It says nothing that anything follows from. */
  | { is: 'nothing'; why: string; isOfOurs: boolean }
  | { is: 'aside'; found: Found };

/** The connection that letters are listed under. */
export const connection = 'email';

/** Takes one. Throws where the store is away; then it is to be read again. */
export async function takeLetter(parts: LetterParts, raw: RawLetter): Promise<Taken> {
  const isWhole = raw.bytes.byteLength >= raw.sizeBytes;
  const aside = (why: Parameters<typeof asideInWords>[0]): Taken => ({
    is: 'aside',
    found: { sizeBytes: raw.sizeBytes, reason: () => asideInWords(why) },
  });
  const letter = await readLetter(raw.bytes).catch(() => undefined);
  if (!letter) return aside(isWhole ? 'unreadable' : 'too-large');
  const came = { connection, at: raw.at.toISOString(), receivedAt: new Date().toISOString() };
  if (letter.bounce) return (await takeBounce(parts, letter, letter.bounce, came)) ?? aside('not-ours');
  const { from, automatic } = letter;
  const isOfOurs = letter.answers.some(looksLikeOurs);
  if (automatic !== undefined)
    return { is: 'nothing', why: `a machine wrote it, as ${automatic} shows`, isOfOurs };
  if (from === undefined) return aside('unreadable');
  const answered = await answeredCase(parts, letter, from);
  if ('aside' in answered) return aside(answered.aside);
  if (letter.words === '' && !answered.isOptOut && !isWhole) return aside('too-large');
  return await takeWords(parts, { ...letter, from }, answered, came);
}

type Came = Pick<Arrival, 'connection' | 'at' | 'receivedAt'>;

/** Undefined where it names no letter of ours, whatever addresses it names. */
async function takeBounce(
  { store }: LetterParts,
  { key }: Incoming,
  { outcome, letters, reason }: NonNullable<Incoming['bounce']>,
  came: Came,
): Promise<Taken | undefined> {
  for (const id of letters) {
    const send = await store.reach.findSendByProviderId(id);
    if (!send || send.channel !== 'email') continue;
    if (outcome === 'other')
      return { is: 'nothing', why: 'a letter of ours is late, or went on', isOfOurs: true };
    const payload = { state: 'failed', reason };
    return isOf(await store.takeWebhook({ ...came, ...receiptOf(send, key), payload }));
  }
  return undefined;
}

const receiptOf = ({ id }: SendRecord, key: string) => ({
  ...{ kind: 'receipt' as const, eventId: `${key}/receipt`, recordId: id },
});

const isOf = (taken: 'new' | 'doubled'): Taken => ({ is: taken === 'new' ? 'new' : 'known' });

async function takeWords(
  { store, secret }: LetterParts,
  letter: Incoming & { from: string },
  { record, send, isOptOut }: Exclude<Answered, { aside: unknown }>,
  came: Came,
): Promise<Taken> {
  const { key, from, words, media, subject } = letter;
  const thread = threadOf(letter, record.code);
  // Who answers a letter has read it: the ladder need not go on.
  if (send) await store.takeWebhook({ ...came, ...receiptOf(send, key), payload: { state: 'read' } });
  const payload = {
    ...{ channel: 'email', from, media, assistant: record.assistant, about: record.code },
    ...(isOptOut ? { text: subject, optOut: 'STOP' } : { text: words }),
    ...(thread ? { thread: { ...thread } } : {}),
  };
  return isOf(
    await store.takeWebhook({
      ...{ ...came, kind: 'message', eventId: key, payload },
      // People answer each thread by itself, and so they are heard: one key for each address and case.
      recordId: callerKey(secret, `${addressKey(secret, from)} about ${record.code}`),
    }),
  );
}

/** Most of what a letter names is kept, for programs sort by it; the root of the thread is named anew by our answer. */
const mostReferences = 10;

function threadOf({ letterId, answers }: Incoming, code: string): Thread | undefined {
  const inReplyTo = letterId ?? answers[0];
  if (inReplyTo === undefined) return undefined;
  return { code, inReplyTo, references: answers.slice(0, mostReferences).toReversed() };
}

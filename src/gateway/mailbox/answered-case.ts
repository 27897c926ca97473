/** Which case a letter is about, and whether it comes from whom we wrote to. */
import { addressKey } from '../../address-key';
import type { Incoming } from '../../channels/email/incoming';
import { codeOfThread, looksLikeOurs } from '../../channels/email/letter-ids';
import { parseCode } from '../../domain/code';
import { optWishIn } from '../../language/opt-words-of';
import type { SendRecord } from '../../store/reach-records';
import type { CaseRecord, RefusalRecord } from '../../store/records';
import type { Store } from '../../store/store';

/** What the look-up stands on. */
export interface Looking {
  store: Pick<Store, 'findCase'> & { reach: Pick<Store['reach'], 'findSendByProviderId' | 'sendsOf'> };
  secret: string;
}

/** The case, and the letter of ours that is answered, where it names one. */
export type Answered =
  | { record: CaseRecord; send?: SendRecord; isOptOut?: true }
  | { aside: Extract<RefusalRecord['why'], 'not-ours' | 'other-sender'> };

/**
 * Finds it by ids that only readers of our letters know; and what asks for no more of them, by the code in its subject, for so
 * it leaves a mail program's own button. Who else knows a code can do no more than that.
 */
export async function answeredCase(looking: Looking, letter: Incoming, from: string): Promise<Answered> {
  const { store, secret } = looking;
  const named = await namedBy(looking, letter.answers);
  const asked = named ?? (await askedForNoMore(looking, letter));
  if (!asked) return { aside: 'not-ours' };
  const record = await store.findCase(asked.code);
  if (!record) return { aside: 'not-ours' };
  const key = addressKey(secret, from);
  const isTheirs = ({ channel, addressKey: to }: SendRecord): boolean => channel === 'email' && to === key;
  const sends = asked.sends.some(isTheirs) ? asked.sends : await store.reach.sendsOf(record.code);
  const [send] = asked.sends.filter(isTheirs);
  if (!sends.some(isTheirs)) return { aside: 'other-sender' };
  return { record, ...(send ? { send } : {}), ...(named ? {} : { isOptOut: true as const }) };
}

/** Our letters among those named, the newest first, and the code of their thread. */
async function namedBy(
  { store, secret }: Looking,
  ids: readonly string[],
): Promise<{ code: string; sends: SendRecord[] } | undefined> {
  const sends: SendRecord[] = [];
  for (const id of ids.filter(looksLikeOurs)) {
    const send = await store.reach.findSendByProviderId(id);
    if (send) sends.push(send);
  }
  // Our answers in a thread are written down under a name of their own; the root tells whose thread it is.
  const [root] = ids.flatMap((id) => codeOfThread(secret, id) ?? []);
  const code = root ?? sends[0]?.code;
  return code === undefined ? undefined : { code, sends };
}

async function askedForNoMore(
  { store }: Looking,
  { subject }: Incoming,
): Promise<{ code: string; sends: SendRecord[] } | undefined> {
  const written = subject.trim().split(/\s+/);
  const code = parseCode(written.at(-1) ?? '');
  const record = code === undefined ? undefined : await store.findCase(code);
  if (!record) return undefined;
  const wish = optWishIn(record.language, written.slice(0, -1).join(' '), { mayMeanAppointment: true });
  return wish === 'out' ? { code: record.code, sends: [] } : undefined;
}

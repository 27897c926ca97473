/** What is known of reaching people, in this process's memory; the store's own tests use real databases. */
import { began, later } from '../../src/domain/send-state';
import type { ReachBook } from '../../src/store/reach-book';
import type { ReachQuestion, ReachWish, SendRecord } from '../../src/store/reach-records';
import { channelsOut } from '../../src/store/reach-wishes';

/** Makes an empty one. */
export function createMemoryReach(): ReachBook {
  const sends = new Map<string, SendRecord>();
  const counts = new Map<string, number>();
  const wishes = new Map<string, ReachWish>();
  const heard = new Map<string, string>();
  const questions = new Map<string, ReachQuestion>();
  const wishesOf = (addressKey: string) =>
    [...wishes.values()]
      .filter((wish) => wish.addressKey === addressKey)
      .toSorted((one, other) => one.at.localeCompare(other.at));
  return {
    async admit({ at, ...send }, caps, day) {
      const known = sends.get(send.id);
      if (known) return { outcome: 'known', send: known };
      if (channelsOut(wishesOf(send.addressKey)).includes(send.channel))
        return { outcome: 'refused', why: 'opted-out' };
      const counted = [
        [`${day} person ${send.personKey}`, caps.personPerDay, 'person-cap'],
        [`${day} tenant ${send.tenant}`, caps.tenantPerDay, 'tenant-cap'],
        [`${day} all`, caps.perDay, 'day-cap'],
      ] as const;
      const full = counted.find(([count, most]) => (counts.get(count) ?? 0) >= most);
      if (full) return { outcome: 'refused', why: full[2] };
      for (const [count] of counted) counts.set(count, (counts.get(count) ?? 0) + 1);
      const written = { ...send, ...began(at), flagged: false, createdAt: at, updatedAt: at };
      sends.set(send.id, written);
      return { outcome: 'admitted', send: written };
    },
    async note(id, { receipt, flagged, ...change }) {
      const known = sends.get(id);
      if (!known) return undefined;
      const { error: _error, ...rest } = known;
      const noted = {
        ...rest,
        ...(receipt ? later(known, receipt) : known),
        ...change,
        ...(known.providerId ? { providerId: known.providerId } : {}),
        flagged: known.flagged || flagged === true,
      };
      sends.set(id, noted);
      return noted;
    },
    findSend: async (id) => sends.get(id),
    findSendByProviderId: async (providerId) =>
      [...sends.values()].findLast((send) => send.providerId === providerId),
    sendsOf: async (code) => [...sends.values()].filter((send) => send.code === code),
    async wish(wish) {
      const id = `${wish.addressKey} ${wish.channel} ${wish.messageId}`;
      if (!wishes.has(id)) wishes.set(id, wish);
    },
    optedOut: async (addressKey) => channelsOut(wishesOf(addressKey)),
    wishesOf: async (addressKey) => wishesOf(addressKey),
    async heard(addressKey, channel, at) {
      const before = heard.get(`${addressKey} ${channel}`);
      if (before === undefined || before < at) heard.set(`${addressKey} ${channel}`, at);
    },
    lastHeard: async (addressKey, channel) => heard.get(`${addressKey} ${channel}`),
    async asked(question) {
      const id = `${question.addressKey} ${question.channel} ${question.code}`;
      if ((questions.get(id)?.askedAt ?? '') < question.askedAt) questions.set(id, question);
    },
    awaiting: async (addressKey, channel, code) =>
      [...questions.values()]
        .filter((one) => one.addressKey === addressKey && one.channel === channel)
        .filter((one) => code === undefined || one.code === code)
        .toSorted((one, other) => other.askedAt.localeCompare(one.askedAt))[0],
    async answered({ addressKey, channel, code, askedAt }) {
      const id = `${addressKey} ${channel} ${code}`;
      if ((questions.get(id)?.askedAt ?? askedAt) <= askedAt) questions.delete(id);
    },
  };
}

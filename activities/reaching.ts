/** How a person is told something: by what channels they may be, and one try to send by one of them. Words are made by code. */
import type { Activities } from '.';
import { addressKey as keyOf } from '../src/address-key';
import type { Channel, Message, RefusedSend, Sent } from '../src/channels/channel';
import type { Notice } from '../src/domain/follow-up';
import { maskAddress } from '../src/domain/mask';
import type { Sending } from '../src/domain/outreach';
import type { Caps, ReachChannel, Rung } from '../src/domain/reach';
import { questionOf, rungsOf, sessionIsOpen } from '../src/domain/reach-rules';
import { isoDay, wallTime } from '../src/language/civil-time';
import { phrasesOf } from '../src/language/phrases-of';
import { capsOf, ladderOf, priceOf, type ReachSettings, templateOf } from '../src/reach-settings';
import type { ReachBook } from '../src/store/reach-book';
import type { SendRecord } from '../src/store/reach-records';

/** What reaching people stands on. */
export interface ReachingParts {
  /** The channels that are configured. */
  channels: ReadonlyMap<ReachChannel, Channel>;
  book: ReachBook;
  settings: ReachSettings;
  /** Whether a number may be written to or called at all, by the allow-list. */
  mayReach: (number: string, channel: 'sms' | 'whatsapp' | 'voice') => boolean;
  /** Country of a number, for its price. */
  countryOf: (number: string) => string | undefined;
  /** Key of the HMACs that stand for addresses. */
  secret: string;
  now: () => Date;
}

/** The activities. */
export function createReaching(
  parts: ReachingParts,
): Pick<Activities, 'planReach' | 'sendByChannel' | 'noteReceipt'> {
  return {
    async planReach(notice) {
      const { settings, channels } = parts;
      const { rungs, missing } = rungsOf(await personOf(parts, notice));
      const waitMs = Object.fromEntries(
        Object.entries(settings.waitForReceipt).map(([channel, minutes]) => [channel, minutes * 60_000]),
      ) as Record<ReachChannel, number>;
      const known = missing.filter(({ channel }) => channels.has(channel));
      return { rungs, missing: known, quietHours: settings.quietHours, waitMs };
    },
    sendByChannel: async (notice, rung, of) => await send(parts, notice, rung, of),
    noteReceipt: async (id, receipt, flagged) =>
      void (await parts.book.note(id, { receipt, ...(flagged ? { flagged } : {}) })),
  };
}

async function personOf(parts: ReachingParts, { contact, tenant, language, news, by }: Notice) {
  const { book, settings, secret } = parts;
  const configured = [...parts.channels.keys()];
  const { phone, email } = contact;
  const [byPhone, byMail] = await Promise.all(
    [phone, email].map(async (to) => (to === undefined ? [] : await book.optedOut(keyOf(secret, to)))),
  );
  const heardAt = phone === undefined ? undefined : await book.lastHeard(keyOf(secret, phone), 'whatsapp');
  const telephones = ['whatsapp', 'sms', 'voice'] as const;
  return {
    contact,
    ladder: by === undefined ? ladderOf(settings, tenant, configured) : [by],
    configured,
    // Who wants nothing more at all, by whichever of the two they wrote it, is left alone on both.
    optedOut: [...new Set([...(byPhone ?? []), ...(byMail ?? [])])],
    notAllowed: telephones.filter((channel) => phone !== undefined && !parts.mayReach(phone, channel)),
    whatsapp: {
      sessionOpen: sessionIsOpen(heardAt, parts.now().toISOString()),
      template: templateOf(settings, language, news.what) !== undefined,
    },
  };
}

/** `doubt`: a try before may have sent it, and its answer was lost. */
async function send(
  parts: ReachingParts,
  notice: Notice,
  rung: Rung,
  { outreach, doubt }: { outreach: string; doubt: boolean },
): Promise<Sending> {
  const { book, channels } = parts;
  const channel = channels.get(rung.channel);
  if (!channel) return { refused: 'this channel is configured no more' };
  const id = `${outreach}/${rung.channel}`;
  const admission = await admit(parts, notice, rung, { id, outreach });
  if (admission.outcome === 'refused') return { refused: refusals[admission.why] };
  const { state, at } = admission.send;
  // It left before, and this worker's answer was lost.
  if (state !== 'leaving') return { receipt: { state, at } };

  const message = messageOf(parts, notice, rung, admission.send);
  const found = doubt ? await channel.find?.(message, admission.send.providerId) : undefined;
  const again = doubt && found === undefined;
  const providerId = channel.idOf?.(message);
  // Written down before it leaves: whoever looks must see that it may have gone twice, and a bounce finds its message.
  if (again || providerId !== undefined)
    await book.note(id, {
      ...(again ? { flagged: true as const } : {}),
      ...(providerId === undefined ? {} : { providerId }),
    });
  return await noted(parts, id, found ?? (await channel.send(message)), again);
}

async function noted(
  { book, now }: ReachingParts,
  id: string,
  came: Sent | RefusedSend,
  again: boolean,
): Promise<Sending> {
  const at = now().toISOString();
  if ('refused' in came) {
    await book.note(id, { receipt: { state: 'failed', at, error: `${came.refused}: ${came.detail}` } });
    return { refused: `${came.refused}: ${came.detail}` };
  }
  const { state, providerId, cost } = came;
  const known = await book.note(id, {
    receipt: { state, at },
    ...(providerId === undefined ? {} : { providerId }),
    ...(cost ? { costMicros: cost.micros, currency: cost.currency } : {}),
  });
  const receipt = known ? { state: known.state, at: known.at } : { state, at };
  return { receipt, ...(again ? { flagged: true as const } : {}) };
}

const refusals = {
  'opted-out': 'they want nothing by this channel',
  'person-cap': 'this person was told as much today as anybody may be (reach.caps.personPerDay)',
  'tenant-cap': 'this tenant has sent as much today as it may (reach.caps.tenantPerDay)',
  'day-cap': 'as much was sent today as may be (reach.caps.perDay)',
};

/** The inbox costs nothing and wakes nobody. As much as the database's counts can hold. */
const endless = 1_000_000_000;
const uncapped: Caps = { personPerDay: endless, tenantPerDay: endless, perDay: endless };

/** Who writes is answered more often than people are told things; but two machines must not write to one another for ever. */
const answersPerDay = 60;

const capsFor = (settings: ReachSettings, tenant: string, isReply: boolean): Caps => ({
  ...capsOf(settings, tenant),
  ...(isReply ? { personPerDay: answersPerDay } : {}),
});

async function admit(
  { book, settings, secret, now, countryOf }: ReachingParts,
  { code, tenant, contact, zone, news, by }: Notice,
  { channel, to }: Rung,
  { id, outreach }: { id: string; outreach: string },
) {
  const at = now().toISOString();
  const price = priceOf(settings, channel, countryOf(to));
  const addressKey = keyOf(secret, to);
  const isReply = by !== undefined;
  const admission = await book.admit(
    {
      ...{ id, outreach, code, tenant, channel, at, addressKey, toMasked: maskAddress(to) },
      personKey: keyOf(secret, `${isReply ? 'answers to ' : ''}${contact.phone ?? contact.email ?? to}`),
      ...(price ? { estimateMicros: price.micros, currency: price.currency } : {}),
    },
    channel === 'inbox' ? uncapped : capsFor(settings, tenant, isReply),
    isoDay(wallTime(at, zone)),
  );
  const kind = questionOf(news);
  if (admission.outcome === 'admitted' && kind)
    await book.asked({ addressKey, channel, code, kind, askedAt: at });
  return admission;
}

function messageOf(
  { settings }: ReachingParts,
  { code, language, news, zone, thread }: Notice,
  rung: Rung,
  { id, createdAt }: SendRecord,
): Message {
  const text = phrasesOf(language).notice(news, code, zone);
  const contentSid =
    rung.channel === 'whatsapp' && rung.as === 'template'
      ? templateOf(settings, language, news.what)
      : undefined;
  return {
    ...{ id, code, language, text, at: createdAt },
    to: rung.channel === 'email' ? { email: rung.to } : { phone: rung.to },
    ...(contentSid === undefined ? {} : { template: { contentSid, variables: { 1: text } } }),
    ...(thread && rung.channel === 'email' ? { thread } : {}),
  };
}

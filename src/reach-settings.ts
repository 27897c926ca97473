/** `reach` of recado.yaml: by which channels people are told something, when, how often, where to and for how much. */
import { isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import type { FileMistake } from './delivery-mistakes';
import {
  caps,
  type Caps,
  quietHours,
  type QuietHours,
  reachChannel,
  type ReachChannel,
} from './domain/reach';
import { language, type Language } from './domain/language';
import { quietMinutes } from './domain/quiet-hours';

/** Channels that cost by the country they go to. */
const paid = z.enum(['sms', 'whatsapp', 'voice']);
export type PaidChannel = z.infer<typeof paid>;

const country = z
  .string()
  .refine(
    (code): boolean => isSupportedCountry(code),
    'an ISO country in two capitals, like ES (GB, not UK)',
  );
const minutes = z
  .number()
  .int()
  .min(1)
  .max(7 * 24 * 60);
const ladder = z
  .array(reachChannel)
  .min(1, 'at least one channel')
  .refine((channels) => new Set(channels).size === channels.length, 'every channel once');
const someCaps = caps.partial();
/** Units of the currency for one message or one minute, by country. */
const prices = z.record(country, z.number().min(0).max(100));
const waits = z.strictObject({
  whatsapp: minutes.optional(),
  sms: minutes.optional(),
  email: minutes.optional(),
  voice: minutes.optional(),
  inbox: minutes.optional(),
});

/** What WhatsApp approved, by language and by what is told; `default` is for everything else. Its {{1}} is the whole text. */
const templates = z.partialRecord(
  language,
  z.record(
    z.string().min(1).max(40),
    z.string().regex(/^HX[0-9a-fA-F]{32}$/, 'a content SID: HX followed by 32 hexadecimal digits'),
  ),
);

/** The key as it is written. */
export const reachWish = z.strictObject({
  ladder: ladder.optional(),
  quietHours: quietHours.optional(),
  allow: z.array(country).max(250).optional(),
  caps: someCaps.optional(),
  waitForReceipt: waits.optional(),
  templates: templates.optional(),
  prices: z
    .strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/, 'a currency in three capitals, like EUR'),
      sms: prices.optional(),
      whatsapp: prices.optional(),
      voice: prices.optional(),
    })
    .optional(),
  perTenant: z
    .record(
      z.string().min(1).max(60),
      // Not perDay: that is of all tenants together.
      z.strictObject({ ladder: ladder.optional(), caps: someCaps.omit({ perDay: true }).optional() }),
    )
    .optional(),
});
export type ReachWish = z.infer<typeof reachWish>;

/** How people are told something, with every default filled in that does not depend on what is configured. */
export interface ReachSettings {
  /** Undefined: whatever is configured, in the order of `defaultLadder`. */
  ladder: ReachChannel[] | undefined;
  quietHours: QuietHours;
  /** ISO countries; undefined: that of the number we send from. */
  allow: string[] | undefined;
  caps: Caps;
  /** Minutes until the next rung is tried where no receipt came. */
  waitForReceipt: Record<ReachChannel, number>;
  prices: ReachWish['prices'];
  templates: NonNullable<ReachWish['templates']>;
  perTenant: NonNullable<ReachWish['perTenant']>;
}

/** Cheap and asked-for first; a call of ours last, and only where a ladder names it. */
export const defaultLadder: readonly ReachChannel[] = ['whatsapp', 'sms', 'email', 'voice', 'inbox'];

/** What to write for a key; for a key that is not there, what may stand beside it. */
export const reachFixes: Record<string, string> = {
  reach: 'Known there: ladder, quietHours, allow, caps, waitForReceipt, templates, prices, perTenant.',
  ladder: `Write channels in the order they are tried, each once: [${reachChannel.options.join(', ')}].`,
  quietHours:
    'Write it like quietHours: { from: "21:30", until: "09:00" }; at least two hours of a day must be left.',
  from: 'Write a time of day in quotes, like "21:30".',
  until: 'Write a time of day in quotes, like "09:00".',
  allow: 'Write the countries to which messages and calls may go, like [ES, PT, BR].',
  caps: 'Known there: personPerDay (0 to 1000), tenantPerDay (0 to 1000000), perDay (0 to 10000000), whole numbers.',
  waitForReceipt: `Write minutes by channel, whole numbers from 1 to 10080: { whatsapp: 10, sms: 30 }.`,
  templates:
    'Write it like templates: { es: { default: HX…, closed: HX… } }, with content SIDs of Twilio’s console.',
  prices:
    'Write it like prices: { currency: EUR, sms: { ES: 0.07 } }; known there: currency, sms, whatsapp, voice.',
  perTenant: 'Write it like perTenant: { town-hall: { ladder: [sms], caps: { personPerDay: 3 } } }.',
};

/** The settings, complete. */
export function reachSettings(wish: ReachWish = {}): ReachSettings {
  return {
    ladder: wish.ladder,
    quietHours: wish.quietHours ?? { from: '21:30', until: '09:00' },
    allow: wish.allow,
    caps: { personPerDay: 6, tenantPerDay: 500, perDay: 2000, ...given(wish.caps) },
    waitForReceipt: {
      ...{ whatsapp: 10, sms: 30, email: 24 * 60, voice: 5, inbox: 1 },
      ...given(wish.waitForReceipt),
    },
    prices: wish.prices,
    templates: wish.templates ?? {},
    perTenant: wish.perTenant ?? {},
  };
}

/** What is well formed in `reach` and cannot be meant. */
export function reachMistake({ quietHours: hours, prices: cost }: ReachWish = {}): FileMistake | undefined {
  if (hours && quietMinutes(hours) > 22 * 60)
    return {
      path: ['reach', 'quietHours'],
      text: 'Less than two hours of a day are left.',
      fix: reachFixes.quietHours ?? '',
    };
  if (cost && !paid.options.some((channel) => cost[channel]))
    return { path: ['reach', 'prices'], text: 'There is no price.', fix: reachFixes.prices ?? '' };
  return undefined;
}

/** The ladder of a tenant; without one in recado.yaml what is configured, and the inbox only where no other channel is. */
export function ladderOf(
  { ladder: ours, perTenant }: ReachSettings,
  tenant: string,
  configured: readonly ReachChannel[],
): ReachChannel[] {
  const wished = Object.hasOwn(perTenant, tenant) ? perTenant[tenant]?.ladder : undefined;
  if (wished ?? ours) return [...(wished ?? ours ?? [])];
  const real = defaultLadder.filter(
    (channel) => channel !== 'inbox' && channel !== 'voice' && configured.includes(channel),
  );
  return real.length > 0 ? real : ['inbox'];
}

/** The caps of a tenant. */
export function capsOf({ caps: ours, perTenant }: ReachSettings, tenant: string): Caps {
  const wished = Object.hasOwn(perTenant, tenant) ? perTenant[tenant]?.caps : undefined;
  return { ...ours, ...given(wished) };
}

/** The content SID of what is told in a language; undefined where WhatsApp takes it only within a session. */
export const templateOf = (
  { templates: all }: Pick<ReachSettings, 'templates'>,
  spoken: Language,
  what: string,
): string | undefined => all[spoken]?.[what] ?? all[spoken]?.['default'];

/** What one message (or one minute) to a country costs, in millionths of the currency's unit; undefined where nobody said. */
export function priceOf(
  { prices: all }: Pick<ReachSettings, 'prices'>,
  channel: ReachChannel,
  to: string | undefined,
): { micros: number; currency: string } | undefined {
  const of = paid.safeParse(channel).data;
  const each = of && to !== undefined ? all?.[of]?.[to] : undefined;
  return all && each !== undefined
    ? { micros: Math.round(each * 1_000_000), currency: all.currency }
    : undefined;
}

/** Without what is undefined, so that it fills in nothing. */
const given = <T extends object>(some: T | undefined): { [Key in keyof T]?: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(some ?? {}).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };

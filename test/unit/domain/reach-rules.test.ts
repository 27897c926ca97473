import type { News } from '../../../src/domain/follow-up';
import type { ReachChannel } from '../../../src/domain/reach';
import {
  nextRung,
  type Person,
  questionOf,
  rungsOf,
  sessionIsOpen,
  urgencyOf,
} from '../../../src/domain/reach-rules';
import { newsOf } from '../language/orders';

const every: ReachChannel[] = ['whatsapp', 'sms', 'email', 'voice'];
const ana = (change: Partial<Person> = {}): Person => ({
  contact: { phone: '+34600000001', email: 'ana@example.com' },
  ladder: every,
  configured: every,
  optedOut: [],
  notAllowed: [],
  whatsapp: { sessionOpen: false, template: true },
  ...change,
});
const channelsOf = (person: Person) => rungsOf(person).rungs.map(({ channel }) => channel);

test('a person with number and address has every rung of the ladder, in its order and once', () => {
  expect(channelsOf(ana())).toEqual(every);
  expect(channelsOf(ana({ ladder: ['voice', 'sms', 'voice'] }))).toEqual(['voice', 'sms']);
  expect(rungsOf(ana()).missing).toEqual([]);
});

test('e-mail goes to the address and everything else to the number', () => {
  expect(rungsOf(ana()).rungs.map(({ to }) => to)).toEqual([
    ...['+34600000001', '+34600000001', 'ana@example.com', '+34600000001'],
  ]);
});

test.each<[string, Partial<Person>, ReachChannel[], string]>([
  ['has no number', { contact: { email: 'ana@example.com' } }, ['email'], 'no address'],
  ['has no e-mail', { contact: { phone: '+34600000001' } }, ['whatsapp', 'sms', 'voice'], 'no address'],
  ['opted out of SMS', { optedOut: ['sms'] }, ['whatsapp', 'email', 'voice'], 'opted out'],
  ['has a number abroad', { notAllowed: ['whatsapp', 'sms', 'voice'] }, ['email'], 'destination not allowed'],
  ['needs what is not configured', { configured: ['email'] }, ['email'], 'not configured'],
  [
    'has not written by WhatsApp, and there is no template',
    { whatsapp: { sessionOpen: false, template: false } },
    ['sms', 'email', 'voice'],
    'no session and no template',
  ],
])('who %s has the other rungs, and operators see why', (_, change, channels, why) => {
  const { rungs, missing } = rungsOf(ana(change));
  expect(rungs.map(({ channel }) => channel)).toEqual(channels);
  expect(missing.map((one) => one.why)).toEqual(missing.map(() => why));
  expect([...channels, ...missing.map(({ channel }) => channel)].toSorted()).toEqual(every.toSorted());
});

test('within a day of their last word WhatsApp is free text, later a template', () => {
  const now = '2026-11-22T10:00:00.000Z';
  expect(sessionIsOpen('2026-11-21T10:30:00.000Z', now)).toBe(true);
  expect(sessionIsOpen('2026-11-21T10:00:00.000Z', now)).toBe(false);
  expect(sessionIsOpen('2026-11-21T10:04:00.000Z', now)).toBe(false);
  expect(sessionIsOpen(undefined, now)).toBe(false);
  const asOf = (sessionOpen: boolean) =>
    rungsOf(ana({ ladder: ['whatsapp'], whatsapp: { sessionOpen, template: true } })).rungs;
  expect(asOf(true)).toEqual([{ channel: 'whatsapp', to: '+34600000001', as: 'text' }]);
  expect(asOf(false)).toEqual([{ channel: 'whatsapp', to: '+34600000001', as: 'template' }]);
});

test('the next rung comes when the ones before failed or kept silent for too long, and never after one arrived', () => {
  const { rungs } = rungsOf(ana());
  const next = (...tried: Parameters<typeof nextRung>[1]) => nextRung(rungs, tried)?.channel;
  expect(next()).toBe('whatsapp');
  expect(next({ channel: 'whatsapp', state: 'sent' })).toBeUndefined();
  expect(next({ channel: 'whatsapp', state: 'sent', overdue: true })).toBe('sms');
  expect(next({ channel: 'whatsapp', state: 'failed' })).toBe('sms');
  const failed = { channel: 'whatsapp', state: 'undelivered' } as const;
  expect(next(failed, { channel: 'sms', state: 'leaving' })).toBeUndefined();
  expect(next(failed, { channel: 'sms', state: 'delivered' })).toBeUndefined();
  // Overdue and then delivered after all, while the next one failed.
  expect(
    next({ channel: 'whatsapp', state: 'read', overdue: true }, { channel: 'sms', state: 'failed' }),
  ).toBeUndefined();
  expect(next(...every.map((channel) => ({ channel, state: 'failed' as const })))).toBeUndefined();
});

test('an answer to what somebody did this minute may leave by night, a reminder never', () => {
  const now = '2026-11-22T23:00:00.000Z';
  const minutesAgo = (minutes: number) => new Date(Date.parse(now) - minutes * 60_000).toISOString();
  const { delivered, reminder, optedOut } = {
    delivered: { what: 'delivered', title: 'una farola', recordId: '1' } as const,
    reminder: newsOf('', '', 'Europe/Madrid').find(({ what }) => what === 'appointmentReminder') as News,
    optedOut: { what: 'optedOut', title: 'Ayuntamiento' } as const,
  };
  expect(urgencyOf(delivered, now, minutesAgo(1))).toBe('now');
  expect(urgencyOf(delivered, now, minutesAgo(11))).toBe('by-day');
  expect(urgencyOf(delivered, now)).toBe('by-day');
  expect(urgencyOf(optedOut, now)).toBe('now');
  expect(urgencyOf(reminder, now, minutesAgo(1))).toBe('by-day');
});

test('what asks for an answer says which, and an answer to STOP asks nothing', () => {
  const asked = newsOf('hola', 'una farola', 'Europe/Madrid').map((news) => [news.what, questionOf(news)]);
  expect(Object.fromEntries(asked)).toMatchObject({
    ...{ closed: 'ticket-closed', appointmentReminder: 'confirm-appointment' },
    ...{ appointmentMoved: 'confirm-appointment', appointmentCancelled: 'plain', delivered: 'plain' },
    ...{ optedOut: undefined, optedIn: undefined, help: undefined },
  });
});

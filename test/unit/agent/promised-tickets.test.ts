/** What a wish for a ticket promises, and what was worked out of it for later. */
import { loadAssistants } from '../../../src/agent/assistants';
import { proposePerson, proposeTicket } from '../../../src/agent/ticket-proposals';
import type { Caller, ToolDependencies, Wish } from '../../../src/agent/tools';
import type { Assistant } from '../../../src/domain/assistant';
import { calendar } from '../../../src/domain/calendar';
import { reminderPolicy, type Span } from '../../../src/domain/deadline';
import { phrasesOf } from '../../../src/language/phrases-of';

const townHall = loadAssistants('agents').get('town-hall');
/** Friday noon, before a weekend and two holidays that follow it. */
const caller = {
  ...{ callId: 'c1', channel: 'dev', language: 'es', from: '+34600000001', now: '2026-12-04T11:00:00.000Z' },
} as Caller;
const dependencies = {
  secret: 'a secret of the test',
  connections: { termsOf: () => ({}), verbsOf: () => ({}) },
} as unknown as ToolDependencies;

function orderOf(due: Span, change: Partial<Assistant> = {}) {
  const assistant = {
    ...townHall,
    calendar: calendar.parse({ country: 'ES', region: 'MD' }),
    reminders: undefined,
    ...change,
  };
  const [errand] = assistant.errands;
  if (!errand?.ticket) throw new Error('the first errand makes no ticket');
  const wish = {
    ...{ assistant, caller, dependencies, phrases: phrasesOf('es'), connection: 'desk' },
    ...{ errand: { ...errand, ticket: { ...errand.ticket, due } } },
    ...{ values: {}, toolCall: { id: 't1', name: errand.name, args: {} } },
  } as unknown as Wish;
  const proposed = proposeTicket(wish);
  if (!('proposal' in proposed)) throw new Error('nothing was proposed');
  return proposed.proposal;
}

test('a day that is promised reaches the order, the ticket and the caller as a day', () => {
  const { order } = orderOf({ workingDays: 1 });
  const promise = { dueAt: '2026-12-09T22:59:59.000Z', dueDay: '2026-12-09' };
  expect(order).toMatchObject({ ...promise, args: promise });
  expect(order.reminders).toBeUndefined();
  const receipt = { record: { connection: 'desk', id: '1042' }, at: caller.now };
  expect(phrasesOf('es').done(order, receipt)).toMatch(
    /Tendrá respuesta a más tardar el miércoles 9 de diciembre\.$/,
  );
});

test('an hour that is promised is told as an hour', () => {
  const { order } = orderOf({ hours: 48 });
  expect(order.dueDay).toBeUndefined();
  const receipt = { record: { connection: 'desk', id: '1042' }, at: caller.now };
  expect(phrasesOf('es').done(order, receipt)).toMatch(/el domingo 6 de diciembre a las 12:00\.$/);
});

test('reminders are instants in the order, and the team is the ticket’s', () => {
  const { order } = orderOf({ workingDays: 4 }, { reminders: reminderPolicy.parse({}) });
  expect(order.dueDay).toBe('2026-12-14');
  expect(order.reminders).toEqual([
    { at: '2026-12-10T08:00:00.000Z', what: 'remind', to: 'Alumbrado público' },
    { at: '2026-12-11T08:00:00.000Z', what: 'escalate', to: 'Alumbrado público' },
  ]);
});

test('the wish stays the same wish, however long it is given', () => {
  const { hash } = orderOf({ hours: 48 });
  expect(orderOf({ workingDays: 4 }, { reminders: reminderPolicy.parse({}) }).hash).toBe(hash);
});

test('who asks for a person is promised hours, with a word to people before they pass', () => {
  const assistant = { ...townHall, reminders: reminderPolicy.parse({}) };
  const toolCall = { id: 't1', name: 'request_person', args: {} };
  const proposed = proposePerson(assistant, caller, toolCall, dependencies);
  expect(proposed).toMatchObject({
    proposal: {
      order: {
        dueAt: '2026-12-05T11:00:00.000Z',
        reminders: [{ at: '2026-12-04T23:00:00.000Z', what: 'escalate', to: 'Atención a la ciudadanía' }],
      },
    },
  });
});

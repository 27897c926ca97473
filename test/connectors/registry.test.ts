import { z } from 'zod';
import { defineConnector } from '../../src/connectors/connector';
import { registerConnector } from '../../src/connectors/register';
import { defineSystems, openConnector, openConnectors } from '../../src/connectors/registry';
import { loadConfig } from '../../src/config';
import { UsageError } from '../../src/errors';
import { createMemoryRegister } from '../fakes/memory-register';

const desk = {
  system: 'sandbox-desk',
  url: 'http://127.0.0.1:8791/desks/shop',
  token: 'the-token',
  webhookSecret: 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==',
};
const redmine = {
  system: 'redmine',
  url: 'http://127.0.0.1:3000',
  apiKey: 'the-key',
  project: 'p',
  stampField: 1,
};

const agenda = defineConnector({
  system: 'agenda',
  creation: () => ({ class: 'key', indexLagMs: 0, settleMs: 0 }),
  settings: z.strictObject({}),
  connect: () => ({ listAppointments: async () => [] }),
});

const register = registerConnector(createMemoryRegister());

test('each connection of recado.yaml opens, under its own name', () => {
  const { connections } = loadConfig({});
  const opened = openConnectors(connections, defineSystems(agenda, register));
  expect(
    [...opened.values()].map(({ connection, system, creation }) => [connection, system, creation.class]),
  ).toEqual([
    ['town-hall-desk', 'sandbox-desk', 'reference'],
    ['shop-desk', 'sandbox-desk', 'reference'],
    ['it-desk', 'sandbox-desk', 'reference'],
    ['agenda', 'agenda', 'key'],
    ['register', 'register', 'key'],
  ]);
});

test('a connection declares its way against doubles from its settings', () => {
  expect(openConnector('x', desk).creation).toEqual({ class: 'reference', indexLagMs: 0, settleMs: 5000 });
  const keyed = { ...desk, creation: 'key', keyRememberedMs: 7_200_000, indexLagMs: 60_000, settleMs: 1 };
  expect(openConnector('x', keyed).creation).toEqual({
    class: 'key',
    keyRememberedMs: 7_200_000,
    indexLagMs: 60_000,
    settleMs: 1,
  });
  expect(openConnector('x', { ...redmine, settleMs: 30_000 }).creation).toEqual({
    class: 'reference',
    indexLagMs: 0,
    settleMs: 30_000,
  });
});

test('each connection is handed the limiter of its own account', () => {
  const pace = { take: async () => undefined, hold: async () => undefined };
  const handed: unknown[] = [];
  const limited = defineConnector({
    ...agenda,
    connect(_settings, connection, surroundings) {
      handed.push([connection, surroundings?.pace]);
      return {};
    },
  });
  openConnectors({ slow: { system: 'agenda' }, free: { system: 'agenda' } }, defineSystems(limited), (name) =>
    name === 'slow' ? pace : undefined,
  );
  expect(handed).toEqual([
    ['slow', pace],
    ['free', undefined],
  ]);
});

test('a system lacks the verbs it cannot do', () => {
  const verbs = Object.keys(openConnector('tickets', redmine).verbs);
  expect(verbs).toContain('createTicket');
  expect(verbs).not.toContain('readWebhook');
  expect(verbs).not.toContain('bookAppointment');
});

test.each<[string, { system: string } & Record<string, unknown>, RegExp, RegExp]>([
  ['an unknown system', { system: 'redmin' }, /connections\.x\.system.*redmin/, /sandbox-desk, redmine/],
  ['our agenda without its database', { system: 'agenda' }, /no connector for "agenda"/, /sandbox-desk/],
  [
    'a missing setting',
    { ...desk, token: undefined },
    /connections\.x\.token/,
    /docs\/connectors\/sandbox-desk/,
  ],
  ['a bad address', { ...desk, url: 'desk' }, /connections\.x\.url/, /recado.yaml/],
  [
    'a bad secret',
    { ...desk, webhookSecret: ['secret'] },
    /connections\.x\.webhookSecret\.0.*whsec_/,
    /recado.yaml/,
  ],
  ['an unknown class', { ...desk, creation: 'once' }, /connections\.x\.creation/, /recado.yaml/],
  [
    'a memory of keys without keys',
    { ...desk, keyRememberedMs: 1000 },
    /connections\.x\.keyRememberedMs: only.*creation: key/,
    /recado.yaml/,
  ],
  ['an unknown key', { ...desk, tokn: 'a' }, /connections\.x: Unrecognized key: "tokn"/, /recado.yaml/],
  [
    'a missing field',
    { ...redmine, stampField: undefined },
    /connections\.x\.stampField.*custom field/,
    /redmine/,
  ],
  ['a bad priority', { ...redmine, priorities: { low: 1 } }, /connections\.x\.priorities\.normal/, /redmine/],
  ['a key with a line break', { ...redmine, apiKey: 'a\nb' }, /key for redmine/, /Copy the key again/],
  [
    'an address with a password',
    { ...redmine, url: 'http://me:pw@127.0.0.1' },
    /address of redmine/,
    /without user/,
  ],
])('%s is refused, naming the connection and what to do', (_what, settings, message, fix) => {
  let thrown: unknown;
  try {
    openConnector('x', settings);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UsageError);
  expect((thrown as UsageError).message).toMatch(message);
  expect((thrown as UsageError).fix).toMatch(fix);
  expect((thrown as UsageError).message).not.toMatch(/the-token|the-key|me:pw/);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadConfig } from '../../src/config';
import { termsOf } from '../../src/connectors/terms-of';
import { policyOf } from '../../src/delivery-settings';
import { UsageError } from '../../src/errors';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'recado-delivery-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const desk = (delivery?: unknown) => ({ system: 'sandbox-desk', url: 'http://127.0.0.1:1', delivery });
const register = { system: 'register' };

function load(connections: Record<string, unknown>) {
  const path = join(folder, 'recado.yaml');
  writeFileSync(path, stringify({ connections }));
  return loadConfig({ RECADO_CONFIG: path });
}

function refusalOf(connections: Record<string, unknown>): UsageError {
  try {
    load(connections);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('a connection that says nothing of it is tried again by itself, and its caller hears code and promise', () => {
  const { delivery } = load({ desk: desk() });
  expect(delivery['desk']).toEqual({
    atOnce: 4,
    whenAway: { then: 'retry', offer: 'promise', afterTries: 6, parkedForHours: 24 },
    verbs: {},
  });
});

test('a connector never sees the key', () => {
  const { connections } = load({ desk: desk({ atOnce: 8 }) });
  expect(connections['desk']).toEqual({ system: 'sandbox-desk', url: 'http://127.0.0.1:1' });
});

test('what a verb wants stands over what its system wants, and that over the defaults', () => {
  const { delivery } = load({
    agenda: {
      system: 'agenda',
      delivery: {
        limit: { perMinute: 600, account: 'town-hall' },
        whenAway: { then: 'queue', offer: 'later', parkedForHours: 4 },
        verbs: { bookAppointment: { then: 'team', team: 'citas', offer: 'callback' } },
      },
    },
  });
  const settings = delivery['agenda'];
  if (!settings) throw new Error('the agenda has no settings');
  expect(settings.limit).toEqual({ perMinute: 600, account: 'town-hall' });
  expect(policyOf(settings, 'bookAppointment')).toEqual({
    ...{ then: 'team', team: 'citas', offer: 'callback', afterTries: 6, parkedForHours: 4 },
  });
  expect(policyOf(settings, 'moveAppointment')).toMatchObject({ then: 'queue', offer: 'later' });
});

test('the example of the docs is taken as it stands', () => {
  const page = readFileSync(join(__dirname, '../../docs/faults.md'), 'utf8');
  const path = join(folder, 'recado.yaml');
  writeFileSync(path, /```yaml\n(connections:[^]*?)```/.exec(page)?.[1] ?? '');
  const { delivery } = loadConfig({ RECADO_CONFIG: path });
  expect(delivery['town-hall-desk']).toMatchObject({
    ...{ limit: { perMinute: 600, account: 'town-hall' }, atOnce: 8, whenAway: { then: 'queue' } },
    verbs: { createTicket: { then: 'record', register: 'register' }, closeTicket: { team: 'Alumbrado' } },
  });
});

test('an account without a name is the connection’s own', () => {
  const { delivery } = load({ desk: desk({ limit: { perMinute: 30 } }) });
  expect(delivery['desk']?.limit).toEqual({ perMinute: 30, account: 'desk' });
});

test('an order carries what its connector declares and what is wanted of its verb', () => {
  const { delivery } = load({
    desk: desk({ atOnce: 2, verbs: { createTicket: { then: 'record', afterTries: 3 } } }),
    register,
  });
  const settings = delivery['desk'];
  if (!settings) throw new Error('the desk has no settings');
  const creation = { class: 'reference' as const, indexLagMs: 4000, settleMs: 5000 };
  expect(termsOf({ creation }, settings, 'createTicket')).toEqual({
    ...{ creation: 'reference', indexLagMs: 4000, settleMs: 5000, atOnce: 2 },
    policy: { then: 'record', register: 'register', offer: 'promise', afterTries: 3, parkedForHours: 24 },
  });
  expect(termsOf({ creation }, settings, 'commentTicket').policy.then).toBe('retry');
});

test('with several registers the one that is named is meant', () => {
  const wish = { verbs: { createTicket: { then: 'record', register: 'second' } } };
  const { delivery } = load({ desk: desk(wish), first: register, second: register });
  expect(delivery['desk']?.verbs.createTicket?.register).toBe('second');
});

test('the file that comes with Recado has a register', () => {
  expect(loadConfig({}).connections['register']).toEqual({ system: 'register' });
});

const record = { verbs: { createTicket: { then: 'record' } } };
const twoLimits = (one: unknown, other: unknown) => ({
  desk: desk({ limit: one }),
  other: desk({ limit: other }),
});

test.each<[string, Record<string, unknown>, RegExp, RegExp]>([
  ['an empty key', { desk: desk(null) }, /connections\.desk\.delivery:/, /limit, atOnce, whenAway, verbs/],
  ['a text instead', { desk: desk('fast') }, /desk\.delivery:/, /limit, atOnce/],
  ['a list instead', { desk: desk([1]) }, /desk\.delivery:/, /limit, atOnce/],
  [
    'an unknown key',
    { desk: desk({ limits: {} }) },
    /desk\.delivery\.limits: There is no such/,
    /limit, atOnce/,
  ],
  [
    'a limit that is a number',
    { desk: desk({ limit: 600 }) },
    /delivery\.limit:/,
    /limit: \{ perMinute: 600/,
  ],
  ['a limit without a rate', { desk: desk({ limit: {} }) }, /limit\.perMinute/, /requests a minute/],
  [
    'an unknown key of a limit',
    { desk: desk({ limit: { perMinute: 1, perHour: 2 } }) },
    /limit\.perHour/,
    /perMinute: 600/,
  ],
  ['a rate of nothing', { desk: desk({ limit: { perMinute: 0 } }) }, /limit\.perMinute/, /1 to 100000/],
  ['half a request', { desk: desk({ limit: { perMinute: 0.5 } }) }, /limit\.perMinute/, /whole number/],
  ['a rate in words', { desk: desk({ limit: { perMinute: 'many' } }) }, /limit\.perMinute/, /whole number/],
  [
    'an account with capitals',
    { desk: desk({ limit: { perMinute: 1, account: 'Town Hall' } }) },
    /limit\.account/,
    /lower case/,
  ],
  [
    'two rates of one account',
    twoLimits({ perMinute: 10, account: 'a' }, { perMinute: 20, account: 'a' }),
    /connections\.other\.delivery\.limit\.perMinute.*"a" has 10.*at desk/,
    /same perMinute/,
  ],
  [
    'an account named as another connection',
    twoLimits({ perMinute: 10 }, { perMinute: 20, account: 'desk' }),
    /other.*limit\.perMinute/,
    /different accounts/,
  ],
  ['nothing at once', { desk: desk({ atOnce: 0 }) }, /delivery\.atOnce/, /1 to 64/],
  ['too much at once', { desk: desk({ atOnce: 65 }) }, /delivery\.atOnce/, /1 to 64/],
  ['at once in words', { desk: desk({ atOnce: 'all' }) }, /delivery\.atOnce/, /1 to 64/],
  [
    'a policy that is a word',
    { desk: desk({ whenAway: 'retry' }) },
    /delivery\.whenAway:/,
    /then, offer, afterTries/,
  ],
  [
    'an unknown key of a policy',
    { desk: desk({ whenAway: { than: 'retry' } }) },
    /whenAway\.than: There is no/,
    /then, offer/,
  ],
  [
    'an unknown consequence',
    { desk: desk({ whenAway: { then: 'drop' } }) },
    /whenAway\.then/,
    /retry, queue, record, team/,
  ],
  [
    'an unknown offer',
    { desk: desk({ whenAway: { offer: 'nothing' } }) },
    /whenAway\.offer/,
    /promise, callback, later/,
  ],
  [
    'no tries',
    { desk: desk({ whenAway: { then: 'team', team: 'x', afterTries: 0 } }) },
    /whenAway\.afterTries/,
    /1 to 1000/,
  ],
  ['no time', { desk: desk({ whenAway: { parkedForHours: 0 } }) }, /whenAway\.parkedForHours/, /more than 0/],
  ['more than 90 days', { desk: desk({ whenAway: { parkedForHours: 2161 } }) }, /parkedForHours/, /2160/],
  [
    'a team without name',
    { desk: desk({ whenAway: { then: 'team' } }) },
    /whenAway\.then.*name of the team/,
    /team: <name>/,
  ],
  [
    'an empty team',
    { desk: desk({ whenAway: { then: 'team', team: '' } }) },
    /whenAway\.team/,
    /name of the team/,
  ],
  [
    'a team that does nothing',
    { desk: desk({ whenAway: { team: 'x' } }) },
    /whenAway\.team.*does nothing/,
    /then: team/,
  ],
  [
    'tries that mean nothing',
    { desk: desk({ whenAway: { afterTries: 3 } }) },
    /afterTries.*does nothing/,
    /leave afterTries out/,
  ],
  [
    'a register that does nothing',
    { desk: desk({ whenAway: { register: 'register' } }), register },
    /whenAway\.register.*does nothing/,
    /then: record/,
  ],
  [
    'an unknown verb',
    { desk: desk({ verbs: { makeTicket: {} } }) },
    /verbs\.makeTicket/,
    /createTicket, commentTicket/,
  ],
  [
    'a verb that only looks',
    { desk: desk({ verbs: { readTicket: {} } }) },
    /verbs\.readTicket/,
    /createTicket/,
  ],
  [
    'a verb’s unknown key',
    { desk: desk({ verbs: { createTicket: { when: 1 } } }) },
    /verbs\.createTicket\.when/,
    /then, offer/,
  ],
  [
    'a verb that is a word',
    { desk: desk({ verbs: { createTicket: 'team' } }) },
    /verbs\.createTicket:/,
    /then, offer/,
  ],
  ['verbs that are a list', { desk: desk({ verbs: ['createTicket'] }) }, /delivery\.verbs:/, /createTicket/],
  [
    'a verb’s team without name',
    { desk: desk({ verbs: { createTicket: { then: 'team' } } }) },
    /verbs\.createTicket\.then/,
    /team: <name>/,
  ],
  [
    'a record of everything',
    { desk: desk({ whenAway: { then: 'record' } }), register },
    /whenAway\.then.*Only createTicket/,
    /under verbs\.createTicket/,
  ],
  [
    'a record of a comment',
    { desk: desk({ verbs: { commentTicket: { then: 'record' } } }), register },
    /verbs\.commentTicket\.then/,
    /verbs\.createTicket/,
  ],
  [
    'a record without a register',
    { desk: desk(record) },
    /verbs\.createTicket\.then.*file has none/,
    /register: \{ system: register \}/,
  ],
  [
    'a record in one of two',
    { desk: desk(record), a: register, b: register },
    /createTicket\.then.*2 registers/,
    /one of a, b/,
  ],
  [
    'a register that is a desk',
    { desk: desk({ verbs: { createTicket: { then: 'record', register: 'desk' } } }), register },
    /createTicket\.register.*"desk"/,
    /one of register/,
  ],
  [
    'a register that stands in for itself',
    { register: { ...register, delivery: record } },
    /connections\.register\..*itself/,
    /retry, queue or team/,
  ],
])('%s is refused: key and remedy are named', (_what, connections, message, fix) => {
  const refused = refusalOf(connections);
  expect(refused.message).toMatch(message);
  expect(refused.fix).toMatch(fix);
});

test('a mistake is named with the line it stands on', () => {
  const path = join(folder, 'recado.yaml');
  const text = `# systems
connections:
  desk:
    system: sandbox-desk
    delivery:
      atOnce: 4
      whenAway: { then: queue }
      verbs:
        createTicket:
          then: team
          team: x
          offers: later
`;
  writeFileSync(path, text);
  expect(() => loadConfig({ RECADO_CONFIG: path })).toThrow(/recado\.yaml line 12: .*createTicket\.offers/);
});

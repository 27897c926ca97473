/** Looks at watched tickets as the activity makes them, over a Redmine that counts what it is asked. */
import { createLooking } from '../../activities/looking';
import { openConnectors } from '../../src/connectors/registry';
import type { Look } from '../../src/domain/follow-up';
import { ConnectorError } from '../../src/errors';
import type { Pace } from '../../src/pace';
import { redmineKey, redmineServer, type RedmineServer, type RedmineTraps } from '../fakes/redmine-server';
import { draftOf, faultOf } from './contract';

const traps: RedmineTraps = {};
let redmine: RedmineServer;
beforeAll(async () => {
  redmine = await redmineServer(traps);
});
afterAll(() => redmine.close());
beforeEach(() => {
  redmine.issues.splice(0);
});
afterEach(() => {
  redmine.mood = 'well';
  traps.noIssueFilter = false;
});

const connection = {
  ...{ system: 'redmine', apiKey: redmineKey, project: 'town-hall', tracker: 3 },
  ...{ stampField: 1, phoneField: 2, timeoutMs: 1000 },
};

/** What looks, with so many tickets at the office; `pace` is the account's. */
async function office(tickets: number, pace?: Pace) {
  const url = redmine.url;
  const connections = { redmine: { ...connection, url }, other: { ...connection, url } };
  const opened = openConnectors(connections, undefined, () => pace);
  const verbs = openConnectors(connections).get('redmine')?.verbs;
  const get = (name: string) => {
    const connector = opened.get(name);
    if (!connector) throw new Error(`no connection ${name}`);
    return connector;
  };
  const known = new Map<string, string>();
  for (let i = 0; i < tickets; i += 1) {
    const made = await verbs?.createTicket?.(draftOf(), `R-${i}`, { fresh: true });
    // As if it had been made long ago.
    const stamp = '2026-11-20T08:00:00Z';
    const issue = redmine.issues.at(-1);
    if (issue) issue.updated_on = stamp;
    known.set(made?.ref.id ?? '', stamp);
  }
  redmine.exchanges.splice(0);
  const { readRecord } = createLooking({ connectors: { get } });
  const look = (id: string, { isAwaited = false, at = 'redmine', isKnown = true } = {}): Promise<Look> =>
    readRecord({ connection: at, id }, isAwaited, isKnown ? known.get(id) : undefined);
  return {
    ids: [...known.keys()],
    look,
    lookAll: () => Promise.all([...known.keys()].map((id) => look(id))),
  };
}

/** How often the list was asked for, and which tickets were read. */
function asked() {
  const paths = redmine.exchanges.map(({ path }) => path);
  return {
    lists: paths.filter((path) => path === '/issues.json').length,
    read: paths.flatMap((path) => /^\/issues\/(\d+)\.json$/.exec(path)?.[1] ?? []),
  };
}

test('two hundred tickets are looked at by two requests, and only the changed one is read', async () => {
  const { lookAll, ids } = await office(200);
  const [first = '', changed = ''] = ids;
  redmine.office(Number(changed), { notes: 'Vamos mañana.', status_id: 5 });
  const looks = await lookAll();
  expect(asked()).toEqual({ lists: 2, read: [changed] });
  expect(looks[ids.indexOf(changed)]).toMatchObject({
    status: 'closed',
    comments: [{ text: 'Vamos mañana.' }],
  });
  expect(looks[ids.indexOf(first)]).toBe('unchanged');
  expect(looks.filter((look) => look === 'unchanged')).toHaveLength(199);
});

test('what the list does not show is read by itself: it may be gone', async () => {
  const { look, ids } = await office(3);
  redmine.issues.splice(1, 1);
  const looks = await Promise.all(ids.map((id) => look(id)));
  expect(looks).toEqual(['unchanged', undefined, 'unchanged']);
  expect(asked()).toEqual({ lists: 1, read: [ids[1]] });
});

test('a ticket whose stamp is not known is read at once, and not asked of the list', async () => {
  const { look } = await office(1);
  expect(await look('1', { isKnown: false })).toMatchObject({ status: 'open' });
  expect(asked()).toEqual({ lists: 0, read: ['1'] });
});

test('who waits for a look does not wait for others, and gets the ticket itself', async () => {
  const { look, ids } = await office(2);
  const [waiting = '', other = ''] = ids;
  const joined = look(other);
  expect(await look(waiting, { isAwaited: true })).toMatchObject({ status: 'open', comments: [] });
  expect(asked()).toEqual({ lists: 0, read: [waiting] });
  expect(await joined).toBe('unchanged');
});

test('connections are asked apart: the same number is another ticket elsewhere', async () => {
  const { look } = await office(1);
  await Promise.all([look('1'), look('1', { at: 'other' })]);
  expect(asked().lists).toBe(2);
});

test.each([
  ['down', 'unavailable'],
  ['mute', 'timeout'],
] as const)(
  'while the system is %s everybody is told so, by one request, and then it is as before',
  async (mood, kind) => {
    const { look, lookAll, ids } = await office(20);
    redmine.mood = mood;
    const faults = await Promise.all(ids.map((id) => faultOf(look(id))));
    expect(new Set(faults.map((fault) => fault.kind))).toEqual(new Set([kind]));
    // Down, it notes nothing at all.
    expect(asked()).toEqual({ lists: mood === 'down' ? 0 : 1, read: [] });
    redmine.mood = 'well';
    expect(new Set(await lookAll())).toEqual(new Set(['unchanged']));
  },
);

test('a Redmine without the filter answers anybody’s issues: each ticket is read by itself', async () => {
  const { look, ids } = await office(130);
  traps.noIssueFilter = true;
  const last = ids.at(-1) ?? '';
  expect(await look(last)).toMatchObject({ status: 'open' });
  expect(asked()).toEqual({ lists: 1, read: [last] });
});

test('a request for many takes one place of the pace, and where there is none nobody is looked at', async () => {
  let [places, isFull] = [0, false];
  const pace: Pace = {
    async take() {
      if (isFull) throw new ConnectorError('redmine', 'throttled', 'used up', { unasked: true });
      places += 1;
    },
    hold: async () => undefined,
  };
  const { lookAll } = await office(50, pace);
  await lookAll();
  expect(places).toBe(1);
  isFull = true;
  expect(new Set(await lookAll())).toEqual(new Set(['no-room']));
  expect(asked().lists).toBe(1);
});

/** Many follow-ups at one system that sends no webhooks: how often it is asked, and what their callers hear. */
import { skipTime } from '../../src/drill/skip-time';
import type { FollowUp } from '../../src/domain/follow-up';
import type { Ticket } from '../../src/domain/ticket';
import { followUpWorkflowId } from '../../workflows/ids';
import { eventually, inboxOf } from '../fakes/caller';
import { desk, type StoodIn, startStoodIn } from '../fakes/stood-in';
import { deskOf, type Watched, watchTicket } from '../fakes/watched-ticket';

let stood: StoodIn;
beforeAll(async () => {
  stood = await startStoodIn(8_100);
});
afterAll(async () => await stood.stop());
afterEach(() => stood.standIn.setFaults(undefined));

const minuteMs = 60_000;
const ago = (minutes: number): string => new Date(Date.now() - minutes * minuteMs).toISOString();
/** Read twice an hour ago, and found as it was. */
const knownWell = ({ updatedAt: stamp }: Ticket): Partial<FollowUp> => ({
  since: ago(90),
  lookedAt: ago(60),
  lastChange: { stamp, since: ago(80), readAt: ago(60) },
});

/** Has so many tickets watched; all of them look at that instant, when a reminder comes due. */
async function watchMany(count: number, at: string, tens: number): Promise<Watched[]> {
  const watched: Watched[] = [];
  for (let i = 0; i < count; i += 1) {
    const from = `+3460${tens}${String(i).padStart(5, '0')}`;
    watched.push(
      await watchTicket(stood.system, from, (ticket) => ({
        ...knownWell(ticket),
        ...{ dueAt: at, reminders: [{ at, what: 'remind', to: 'Alumbrado' }] },
      })),
    );
  }
  return watched;
}

const stateOf = async ({ id }: Pick<Watched, 'id'>): Promise<FollowUp> =>
  await stood.system.temporal.workflow.getHandle(followUpWorkflowId(desk, id)).query('followUpState');

/** Waits until each has looked since then. */
async function allLooked(watched: Watched[], since: string): Promise<void> {
  for (const one of watched)
    await eventually(
      `a look at ${one.id}`,
      async () => ((await stateOf(one)).lookedAt ?? '') > since,
      120_000,
    );
}

/** What the desk was asked since then: its list, and single tickets. */
function askedSince(before: number): { lists: number; read: string[] } {
  const gets = stood.standIn
    .requests()
    .slice(before)
    .flatMap(({ system, method, path }) => (system === desk && method === 'GET' ? [path] : []));
  return {
    lists: gets.filter((path) => path === '/tickets').length,
    read: gets.flatMap((path) => /^\/tickets\/(\d+)$/.exec(path)?.[1] ?? []),
  };
}

test('two hundred looks are a few requests; the one that changed and the one that is gone are each told once', async () => {
  const at = new Date(Date.now() + 25_000).toISOString();
  const watched = await watchMany(198, at, 61);
  const gone = await watchTicket(stood.system, '+34606300000', () => ({
    ...knownWell({ updatedAt: ago(100) } as Ticket),
    record: { connection: desk, id: '987654321' },
    dueAt: at,
    reminders: [{ at, what: 'remind', to: 'Alumbrado' }],
  }));
  const changed = watched[17] ?? gone;
  await deskOf(stood.system).closeTicket(changed.id, 'Ya funciona.', 'R-CLOSED-1');
  const before = stood.standIn.requests().length;
  await allLooked(watched, at);
  await eventually('word of both', async () => {
    const inboxes = [changed, gone].map(({ from }) => inboxOf(stood.system.url, from));
    return (await Promise.all(inboxes)).every((messages) => messages.length === 1);
  });

  const { lists, read } = askedSince(before);
  expect(new Set(read)).toEqual(new Set([changed.id, '987654321']));
  expect(lists).toBeLessThan(60);
  expect((await inboxOf(stood.system.url, changed.from))[0]?.text).toMatch(/cerrad|resuelt/i);
  expect(await inboxOf(stood.system.url, watched[3]?.from ?? '')).toEqual([]);
}, 300_000);

test.each([
  ['loses its answers', { kind: 'cut' }],
  ['answers 503', { kind: 'status', status: 503 }],
] as const)(
  'while the desk %s nothing is told, and afterwards what changed is told once',
  async (what, fault) => {
    const at = new Date(Date.now() + 6_000).toISOString();
    const watched = await watchMany(20, at, what === 'answers 503' ? 64 : 65);
    const [changed] = watched;
    if (!changed) throw new Error('nothing is watched');
    await deskOf(stood.system).closeTicket(changed.id, 'Ya funciona.', `R-CLOSED-${changed.id}`);
    let failed = 0;
    stood.standIn.setFaults(({ method, path }) => {
      if (method !== 'GET' || path !== '/tickets') return undefined;
      failed += 1;
      return fault;
    });
    await eventually('looks in vain', () => Promise.resolve(failed >= 2), 120_000);
    expect((await stateOf(changed)).status).toBe('open');
    stood.standIn.setFaults(undefined);
    const mended = stood.standIn.requests().length;
    await allLooked(watched, at);
    await eventually('word of it', async () => (await inboxOf(stood.system.url, changed.from)).length === 1);
    expect(new Set(askedSince(mended).read)).toEqual(new Set([changed.id]));
  },
  300_000,
);

test('a new ticket is read until its stamp is trusted, then asked of the list; its closing is told once', async () => {
  const watched = await watchTicket(stood.system, '+34606600000', ({ updatedAt: stamp }) => {
    const now = new Date().toISOString();
    return { lastChange: { stamp, since: now, readAt: now } };
  });
  const before = stood.standIn.requests().length;
  const { lookedAt: begun = new Date().toISOString() } = await stateOf(watched);
  await skipTime(stood.system.temporal, followUpWorkflowId(desk, watched.id), 4 * 3600);
  const hours = async () =>
    Date.parse((await stateOf(watched)).lookedAt ?? begun) - Date.parse(begun) > 2.5 * 3_600_000;
  await eventually('some hours', hours, 120_000);
  const { lists, read } = askedSince(before);
  expect(read).toEqual([watched.id]);
  expect(lists).toBeGreaterThan(3);

  await deskOf(stood.system).closeTicket(watched.id, 'Ya funciona.', 'R-CLOSED-2');
  await skipTime(stood.system.temporal, followUpWorkflowId(desk, watched.id), 3 * 3600);
  await eventually(
    'word of it',
    async () => (await inboxOf(stood.system.url, watched.from)).length === 1,
    120_000,
  );
}, 300_000);

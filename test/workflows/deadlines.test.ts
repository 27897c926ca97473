/** A promise of a month in three places, at the clock of a workflow that runs ahead. */
import { deadlineOf, remindersOf } from '../../src/agent/calendar/deadlines';
import { officeOf } from '../../src/agent/calendar/office-calendar';
import { calendar } from '../../src/domain/calendar';
import { reminderPolicy } from '../../src/domain/deadline';
import type { FollowUp } from '../../src/domain/follow-up';
import { skipTime } from '../../src/drill/skip-time';
import { followUpWorkflowId } from '../../workflows/ids';
import { caseOf, eventually, inboxOf, ticketsOf } from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';
import { deskOf, type Watched, watchTicket } from '../fakes/watched-ticket';
import { onTheWall } from '../unit/agent/walls';

const connection = 'town-hall-desk';
const dayS = 24 * 3600;
/** Between this wish and its deadline lie All Saints' or All Souls', a day of the town, and the end of summer time. */
const asked = '2026-10-14T10:00:00.000Z';
const places = [
  { country: 'ES', region: 'MD', zone: 'Europe/Madrid' },
  { country: 'ES', region: 'CN', zone: 'Atlantic/Canary' },
  { country: 'BR', region: 'SP', zone: 'America/Sao_Paulo' },
];

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => await system.stop());

/** Milliseconds between the wish above and this run. */
type Shifted = Watched & { shiftMs: number };

/** Watches a ticket that was promised for 20 working days after the wish; the instants are moved to the clock of now. */
async function watch({ zone, ...place }: (typeof places)[number], number: number): Promise<Shifted> {
  const holidays = [{ on: '11-09', name: 'La Almudena' }];
  const office = officeOf({ zone, calendar: calendar.parse({ ...place, holidays }) });
  const { dueAt, dueDay } = deadlineOf({ workingDays: 20 }, asked, office);
  expect([dueDay, onTheWall(dueAt, zone)]).toEqual(['2026-11-13', '2026-11-13 23:59:59']);
  const policy = reminderPolicy.parse({ escalate: { to: 'Dirección' } });
  const shiftMs = Date.now() - Date.parse(asked);
  const now = (at: string): string => new Date(Date.parse(at) + shiftMs).toISOString();
  const reminders = remindersOf(policy, { dueAt, since: asked, team: 'lighting' }, office);
  const watched = await watchTicket(system, `+3460000007${number}`, {
    ...{ zone, since: now(asked), dueAt: now(dueAt) },
    reminders: reminders.map((reminder) => ({ ...reminder, at: now(reminder.at) })),
  });
  return { ...watched, shiftMs };
}

const idOf = ({ id }: Watched): string => followUpWorkflowId(connection, id);

/** A server makes two hundred skips at a stretch, and a look takes one. */
const stretchDays = 10;

/** Lets a follow-up live so many days, a stretch after the other, and waits until it has looked on the last of them. */
async function live(watched: Watched, days: number): Promise<void> {
  const fromMs = (await lookedAtMs(watched)) ?? Date.now();
  for (let lived = 0; lived < days; lived += stretchDays) {
    const until = Math.min(days, lived + stretchDays);
    // It skips from timer to timer, six hours at a time: the last one must fit in.
    await skipTime(system.temporal, idOf(watched), (until - lived) * dayS + 7 * 3600);
    const hasLived = async () => ((await lookedAtMs(watched)) ?? 0) >= fromMs + until * dayS * 1000;
    await eventually(`${until} days`, hasLived, 300_000);
  }
}

/** Epoch milliseconds of its last look by its own clock; undefined before the first. */
async function lookedAtMs(watched: Watched): Promise<number | undefined> {
  const handle = system.temporal.workflow.getHandle(idOf(watched));
  const { lookedAt } = await handle.query<FollowUp>('followUpState');
  return lookedAt === undefined ? undefined : Date.parse(lookedAt);
}

/** What Temporal's own UI shows of it. */
async function shown(watched: Watched): Promise<{ waitingFor: unknown; card: string }> {
  const handle = system.temporal.workflow.getHandle(idOf(watched));
  const { currentDetails: card = '' } = await handle.query<{ currentDetails?: string }>(
    '__temporal_workflow_metadata',
  );
  const described = await handle.describe();
  return { waitingFor: described.searchAttributes['WaitingFor']?.[0], card };
}

const deskTicket = async ({ id }: Watched) => (await ticketsOf(system.url)).find((one) => one.id === id);

test('over a month without webhooks, holidays and a change of clocks, people take over at the hour they come to work', async () => {
  const all = await Promise.all(places.map((place, index) => watch(place, index)));
  await eventually('the card', async () => (await shown(all[0] as Watched)).card.includes('Escalates at'));
  await Promise.all(all.map((watched) => live(watched, 31)));

  for (const [index, watched] of all.entries()) {
    const zone = places[index]?.zone ?? '';
    const { audit, waitingFor, owner, nextStep } = await caseOf(system.url, watched.code);
    const when = (what: string): string[] =>
      audit
        .filter((entry) => entry.what === what)
        .map(({ at }) => onTheWall(new Date(Date.parse(at) - watched.shiftMs).toISOString(), zone));
    // Two working days before Friday 13 November, and one: each as the office opens by its own clock.
    expect(when('due soon').map((at) => at.slice(0, 16))).toEqual(['2026-11-11 09:00']);
    expect(when('escalated').map((at) => at.slice(0, 16))).toEqual(['2026-11-12 09:00']);
    expect({ waitingFor, owner }).toEqual({ waitingFor: 'operator', owner: 'Dirección' });
    expect(nextStep).toContain('Dirección sees to it');

    const ui = await shown(watched);
    expect(ui.waitingFor).toBe('operator');
    expect(ui.card).toMatch(/Waits for\*\*: operator \(Dirección\)[\s\S]*Escalated at.*to Dirección/);
    const comments = (await deskTicket(watched))?.comments.map(({ text }) => text);
    expect(comments).toHaveLength(1);
    expect(comments?.[0]).toMatch(new RegExp(`^${watched.code}: vence el plazo.*Pasa a Dirección\\.$`));
    expect(await inboxOf(system.url, watched.from)).toHaveLength(0);
  }
}, 600_000);

test('a ticket that the office closed in time is nobody’s to remind of, and its caller hears of it once', async () => {
  const watched = await watch(places[0] as (typeof places)[number], 5);
  // By the desk's own API, which sends no webhook.
  await live(watched, 2);
  await deskOf(system).closeTicket(watched.id, 'Reparada', 'R-TEST-CLOSE');
  await skipTime(system.temporal, idOf(watched), 2 * dayS);
  const settled = await eventually(
    'its end',
    async () => {
      const found = await caseOf(system.url, watched.code);
      return found.state === 'settled' && found;
    },
    120_000,
  );
  expect(settled.audit.map(({ what }) => what)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/due soon|escalated/)]),
  );
  expect(settled.waitingFor).toBe('nobody');
  expect((await deskTicket(watched))?.comments.filter(({ text }) => text.includes('plazo'))).toEqual([]);
  expect(await inboxOf(system.url, watched.from)).toHaveLength(1);
}, 300_000);

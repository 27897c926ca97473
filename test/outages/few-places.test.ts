/** Many callers come out of an outage at once, and their worker does few things at a time: what waits must not keep out what it waits for. */
import { toCallStart, toIntakeOptions } from '../../src/gateway/call-start';
import type { Intake } from '../../src/domain/intake';
import { startSystem, type System } from '../fakes/system';
import { eventually, ticketsOf } from '../fakes/caller';

/** The worker of this test has two places for activities; with the SDK's hundred it takes a hundred callers to be stuck. */
const activitySlots = 2;
const callers = 5;

let system: System;
beforeAll(async () => {
  system = await startSystem({ activitySlots });
});
afterAll(async () => await system.stop());

/** What one caller said in two outages, the second of them handed over first. */
function notedOf(nth: number): Intake[] {
  const { assistants } = system.installation;
  const wish = { assistant: 'town-hall', channel: 'dev' as const, from: `+3460000077${nth}` };
  const start = toCallStart(assistants.get('town-hall'), wish, `few-places-${nth}`);
  const at = new Date().toISOString();
  const of = (code: string, said: string, more: Partial<Intake>): Intake => ({
    ...{ code, start, connection: 'town-hall-desk', state: 'closed', createdAt: at },
    notes: [
      {
        ...{ kind: 'said', at, turnId: `${code}-1`, text: said },
        answer: { turnId: `${code}-1`, say: ['Tomo nota.'], code, delivery: 'pending', ended: false },
      },
    ],
    ...more,
  });
  const first = of(`R-7KW${nth}-M2QD`, `hay una farola apagada en la calle del Fresno ${nth}`, {});
  const begun: Intake = { ...first, notes: [{ kind: 'begun', at }, ...first.notes] };
  const second = of(`R-7KW${nth}-X9PF`, 'está enfrente del colegio', { after: first.code });
  return [{ ...second, notes: [...second.notes, { kind: 'hungUp', at }] }, begun];
}

test('all of them are heard, one after the other, and each wish becomes a ticket', async () => {
  const noted = Array.from({ length: callers }, (_, nth) => notedOf(nth));
  const { taskQueue } = system.config;
  const begin = async (intake: Intake | undefined) =>
    intake && (await system.temporal.workflow.start('takeIn', toIntakeOptions(intake, taskQueue)));
  const earlier = [];
  for (const [, first] of noted) earlier.push(await begin(first));
  const later = await Promise.all(noted.map(async ([second]) => await begin(second)));
  const came = await Promise.all([...later, ...earlier].map(async (one) => await one?.result()));
  expect(came).toHaveLength(2 * callers);
  for (const one of came) expect(one).toMatchObject({ came: expect.stringMatching(/^(deliveries|ticket)$/) });
  const ofEach = noted.map((_, nth) => `calle del Fresno ${nth}`);
  await eventually('a ticket with the words of each', async () => {
    const words = JSON.stringify(await ticketsOf(system.url));
    return ofEach.every((street) => words.includes(street));
  });
}, 120_000);

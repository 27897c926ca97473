import { type temporal } from '@temporalio/proto';
import { defaultPayloadConverter } from '@temporalio/common';
import { dial, eventually, office, turnMood } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

let system: System;
let code: string;
let ids: { call: string; delivery: string; followUp: string; outreach: string };

beforeAll(async () => {
  system = await startSystem();
  const caller = await dial(system.url, 'town-hall', '+34600000071');
  await askForStreetLight(caller, 'calle del Faro 1');
  await turnMood(system.url, 'down');
  code = (await caller.say('sí')).code ?? '';
  await caller.hangUp();
  await turnMood(system.url, 'well');
  const workflows = await eventually(
    'the follow-up and the notice',
    async () => {
      const all: { id: string; type: string }[] = [];
      const query = `Code = '${code}'`;
      for await (const found of system.temporal.workflow.list({ query }))
        all.push({ id: found.workflowId, type: found.type });
      const followUp = all.find(({ type }) => type === 'followUp')?.id;
      const outreach = all.find(({ type }) => type === 'reachOut')?.id;
      return followUp && outreach ? { followUp, outreach } : undefined;
    },
    60_000,
  );
  ids = { call: caller.workflowId, delivery: `delivery/${code}`, ...workflows };
  await office(system.url, ids.followUp.split('/').at(-1) ?? '', 'close');
  await system.temporal.workflow.getHandle(ids.followUp).result();
}, 120_000);
afterAll(async () => await system.stop());

const eventsOf = async (id: string): Promise<HistoryEvent[]> =>
  (await system.temporal.workflow.getHandle(id).fetchHistory()).events ?? [];

const summaryOf = ({ userMetadata }: HistoryEvent): string | undefined =>
  userMetadata?.summary ? defaultPayloadConverter.fromPayload<string>(userMetadata.summary) : undefined;

test.each(['call', 'delivery', 'followUp', 'outreach'] as const)(
  'in the Temporal UI a %s has a static summary, and every activity and timer says what it is for',
  async (workflow) => {
    const events = await eventsOf(ids[workflow]);
    const [started] = events;
    expect(started && summaryOf(started)).toBeTruthy();
    const steps = events.filter(
      (event) => event.activityTaskScheduledEventAttributes || event.timerStartedEventAttributes,
    );
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) {
      const name = step.activityTaskScheduledEventAttributes?.activityType?.name ?? 'timer';
      expect([name, summaryOf(step)]).toEqual([name, expect.stringMatching(/\w+/)]);
    }
  },
);

test.each([
  ['call', ['Tenant', 'Channel', 'State', 'Language', 'WaitingFor']],
  ['delivery', ['Tenant', 'Channel', 'State', 'Language', 'WaitingFor', 'System', 'Code', 'Deadline']],
  ['followUp', ['Tenant', 'Channel', 'State', 'Language', 'WaitingFor', 'System', 'Code', 'Deadline']],
  ['outreach', ['Tenant', 'Channel', 'State', 'Language', 'WaitingFor', 'Code']],
] as const)('operators filter a %s by its typed search attributes', async (workflow, names) => {
  const { typedSearchAttributes } = await system.temporal.workflow.getHandle(ids[workflow]).describe();
  const found = new Map(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
  for (const name of names) expect([name, found.get(name)]).toEqual([name, expect.anything()]);
});

test('a delivery’s card says in plain words why it waits, what is next and what went wrong last', async () => {
  const events = await eventsOf(ids.delivery);
  const failed = events.filter((event) => event.activityTaskFailedEventAttributes);
  expect(failed.length).toBeGreaterThan(0);
  const handle = system.temporal.workflow.getHandle(ids.delivery);
  const metadata = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
  expect(metadata.currentDetails).toMatch(/delivered/);
  expect(metadata.currentDetails).toMatch(/Last error.*503/);
  expect(metadata.currentDetails).toMatch(/Tries so far/);
});

test('neither ids nor search attributes nor cards tell who the caller is', async () => {
  for (const id of Object.values(ids)) {
    const handle = system.temporal.workflow.getHandle(id);
    const { typedSearchAttributes } = await handle.describe();
    const metadata = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
    const shown = `${id} ${JSON.stringify(typedSearchAttributes.getAll())} ${metadata.currentDetails}`;
    expect(shown).not.toMatch(/600000071|Ana|Ruiz|Faro/);
  }
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const folder = join(__dirname, '../fixtures/histories');
const saved = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** Replays one saved history with today's workflows; the error where they would decide differently. */
async function replay(history: unknown): Promise<Error | undefined> {
  const workflowBundle = { codePath: process.env.RECADO_TEST_BUNDLE ?? '' };
  const results = Worker.runReplayHistories({ workflowBundle }, [{ workflowId: 'replayed', history }]);
  for await (const { error } of results) return error ?? undefined;
  throw new Error('nothing was replayed');
}

const historyOf = (name: string): { events: { eventType: string }[] } =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')) as { events: { eventType: string }[] };

test('there is a saved history of every workflow', () => {
  for (const workflow of [
    'takeCall',
    'deliver',
    'keepCircuit',
    'followUp',
    'followAppointment',
    'followOrder',
    'reachOut',
    'takeIn',
    'attendWriter',
  ]) {
    expect(saved.filter((name) => name.startsWith(workflow))).not.toHaveLength(0);
  }
});

test.each(saved)('%s goes on with today’s workflows as it went', async (name) => {
  expect(await replay(historyOf(name))).toBeUndefined();
});

test('a history that went another way is found out', async () => {
  const [name] = saved.filter((one) => one.startsWith('deliver'));
  const history = historyOf(name ?? '');
  const planted = JSON.parse(
    JSON.stringify(history).replaceAll('"name":"write"', '"name":"writeTwice"'),
  ) as typeof history;
  expect(JSON.stringify(planted)).not.toBe(JSON.stringify(history));
  expect(String(await replay(planted))).toMatch(/[Nn]ondetermini/);
});

/** The bench beside its peers: that its judge sees what plain code loses and doubles, and nothing where nothing broke. */
import { join } from 'node:path';
import { sameForAll } from '../../bench/peers/same-plan';
import { nextStep } from '../../bench/peers/script-steps';
import { type PeerOptions, runPeer } from '../../bench/peers/peer-run';
import { generatedScripts } from '../../src/drill/generated';
import type { Plan } from '../../src/drill/plan';
import { plans } from '../../src/drill/plans';
import type { StandInRequest } from '../../src/drill/stand-in';

const seed = 11;
const plain = {
  name: 'plain code',
  file: join(__dirname, '../../dist/bench/peers/plain-agent.js'),
  manner: 'tells' as const,
};
const calls = 5;
const under = (plan: Plan, more: Partial<PeerOptions> = {}): PeerOptions => ({
  ...{ plan: sameForAll(plan), creation: 'reference', calls, seed, oracle: undefined, atOnce: 2, strikes: 0 },
  ...{ agents: join(__dirname, '../../agents'), full: false, keep: false, onProgress: () => undefined },
  ...{ redial: 'next', ...more },
});

test('where nothing breaks, plain code does every wish once', async () => {
  const { faults: _, ...well } = plans.cut;
  const row = await runPeer(plain, under(well));
  expect(row).toMatchObject({
    wishes: calls,
    accepted: calls,
    done: calls,
    lost: 0,
    doubled: 0,
    toldWrongly: 0,
  });
});

test('where the first answer is lost, plain code does every wish twice', async () => {
  const row = await runPeer(plain, under(plans.cut));
  expect(row).toMatchObject({ accepted: calls, done: calls, lost: 0, doubled: calls, toldWrongly: 0 });
  expect(row.broken).toEqual({ 'answers cut': calls });
});

test('a caller whose plain agent is killed before its request leaves is left without a record', async () => {
  const row = await runPeer(plain, under(plans.kill, { strikes: calls }));
  expect(row.broken).toEqual({ K1: 1, K2: 1, K3: 1, K4: 1, K5: 1 });
  expect(row).toMatchObject({ accepted: calls, done: 2, lost: 3, doubled: 0 });
});

test('a caller who explains it all again has it, and has it twice where it had been done', async () => {
  const row = await runPeer(plain, under(plans.kill, { strikes: calls, redial: 'again' }));
  expect(row).toMatchObject({ accepted: calls, done: calls, lost: 0, doubled: 2 });
});

test('the same write meets the same fault, however a contender words its request', () => {
  const choose = sameForAll(plans.menu).faults?.(
    { count: () => undefined, full: false, random: () => 0 },
    'key',
    seed,
  );
  const request = (key: string | undefined, body: StandInRequest['body']): StandInRequest => ({
    ...{ number: 1, system: 'shop', method: 'POST', path: '/tickets', key, body },
  });
  for (let wish = 0; wish < 20; wish += 1) {
    const [category, phone] = ['returns', `+346000000${10 + wish}`];
    const ours = { category, contact: { name: 'Ana', phone }, subject: 'Return', reference: `R-${wish}` };
    const theirs = { subject: 'A request by phone', contact: { phone, name: 'Ana' }, category, pending: [] };
    const fault = choose?.(request(`R-${wish}`, ours));
    expect(fault).toBeDefined();
    expect(choose?.(request(undefined, theirs))).toEqual(fault);
  }
});

test('the model that plays the peers’ calls knows nothing of a yes whose question was lost', () => {
  const [script] = generatedScripts({ count: 1, seed });
  if (!script) throw new Error('there is no script');
  const said = script.turns.map(({ say }) => ({ role: 'user', content: say }));
  const yes = script.turns.findIndex(({ agrees }) => agrees === 0);
  expect(nextStep(script, said.slice(0, yes + 1), 'tells')).toEqual({ calls: script.writes });
  expect(nextStep(script, said.slice(yes, yes + 1), 'tells')).toEqual({ text: expect.any(String) });
});

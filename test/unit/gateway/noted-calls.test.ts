/** The journal and the spool of what callers say while Temporal is away: on disk before it is acknowledged, and never twice. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallStart } from '../../../src/domain/call';
import type { Intake, Said } from '../../../src/domain/intake';
import { saidIn } from '../../../src/domain/intake-rules';
import { Journal } from '../../../src/gateway/journal';
import { Spool } from '../../../src/gateway/spool';
import { createLog } from '../../../src/log';
import { createMemoryIntakes } from '../../fakes/memory-intakes';

const log = createLog('test', 'silent');
const start: CallStart = {
  ...{ callId: 'CA1', channel: 'phone', tenant: 'valdeseda', assistant: 'town-hall', language: 'es' },
  ...{ greeting: 'Hola.', budgetMs: 6000, zone: 'Europe/Madrid', personWithinHours: 24, spoken: true },
};

let home: string;
let spools: Spool[];
/** How the store is: `slow` answers to nobody. */
let mood: 'well' | 'away' | 'slow';
let store: ReturnType<typeof createMemoryIntakes>;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'recado-noted-'));
  spools = [];
  mood = 'well';
  store = createMemoryIntakes(new Map(), () => undefined);
});
afterEach(() => {
  for (const spool of spools) spool.end();
  rmSync(home, { recursive: true, force: true });
});

const moody = async <T>(work: () => Promise<T>): Promise<T> => {
  if (mood === 'away') throw new Error('the store is away');
  return mood === 'slow' ? await new Promise(() => undefined) : await work();
};

/** A gateway's journal and spool on the shared data folder. */
function gateway(): { journal: Journal; spool: Spool } {
  const spool = new Spool(home, log);
  spools.push(spool);
  spool.open();
  const stored = {
    intakesOf: async (channel: string, callId: string) =>
      await moody(async () => await store.intakesOf(channel, callId)),
    saveIntake: async (...of: Parameters<typeof store.saveIntake>) =>
      await moody(async () => await store.saveIntake(...of)),
  };
  return { journal: new Journal({ store: stored, spool, secret: 'secret', log }), spool };
}

/** A process that was killed: nobody holds its file any more. */
function killed(): void {
  for (const name of readdirSync(join(home, 'spool')).filter((one) => one.startsWith('lock')))
    rmSync(join(home, 'spool', name));
}

const at = '2026-11-22T10:00:00.000Z';
async function say(journal: Journal, turnId: string, of = start): Promise<Intake> {
  const { intake } = await journal.note<Said>({ start: of }, `said/${turnId}`, ({ code }) => ({
    ...{ kind: 'said', at, turnId, text: `palabras ${turnId}` },
    answer: { turnId, say: [code], code, ended: false },
  }));
  return intake;
}
const stored = async (): Promise<Intake[]> => await store.intakesOf('phone', 'CA1');
const turnsOf = (intake: Intake | undefined): string[] =>
  intake ? saidIn(intake).map(({ turnId }) => turnId) : [];

test.each(['well', 'away'] as const)(
  'the store %s: the same turn again is one note, with one code',
  async (how) => {
    mood = how;
    const { journal } = gateway();
    const first = await say(journal, 'v1');
    expect(await say(journal, 'v1')).toEqual(first);
    const next = await say(journal, 'v2');
    expect(next.code).toBe(first.code);
    expect(turnsOf(next)).toEqual(['v1', 'v2']);
  },
);

test.each(['away', 'slow'] as const)(
  'a store that is %s: the note is on disk when it is acknowledged',
  async (how) => {
    mood = how;
    const { journal } = gateway();
    const { code } = await say(journal, 'v1');
    const file = readFileSync(join(home, 'spool', 'intakes.jsonl'), 'utf8');
    expect(file).toContain('palabras v1');
    killed();
    expect(gateway().spool.find(code)?.notes).toHaveLength(1);
  },
);

test('neither store nor disk: nothing is acknowledged, and nothing is remembered as if it were', async () => {
  mood = 'away';
  writeFileSync(join(home, 'spool'), 'a file where the folder should be');
  const { journal, spool } = gateway();
  await expect(say(journal, 'v1')).rejects.toThrow();
  expect(spool.all()).toEqual([]);
  rmSync(join(home, 'spool'));
  expect(turnsOf(await say(journal, 'v1'))).toEqual(['v1']);
});

test('two gateways note in one call at once: one intake holds both', async () => {
  const [one, other] = [gateway(), gateway()];
  const [a, b] = await Promise.all([say(one.journal, 'v1'), say(other.journal, 'v2')]);
  expect(a.code).toBe(b.code);
  expect((await stored()).map(turnsOf)).toEqual([expect.arrayContaining(['v1', 'v2'])]);
});

test('what is said while the notes before are handed over goes into another intake, which comes after', async () => {
  const { journal } = gateway();
  const first = await say(journal, 'v1');
  const closed = await store.closeIntake(first.code);
  journal.handedOver(closed ?? first);
  const second = await say(journal, 'v2');
  expect(second).toMatchObject({ after: first.code });
  expect(second.code).not.toBe(first.code);
  expect(turnsOf(second)).toEqual(['v2']);
});

test('the same on disk: a handed-over intake takes no notes, and an old turn is still known', async () => {
  mood = 'away';
  const { journal, spool } = gateway();
  const first = await say(journal, 'v1');
  journal.handedOver(spool.close(first.code) ?? first);
  spool.drop(first.code);
  const second = await say(journal, 'v2');
  expect(second).toMatchObject({ after: first.code });
  expect(turnsOf(second)).toEqual(['v2']);
});

test('a store that goes away in between changes no code, and no note is lost when it is back', async () => {
  const { journal, spool } = gateway();
  const { code } = await say(journal, 'v1');
  mood = 'away';
  // The answer to it was lost, and it is sent again.
  expect(turnsOf(await say(journal, 'v1'))).toEqual(['v1']);
  expect(spool.all()).toEqual([]);
  expect((await say(journal, 'v2')).code).toBe(code);
  // Part of it is in the store: it is not handed over from here alone.
  expect(spool.close(code)).toBeUndefined();
  mood = 'well';
  await journal.emptySpool();
  expect((await stored()).map(turnsOf)).toEqual([['v1', 'v2']]);
  expect(spool.all()).toEqual([]);
  expect(existsSync(join(home, 'spool', 'intakes.jsonl'))).toBe(false);
});

test('what was spooled is in the store before the next note of its call', async () => {
  const { journal } = gateway();
  mood = 'away';
  await say(journal, 'v1');
  mood = 'well';
  await say(journal, 'v2');
  expect((await stored()).map(turnsOf)).toEqual([['v1', 'v2']]);
});

test('handed over by somebody else meanwhile: what they had not seen goes after it, once', async () => {
  const { journal } = gateway();
  const first = await say(journal, 'v1');
  mood = 'away';
  await say(journal, 'v2');
  mood = 'well';
  await store.closeIntake(first.code);
  await store.intakeStarted(first.code);
  await journal.emptySpool();
  await journal.emptySpool();
  const all = await stored();
  expect(all.map(turnsOf)).toEqual([['v1'], ['v2']]);
  expect(all[1]).toMatchObject({ after: first.code });
});

test('what others noted in the same intake meanwhile stays in it', async () => {
  const [one, other] = [gateway(), gateway()];
  await say(one.journal, 'v1');
  mood = 'away';
  await say(one.journal, 'v2');
  mood = 'well';
  await say(other.journal, 'v3');
  await one.journal.emptySpool();
  const [all, ...more] = await stored();
  expect(turnsOf(all).toSorted()).toEqual(['v1', 'v2', 'v3']);
  expect(more).toEqual([]);
});

test('what another gateway notes meanwhile stays beside what was spooled, as one after the other', async () => {
  const [one, other] = [gateway(), gateway()];
  mood = 'away';
  const spooled = await say(one.journal, 'v1');
  mood = 'well';
  const open = await say(other.journal, 'v2');
  await one.journal.emptySpool();
  const all = await stored();
  expect(all.map(({ code }) => code).toSorted()).toEqual([spooled.code, open.code].toSorted());
  expect(all.filter(({ state }) => state === 'noting')).toHaveLength(1);
});

test('what is noted of a call: store and disk together, each intake once; a store that is away is not asked again at once', async () => {
  const { journal, spool } = gateway();
  const { code } = await say(journal, 'v1');
  mood = 'away';
  await say(journal, 'v2');
  mood = 'well';
  expect((await journal.ofCall('phone', 'CA1')).map((one) => one.code)).toEqual([code]);
  mood = 'away';
  expect((await journal.ofCall('phone', 'CA1')).map((one) => one.code)).toEqual([code]);
  mood = 'slow';
  const before = Date.now();
  for (let nth = 0; nth < 20; nth += 1) await journal.ofCall('phone', 'CA1');
  expect(Date.now() - before).toBeLessThan(2_000);
  await expect(journal.ofCallSurely('phone', 'CA1')).rejects.toThrow();
  expect(spool.ofCall('phone', 'CA2')).toEqual([]);
  expect(spool.ofCall('api', 'CA1')).toEqual([]);
});

test('a store that answers nobody is not waited for before a turn: what is on disk is told', async () => {
  mood = 'away';
  const { journal } = gateway();
  const { code } = await say(journal, 'v1');
  mood = 'slow';
  expect((await journal.ofCall('phone', 'CA1')).map((one) => one.code)).toEqual([code]);
});

test('gateways that share a folder have a file each, and a living one keeps its own', async () => {
  mood = 'away';
  const [one, other] = [gateway(), gateway()];
  const a = await say(one.journal, 'v1');
  const b = await say(other.journal, 'v1', { ...start, callId: 'CA2' });
  expect(one.spool.find(b.code)).toBeUndefined();
  const third = gateway();
  expect(third.spool.all()).toEqual([]);
  killed();
  const heir = gateway();
  expect(
    heir.spool
      .all()
      .map(({ intake }) => intake.code)
      .toSorted(),
  ).toEqual([a.code, b.code].toSorted());
  // In one file of its own now.
  const files = readdirSync(join(home, 'spool')).filter((name) => name.endsWith('.jsonl'));
  expect(files).toHaveLength(1);
});

test('a spool that cannot be read stays where it is, and keeps nobody from noting', async () => {
  mood = 'away';
  const first = gateway();
  await say(first.journal, 'v1');
  first.spool.end();
  const file = join(home, 'spool', 'intakes.jsonl');
  writeFileSync(file, `nonsense\n${readFileSync(file, 'utf8')}`);
  const { journal, spool } = gateway();
  expect(spool.all()).toEqual([]);
  expect(readFileSync(file, 'utf8')).toContain('palabras v1');
  expect(turnsOf(await say(journal, 'v9'))).toEqual(['v9']);
});

test('what was handed over is not handed over again by the next process', async () => {
  mood = 'away';
  const { journal, spool } = gateway();
  const first = await say(journal, 'v1');
  const second = await say(journal, 'v2', { ...start, callId: 'CA2' });
  spool.drop(first.code);
  killed();
  expect(
    gateway()
      .spool.all()
      .map(({ intake }) => intake.code),
  ).toEqual([second.code]);
});

test('half a line that a kill left behind is no note, and the notes before it stand', async () => {
  mood = 'away';
  const first = gateway();
  const { code } = await say(first.journal, 'v1');
  first.spool.end();
  const file = join(home, 'spool', 'intakes.jsonl');
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"intake":{"co`);
  const { journal, spool } = gateway();
  expect(turnsOf(spool.find(code))).toEqual(['v1']);
  expect(turnsOf(await say(journal, 'v2'))).toEqual(['v1', 'v2']);
});

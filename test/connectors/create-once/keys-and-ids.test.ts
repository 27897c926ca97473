/** What is particular to each strategy whose system itself keeps the second record out. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  callerChosenId,
  naturalGuard,
  nativeKey,
  upsertOnUniqueField,
} from '../../../src/connectors/create-once';
import { recordServer, type RecordServer } from '../../fakes/record-server';
import { faultOf } from '../contract';
import { type Kept, type Records, recordsAt, unlessTaken } from './processes';

let system: RecordServer;
let records: Records;
beforeEach(async () => {
  system = await recordServer();
  records = recordsAt(system.url);
});
afterEach(() => system.close());

const creates = (): number => system.asked.filter((line) => /^(POST|PUT)/.test(line)).length;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

describe('native key', () => {
  const hour = 3_600_000;
  const steps = (key: string) => ({
    find: () => records.stamped(key),
    create: () => records.create({ stamp: key }, key),
  });

  test('while the key is surely remembered the create is sent again, and a lagging index does no harm', async () => {
    system.indexLagMs = hour;
    const once = nativeKey<Kept>({ system: 'records', keyRememberedMs: 2 * hour });
    const made = await once('R-1', { ...steps('R-1'), fresh: true });
    expect(await once('R-1', { ...steps('R-1'), askedAt: ago(hour) })).toEqual(made);
    expect(system.asked.every((line) => line.startsWith('POST'))).toBe(true);
    expect(system.records).toHaveLength(1);
  });

  test('a key that may be forgotten is looked up by its stamp, so that no second record is made', async () => {
    system.keyRememberedMs = 50;
    const once = nativeKey<Kept>({ system: 'records', keyRememberedMs: hour });
    const made = await once('R-1', { ...steps('R-1'), fresh: true });
    await sleep(60);
    expect(await once('R-1', { ...steps('R-1'), askedAt: ago(2 * hour) })).toEqual(made);
    expect(system.records).toHaveLength(1);
    // The two clocks need not agree to the minute.
    expect(await once('R-1', { ...steps('R-1'), askedAt: ago(hour - 30_000) })).toEqual(made);
    expect(system.records).toHaveLength(1);
  });

  test('where nobody can tell how old the key is, it is looked up', async () => {
    system.keyRememberedMs = 0;
    const once = nativeKey<Kept>({ system: 'records', keyRememberedMs: hour });
    const made = await once('R-1', { ...steps('R-1'), fresh: true });
    expect(await once('R-1', steps('R-1'))).toEqual(made);
    expect(creates()).toBe(1);
  });

  test('a forgotten key that made nothing makes its record now', async () => {
    const once = nativeKey<Kept>({ system: 'records', keyRememberedMs: hour });
    expect(await once('R-1', { ...steps('R-1'), askedAt: ago(2 * hour) })).toMatchObject({ stamp: 'R-1' });
  });

  test('a forgotten key at a system that cannot look is for people; nothing is sent', async () => {
    const once = nativeKey<Kept>({ system: 'records', keyRememberedMs: hour });
    const { create } = steps('R-1');
    const fault = await faultOf(once('R-1', { create, askedAt: ago(2 * hour) }));
    expect(fault).toMatchObject({ kind: 'rejected', outcome: 'unknown' });
    expect(fault.message).toMatch(/see there whether it was done/);
    expect(system.asked).toEqual([]);
    expect(await once('R-1', { create, askedAt: ago(2 * hour), fresh: true })).toMatchObject({ id: '1' });
  });
});

describe('caller-chosen id', () => {
  const once = callerChosenId<Kept>({ system: 'records' });
  const steps = (stamp: string, id: string) => ({
    create: () => records.putNew(id, { stamp }),
    read: () => records.read(id),
    isOurs: (made: Kept) => made.stamp === stamp,
  });

  test('"exists already" counts as success once it was read back', async () => {
    const made = await once('R-1', { ...steps('R-1', 'a1'), fresh: true });
    expect(await once('R-1', { ...steps('R-1', 'a1'), fresh: true })).toEqual(made);
    expect(system.asked).toEqual(['PUT /records/a1', 'PUT /records/a1', 'GET /records/a1']);
  });

  test.each([true, false])('an id that somebody else has is no success (fresh: %s)', async (fresh) => {
    await records.putNew('a1', { stamp: 'R-9' });
    const fault = await faultOf(once('R-1', { ...steps('R-1', 'a1'), fresh }));
    expect(fault).toMatchObject({ kind: 'rejected' });
    expect(fault.message).toMatch(/another record under the id/);
    expect(system.standing('R-9')).toEqual(['a1']);
  });

  test('a further try reads first, so that nothing the office changed is written over', async () => {
    const over = {
      ...steps('R-1', 'a1'),
      create: () => records.upsert('R-1', { note: 'as it was asked' }),
      read: async () => (await records.stamped('R-1'))[0],
    };
    const made = await once('R-1', { ...over, fresh: true });
    await records.change(made.id, { note: 'as the office has it' });
    expect((await once('R-1', over)).note).toBe('as the office has it');
  });

  test('a refusal for another reason stays one, and the read after it says that this try may be done', async () => {
    const refused = { ...steps('R-1', 'a1'), create: () => records.create({ slot: 'taken' }), fresh: true };
    await records.create({ slot: 'taken' });
    expect(await faultOf(once('R-1', refused))).toMatchObject({ kind: 'rejected', outcome: 'not-done' });
    system.next.push('well', 'down');
    expect(await faultOf(once('R-1', refused))).toMatchObject({ kind: 'unavailable', outcome: 'unknown' });
  });
});

describe('upsert on a unique field', () => {
  const once = upsertOnUniqueField<Kept>();
  const steps = {
    upsert: () => records.upsert('R-1', { note: 'as it was asked' }),
    find: async () => (await records.stamped('R-1'))[0],
  };

  test('a further try writes over nothing that the office changed', async () => {
    const made = await once('R-1', { ...steps, fresh: true });
    await records.change(made.id, { note: 'as the office has it' });
    expect((await once('R-1', steps)).note).toBe('as the office has it');
  });

  test('an index that lags costs a second request and no second record', async () => {
    system.indexLagMs = 60_000;
    await once('R-1', { ...steps, fresh: true });
    await once('R-1', steps);
    expect(creates()).toBe(2);
    expect(system.records).toHaveLength(1);
  });
});

describe('natural guard', () => {
  const once = naturalGuard<Kept>();
  const steps = (stamp: string) => ({
    take: () => unlessTaken(records.create({ stamp, slot: 'monday-9' })),
    held: async () => (await records.stamped(stamp))[0],
  });

  test('who comes second has nothing', async () => {
    expect(await once('R-1', { ...steps('R-1'), fresh: true })).toMatchObject({ stamp: 'R-1' });
    expect(await once('R-2', { ...steps('R-2'), fresh: true })).toBeUndefined();
    expect(await once('R-2', steps('R-2'))).toBeUndefined();
  });

  test('a time that is gone because we have it is ours', async () => {
    const made = await once('R-1', { ...steps('R-1'), fresh: true });
    expect(await once('R-1', { ...steps('R-1'), fresh: true })).toEqual(made);
    expect(system.records).toHaveLength(1);
  });

  test('a time that was given back since is not taken a second time', async () => {
    const made = await once('R-1', { ...steps('R-1'), fresh: true });
    await records.change(made?.id ?? '', { retired: true });
    expect(await once('R-1', steps('R-1'))).toMatchObject({ id: made?.id, retired: true });
    expect(system.standing('R-1')).toEqual([]);
  });
});

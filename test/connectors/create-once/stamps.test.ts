/** What is particular to each strategy that has to find a second record by itself. */
import {
  compensate,
  stampAndListRecent,
  stampAndLookUp,
  unguarded,
} from '../../../src/connectors/create-once';
import { ConnectorError } from '../../../src/errors';
import { recordServer, type RecordServer } from '../../fakes/record-server';
import { faultOf } from '../contract';
import { doublesOf, type Kept, person, type Records, recordsAt } from './processes';

let system: RecordServer;
let records: Records;
beforeEach(async () => {
  system = await recordServer();
  records = recordsAt(system.url);
});
afterEach(() => system.close());

const steps = (key: string) => ({
  find: () => records.stamped(key),
  create: () => records.create({ stamp: key, person }),
  doubles: doublesOf(records),
});

describe('stamp and look up', () => {
  const once = stampAndLookUp<Kept>();

  test('a double of earlier tries is retired, the oldest stays', async () => {
    await records.create({ stamp: 'R-1' });
    await records.create({ stamp: 'R-1' });
    expect((await once('R-1', steps('R-1'))).id).toBe('1');
    expect(system.standing('R-1')).toEqual(['1']);
  });

  test('a create carried out after the next try had looked leaves one record at the try after', async () => {
    system.next.push('late');
    system.lateMs = 400;
    await faultOf(once('R-1', { ...steps('R-1'), fresh: true }));
    await once('R-1', steps('R-1'));
    await system.settled();
    expect(system.standing('R-1')).toHaveLength(2);
    const kept = await once('R-1', steps('R-1'));
    expect(system.standing('R-1')).toEqual([kept.id]);
  });

  test('our own record gives way to an older one although the index does not show ours yet', async () => {
    let looks = 0;
    const older = await records.create({ stamp: 'R-1' });
    const find = async () => ((looks += 1) === 1 ? [] : [older]);
    expect((await once('R-1', { ...steps('R-1'), find })).id).toBe(older.id);
    expect(system.standing('R-1')).toEqual([older.id]);
  });

  test('where reading back fails, the record may be there all the same, and the next try finds it', async () => {
    system.next.push('well', 'well', 'down');
    expect(await faultOf(once('R-1', steps('R-1')))).toMatchObject({
      kind: 'unavailable',
      outcome: 'unknown',
    });
    expect((await once('R-1', steps('R-1'))).id).toBe('1');
    expect(system.records).toHaveLength(1);
  });

  test('the very first create is one request: there is nothing that could be found before or after it', async () => {
    await once('R-1', { ...steps('R-1'), fresh: true });
    expect(system.asked).toHaveLength(1);
  });

  test('a look that is no GET has done nothing either when it fails', async () => {
    const find = () => Promise.reject(new ConnectorError('records', 'timeout', 'no answer to POST search'));
    expect(await faultOf(once('R-1', { ...steps('R-1'), find }))).toMatchObject({ outcome: 'not-done' });
    expect(system.asked).toEqual([]);
  });

  test('where a double cannot be retired the order is not told as undone', async () => {
    await records.create({ stamp: 'R-1' });
    await records.create({ stamp: 'R-1' });
    const failing = {
      ...steps('R-1').doubles,
      retire: () => records.read('1').then(() => records.change('99', {})),
    };
    expect(await faultOf(once('R-1', { ...steps('R-1'), doubles: failing }))).toMatchObject({
      kind: 'missing',
      outcome: 'unknown',
    });
  });
});

describe('stamp and list recent', () => {
  const once = stampAndListRecent<Kept>();
  const recentSteps = (key: string) => ({
    ...steps(key),
    recent: () => records.newest(person),
    stampOf: ({ stamp }: Kept) => stamp,
  });

  test('a record that the index does not show yet is found in the person’s list', async () => {
    system.indexLagMs = 60_000;
    system.next.push('mute');
    await faultOf(once('R-1', { ...recentSteps('R-1'), fresh: true }));
    expect((await once('R-1', recentSteps('R-1'))).id).toBe('1');
    expect(system.records).toHaveLength(1);
  });

  test('a record that newer ones have pushed out of the list is found in the index', async () => {
    await records.create({ stamp: 'R-1', person });
    for (let newer = 0; newer < 20; newer += 1) await records.create({ person });
    expect((await once('R-1', recentSteps('R-1'))).id).toBe('1');
    expect(system.records).toHaveLength(21);
  });

  test('other records of the same person are left alone', async () => {
    await records.create({ stamp: 'R-9', person });
    await records.create({ person });
    expect((await once('R-1', recentSteps('R-1'))).id).toBe('3');
    expect(system.records.every(({ retired }) => !retired)).toBe(true);
  });

  test('a double is found in the list too, although the index lags', async () => {
    system.indexLagMs = 60_000;
    await records.create({ stamp: 'R-1', person });
    await records.create({ stamp: 'R-1', person });
    expect((await once('R-1', recentSteps('R-1'))).id).toBe('1');
    expect(system.standing('R-1')).toEqual(['1']);
  });

  test.each([
    ['the list', ['down']],
    ['the index', ['well', 'down']],
  ] as const)('where %s fails, nothing is sent', async (_what, moods) => {
    system.next.push(...moods);
    expect(await faultOf(once('R-1', recentSteps('R-1')))).toMatchObject({ outcome: 'not-done' });
    expect(system.records).toEqual([]);
  });
});

describe('compensate', () => {
  const once = compensate<Kept>();
  const compensated = (key: string) => ({ ...steps(key), alike: () => records.stamped(key) });

  test('a lost answer costs a second record, which is taken back at once', async () => {
    system.next.push('mute');
    await faultOf(once('R-1', { ...compensated('R-1'), fresh: true }));
    expect((await once('R-1', compensated('R-1'))).id).toBe('1');
    expect(system.records.map(({ retired }) => retired)).toEqual([false, true]);
  });

  test('a first try cannot have a double and asks for none', async () => {
    await once('R-1', { ...compensated('R-1'), fresh: true });
    expect(system.asked).toEqual(['POST /records']);
  });

  test('doubles that could not be looked for are taken back by the next try, all of them', async () => {
    system.next.push('mute', 'well', 'down', 'well', 'down');
    await faultOf(once('R-1', { ...compensated('R-1'), fresh: true }));
    for (const _ of [1, 2])
      expect(await faultOf(once('R-1', compensated('R-1')))).toMatchObject({ outcome: 'unknown' });
    expect((await once('R-1', compensated('R-1'))).id).toBe('1');
    expect(system.records).toHaveLength(4);
    expect(system.standing('R-1')).toEqual(['1']);
  });
});

test('unguarded, a lost answer costs a second record: the delivery has to flag it', async () => {
  const once = unguarded<Kept>();
  system.next.push('mute');
  await faultOf(once('R-1', { create: () => records.create({ stamp: 'R-1' }) }));
  await once('R-1', { create: () => records.create({ stamp: 'R-1' }) });
  expect(system.standing('R-1')).toHaveLength(2);
});

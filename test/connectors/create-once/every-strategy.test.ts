/** What every strategy keeps: any number of tries of any number of processes end in one record for one key. */
import type { ConnectorError } from '../../../src/errors';
import { nowhere } from '../../fakes/answering-server';
import { type RecordMood, recordServer, type RecordServer } from '../../fakes/record-server';
import { faultOf } from '../contract';
import { subjects, type Try } from './processes';

let system: RecordServer;
beforeEach(async () => {
  system = await recordServer();
});
afterEach(() => system.close());

const written = (): string[] => system.asked.filter((line) => /^(POST|PUT)/.test(line));

describe.each(subjects)('$name', ({ name, process, looks, guarded }) => {
  const processes = (): [Try, Try] => [process(system.url), process(system.url)];
  // It must create to look, so a lost answer does cost it a second record, which it takes back.
  const mayMakeTwo = name === 'compensate';

  test('one key makes one record, another key another', async () => {
    const [one, other] = processes();
    const made = await one('R-1', true);
    expect(made).toMatchObject({ stamp: 'R-1' });
    for (const again of [one, other, one]) expect((await again('R-1'))?.id).toBe(made?.id);
    expect((await other('R-2', true))?.id).not.toBe(made?.id);
    expect(system.standing('R-1')).toEqual([made?.id]);
    if (!mayMakeTwo) expect(system.records).toHaveLength(2);
  });

  test.each<RecordMood>(['mute', 'slow', 'late'])(
    'a create whose answer is lost because the system is %s is never made blindly again',
    async (mood) => {
      const [one, other] = processes();
      system.next.push(mood);
      expect(await faultOf(one('R-1', true))).toMatchObject({ kind: 'timeout', outcome: 'unknown' });
      await system.settled();
      const made = await other('R-1');
      expect((await one('R-1'))?.id).toBe(made?.id);
      expect(system.standing('R-1')).toEqual([made?.id]);
      expect(made?.id).toBe(system.records[0]?.id);
      if (!mayMakeTwo) expect(system.records).toHaveLength(1);
    },
  );

  test('a system that is down is tried again and ends in one record', async () => {
    const [one, other] = processes();
    system.mood = 'down';
    expect(await faultOf(one('R-1', true))).toMatchObject({ kind: 'unavailable' });
    expect(await faultOf(other('R-1'))).toMatchObject({ kind: 'unavailable' });
    system.mood = 'well';
    const made = await one('R-1');
    expect((await other('R-1'))?.id).toBe(made?.id);
    expect(system.standing('R-1')).toEqual([made?.id]);
  });

  test('two calls of one process at the same moment send one create', async () => {
    const [one] = processes();
    const [made, again] = await Promise.all([one('R-1'), one('R-1')]);
    expect(again?.id).toBe(made?.id);
    expect(written()).toHaveLength(1);
  });

  test('two processes at the same moment are told of the same record, and one stands', async () => {
    for (const key of Array.from({ length: 20 }, (_, index) => `R-${index}`)) {
      const [made, again] = await Promise.all(processes().map((attempt) => attempt(key)));
      expect(system.standing(key)).toEqual([made?.id]);
      expect(again?.id).toBe(made?.id);
      if (guarded) expect(system.records.filter(({ stamp }) => stamp === key)).toHaveLength(1);
    }
  });

  test('a create that was answered 503 may have been done, one that nobody heard was not', async () => {
    system.next.push('down');
    expect(await faultOf(process(system.url)('R-1', true))).toMatchObject({ outcome: 'unknown' });
    const away = process(await nowhere());
    expect(await faultOf(away('R-1', true))).toMatchObject({ kind: 'unavailable', outcome: 'not-done' });
  });

  if (looks)
    test.each<RecordMood>(['down', 'mute', 'slow'])(
      'where the look of a further try fails because the system is %s, nothing is sent and this try is not done',
      async (mood) => {
        const [one] = processes();
        system.next.push(mood);
        expect(await faultOf(one('R-1'))).toMatchObject({ outcome: 'not-done' });
        expect(written()).toEqual([]);
        expect(system.records).toEqual([]);
      },
    );

  test('whatever happens to the tries, one record stands in the end and was told', async () => {
    const seed = Number(globalThis.process.env['SEED'] ?? Date.now() % 1_000_000);
    console.log(`${name}: SEED=${seed}`);
    const random = randomOf(seed);
    const moods: RecordMood[] = ['well', 'down', 'mute', 'mute', 'slow', 'late'];
    const deliver = async (key: string): Promise<void> => {
      const pair = processes();
      let isFresh = true;
      for (let tries = 0; tries < 12; tries += 1) {
        const attempt = pair[tries % 2] ?? pair[0];
        try {
          const made = await attempt(key, isFresh);
          expect(system.standing(key)).toEqual([made?.id]);
          return;
        } catch (error) {
          const { outcome } = error as ConnectorError;
          if (outcome === undefined) throw error;
          isFresh &&= outcome === 'not-done';
          await system.settled();
        }
      }
      system.mood = 'well';
      expect((await pair[0](key))?.stamp).toBe(key);
    };
    for (let index = 0; index < 3; index += 1) {
      system.next = Array.from({ length: 5 }, () => moods[Math.floor(random() * moods.length)] ?? 'well');
      await deliver(`R-${index}`);
      expect(system.standing(`R-${index}`)).toHaveLength(1);
      if (!mayMakeTwo) expect(system.records).toHaveLength(index + 1);
    }
  });
});

/** A small generator of numbers in [0, 1), the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

import { ConnectorError, type ErrorKind } from '../../src/errors';
import { joinLooks } from '../../src/joined-looks';

/** A system whose tickets have changed at `at <id>`, but for number 13, which its list does not show. */
function system(fault?: ConnectorError) {
  const asked: string[][] = [];
  const ask = async (ids: readonly string[]) => {
    asked.push([...ids]);
    if (fault) throw fault;
    return new Map(ids.filter((id) => id !== '13').map((id) => [id, `at ${id}`]));
  };
  return { asked, ask };
}
const numbers = (count: number) => Array.from({ length: count }, (_, i) => `${i + 1}`);

test('looks that come within a moment are one request, and each gets its own answer', async () => {
  const { asked, ask } = system();
  const look = joinLooks(ask, { withinMs: 50, atMost: 100 });
  const answers = await Promise.all(['1', '2', '13', '1'].map(look));
  expect(answers).toEqual(['at 1', 'at 2', undefined, 'at 1']);
  expect(asked).toEqual([['1', '2', '13']]);
});

test('as many as go together wait for nobody', async () => {
  const { asked, ask } = system();
  const look = joinLooks(ask, { withinMs: 30_000, atMost: 100 });
  await Promise.all(numbers(200).map(look));
  expect(asked.map((ids) => ids.length)).toEqual([100, 100]);
}, 10_000);

test('what is left over goes after its moment', async () => {
  const { asked, ask } = system();
  const look = joinLooks(ask, { withinMs: 50, atMost: 10 });
  await Promise.all(numbers(23).map(look));
  expect(asked.map((ids) => ids.length)).toEqual([10, 10, 3]);
});

test('a later look asks again: nothing is remembered', async () => {
  const { asked, ask } = system();
  const look = joinLooks(ask, { withinMs: 1, atMost: 100 });
  await look('1');
  await look('1');
  expect(asked).toEqual([['1'], ['1']]);
});

test.each<ErrorKind>(['unavailable', 'timeout', 'throttled', 'unauthorized'])(
  'a request that is %s is told to all who asked together, and the next one goes out',
  async (kind) => {
    const fault = new ConnectorError('desk', kind, 'no');
    const { asked, ask } = system(fault);
    const look = joinLooks(ask, { withinMs: 20, atMost: 100 });
    const ends = await Promise.allSettled(numbers(3).map(look));
    expect(ends).toEqual(Array(3).fill({ status: 'rejected', reason: fault }));
    await expect(look('4')).rejects.toBe(fault);
    expect(asked).toHaveLength(2);
  },
);

test.each<ErrorKind>(['rejected', 'missing', 'malformed'])(
  'a list that is %s says nothing of any ticket',
  async (kind) => {
    const look = joinLooks(system(new ConnectorError('desk', kind, 'no')).ask, { withinMs: 20, atMost: 100 });
    expect(await Promise.all(numbers(3).map(look))).toEqual([undefined, undefined, undefined]);
  },
);

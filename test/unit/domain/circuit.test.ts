import fc from 'fast-check';
import {
  type Circuit,
  grant,
  join,
  leave,
  lookNow,
  looked,
  lookIn,
  newCircuit,
  nextChangeMs,
  stillAway,
  tried,
  type Waiting,
} from '../../../src/domain/circuit';

const waiting = (code: string, caller = code, since = 0, notBefore = 0): Waiting => ({
  code,
  caller,
  since,
  notBefore,
});
const away = (code: string, caller = code, since = 0, notBefore = 0) =>
  ({ code, system: 'away', error: '503', again: waiting(code, caller, since, notBefore) }) as const;
const withLine = (atOnce: number, ...line: Waiting[]): Circuit => {
  const circuit = newCircuit('desk', atOnce, 0);
  for (const one of line) join(circuit, one);
  return circuit;
};

test('of one caller only the oldest wish may try, whatever order they got in line', () => {
  const circuit = withLine(4, waiting('b', 'ana', 2), waiting('a', 'ana', 1), waiting('c', 'luis', 3));
  expect(grant(circuit, 10)).toEqual(['a', 'c']);
  expect(grant(circuit, 10)).toEqual([]);
  tried(circuit, { code: 'a', system: 'answered' }, 10, 0);
  expect(grant(circuit, 10)).toEqual(['b']);
});

test('an oldest wish that must still wait holds back the others of its caller, and nobody else', () => {
  const circuit = withLine(4, waiting('a', 'ana', 1, 500), waiting('b', 'ana', 2), waiting('c', 'luis', 3));
  expect(grant(circuit, 10)).toEqual(['c']);
  expect(nextChangeMs(circuit, 10)).toBe(490);
  expect(grant(circuit, 500)).toEqual(['a']);
});

test('a caller with many wishes and one with a single one take turns', () => {
  const line = [...Array(5)].map((_, n) => waiting(`a${n}`, 'ana', n));
  const circuit = withLine(1, ...line, waiting('b', 'luis', 100));
  const order: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    const [code = ''] = grant(circuit, n);
    order.push(code);
    tried(circuit, { code, system: 'answered' }, n, 0);
  }
  expect(order.indexOf('b')).toBe(1);
});

test('no more tries at the same time than allowed, and a success lets twice as many follow', () => {
  const circuit = withLine(8, ...[...Array(20)].map((_, n) => waiting(`d${n}`)));
  circuit.width = 1;
  expect(grant(circuit, 0)).toHaveLength(1);
  tried(circuit, { code: 'd0', system: 'answered' }, 1, 0);
  const two = grant(circuit, 1);
  expect(two).toHaveLength(2);
  for (const code of two) tried(circuit, { code, system: 'answered' }, 2, 0);
  expect(grant(circuit, 2)).toHaveLength(8);
});

test('after three faults in a row nobody tries: the system is looked at, ever less often, up to every five minutes', () => {
  const circuit = withLine(4, ...[...Array(6)].map((_, n) => waiting(`d${n}`)));
  for (const code of ['d0', 'd1', 'd2']) tried(circuit, away(code), 1000, 0.5);
  expect(circuit.state).toBe('open');
  expect(grant(circuit, 1000)).toEqual([]);
  let now = 1000;
  const waits: number[] = [];
  for (let n = 0; n < 30; n += 1) {
    stillAway(circuit, '503', now, 1);
    waits.push(nextChangeMs(circuit, now) ?? -1);
    now += waits.at(-1) ?? 0;
  }
  expect(waits[0]).toBeLessThan(5_000);
  expect(waits.at(-1)).toBe(300_000);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  looked(circuit, 'answers', now);
  expect(circuit.state).toBe('closed');
  expect(grant(circuit, now)).toHaveLength(1);
});

test('a system that answers looks but fails every try ends with one try at a time, ever less often', () => {
  const circuit = withLine(4, ...[...Array(100)].map((_, n) => waiting(`d${n}`)));
  let now = 0;
  let tries = 0;
  for (let step = 0; step < 2000 && now < 3_600_000; step += 1) {
    const codes = grant(circuit, now);
    tries += codes.length;
    for (const code of codes) tried(circuit, away(code, code, 0, now + 60_000), now, 1);
    if (circuit.state === 'open' && (circuit.nextLookAt ?? 0) <= now) looked(circuit, 'answers', now);
    now += Math.max(1, nextChangeMs(circuit, now) ?? 0);
  }
  // 100 deliveries with a try a minute each would be 6000 in that hour.
  expect(tries).toBeLessThan(100);
});

test('a system that asks for time is left alone for that long', () => {
  const circuit = withLine(4, waiting('a'));
  grant(circuit, 0);
  tried(circuit, { ...away('a'), retryAfterMs: 7_000 }, 0, 0);
  expect(nextChangeMs(circuit, 0)).toBe(7_000);
});

test('where nobody can look, one delivery tries for all', () => {
  const circuit = withLine(4, waiting('a'), waiting('b'));
  stillAway(circuit, '503', 0, 0);
  looked(circuit, 'cannot-tell', 10);
  expect(circuit.state).toBe('half-open');
  expect(grant(circuit, 10)).toHaveLength(1);
  tried(circuit, away('a'), 11, 0);
  expect(circuit.state).toBe('open');
});

test('an operator’s look is at once; a delivery that never reports loses its place after a minute', () => {
  const circuit = withLine(1, waiting('a'), waiting('b'));
  stillAway(circuit, '503', 0, 0);
  lookNow(circuit, 5);
  expect(nextChangeMs(circuit, 5)).toBe(0);
  looked(circuit, 'answers', 5);
  expect(grant(circuit, 5)).toEqual(['a']);
  expect(grant(circuit, 50_000)).toEqual([]);
  leave(circuit, 'a');
  expect(grant(circuit, 50_000)).toEqual(['b']);
  expect(grant(circuit, 120_000)).toEqual(['b']);
});

test('whatever happens, nobody is forgotten: all who joined have left or are in line', () => {
  const deed = fc.oneof(
    fc.record({ do: fc.constant('join' as const), n: fc.nat(20), caller: fc.nat(3) }),
    fc.record({ do: fc.constant('grant' as const) }),
    fc.record({ do: fc.constant('answered' as const), n: fc.nat(20) }),
    fc.record({ do: fc.constant('away' as const), n: fc.nat(20) }),
    fc.record({ do: fc.constant('look' as const), well: fc.boolean() }),
    fc.record({ do: fc.constant('leave' as const), n: fc.nat(20) }),
  );
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 200 }), (deeds) => {
      const circuit = newCircuit('desk', 4, 0);
      const inside = new Map<string, number>();
      let now = 0;
      for (const one of deeds) {
        now += 1000;
        if (one.do === 'join') {
          join(circuit, waiting(`d${one.n}`, `c${inside.get(`d${one.n}`) ?? one.caller}`, now));
          if (!inside.has(`d${one.n}`)) inside.set(`d${one.n}`, one.caller);
        } else if (one.do === 'grant') {
          const codes = grant(circuit, now);
          expect(Object.keys(circuit.granted).length).toBeLessThanOrEqual(4);
          expect(circuit.state === 'open' && codes.length > 0).toBe(false);
        } else if (one.do === 'look') {
          if (one.well) looked(circuit, 'answers', now);
          else stillAway(circuit, '503', now, 0.5);
        } else {
          const code = `d${one.n}`;
          if (!inside.has(code)) continue;
          if (one.do === 'away') tried(circuit, away(code, `c${inside.get(code)}`), now, 0.5);
          else {
            if (one.do === 'answered') tried(circuit, { code, system: 'answered' }, now, 0.5);
            else leave(circuit, code);
            inside.delete(code);
          }
        }
        expect(new Set(circuit.line.map(({ code }) => code))).toEqual(new Set(inside.keys()));
      }
    }),
  );
});

test('a look that our own pace held back says nothing of the system, and is made when there is room', () => {
  const circuit = withLine(1, waiting('a'));
  stillAway(circuit, 'down', 0, 0.5);
  const { failures, looks } = circuit;
  lookIn(circuit, 700, 100);
  expect(circuit).toMatchObject({ state: 'open', nextLookAt: 800, failures, looks });
});

test('where our own pace has no room for more, as many try as have places, and one more now and then', () => {
  const names = Array.from({ length: 26 }, (_, n) => `d${n}`);
  const circuit = withLine(8, ...names.map((name) => waiting(name)));
  const called = grant(circuit, 10);
  expect(called).toHaveLength(8);
  for (const code of called.slice(5))
    tried(circuit, { code, system: 'unasked', again: { ...waiting(code), notBefore: 5_000 } }, 10, 0);
  expect(circuit).toMatchObject({ state: 'closed', failures: 0 });
  // Five have places; the place of each that is done goes to another.
  expect(grant(circuit, 10)).toEqual([]);
  let more = 0;
  for (const code of called.slice(0, 5)) {
    tried(circuit, { code, system: 'answered' }, 10, 0);
    more += grant(circuit, 10).length;
  }
  expect(more).toBe(5);
  const [next = ''] = Object.keys(circuit.granted);
  tried(circuit, { code: next, system: 'answered' }, 10, 0);
  expect(grant(circuit, 10)).toHaveLength(2);
});

test('where nobody has a place, one may try all the same', () => {
  const circuit = withLine(8, waiting('a'));
  grant(circuit, 10);
  tried(circuit, { code: 'a', system: 'unasked', again: { ...waiting('a'), notBefore: 500 } }, 10, 0);
  expect(grant(circuit, 499)).toEqual([]);
  expect(grant(circuit, 500)).toEqual(['a']);
});

test('a worker of ours that is lost says nothing of the system: its delivery tries again, and nobody is held back', () => {
  const circuit = withLine(4, waiting('a'), waiting('b'), waiting('c'), waiting('d'));
  for (const code of grant(circuit, 10))
    tried(circuit, { code, system: 'unheard', again: waiting(code) }, 10, 0);
  expect(circuit).toMatchObject({ state: 'closed', width: 4, failures: 0, granted: {} });
  expect(grant(circuit, 20)).toHaveLength(4);
});

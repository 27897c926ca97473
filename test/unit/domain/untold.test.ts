import { owedWith, reachOf, stillOwed } from '../../../src/domain/untold';

const answered = (code: string, delivery: 'delivered' | 'pending' | 'refused') => ({
  ...{ turnId: 't', say: [], ended: false },
  ...{ code, delivery },
});
const first = 'Hecho: su aviso tiene el número 1042.';
const second = 'Su petición queda registrada con el código R-1.';

test('who talks over the outcome of one errand, orders another and hangs up is owed the first still', () => {
  const one = owedWith([], answered('R-7K3F-92QD', 'delivered'), [first, '¿Algo más?']);
  expect(stillOwed(one, 'Hecho: su')).toEqual(one);
  const two = owedWith(one, answered('R-1111-2222', 'pending'), [second]);
  const left = stillOwed(two, '');
  expect(left).toEqual([
    { code: 'R-7K3F-92QD', say: [first], isOver: true },
    { code: 'R-1111-2222', say: [second], isOver: false },
  ]);
});

test('what was heard is owed no more, each sentence by itself', () => {
  const owed = owedWith(
    owedWith([], answered('R-7K3F-92QD', 'delivered'), [first, 'Lo tendrá el martes.']),
    answered('R-1111-2222', 'delivered'),
    [second],
  );
  expect(stillOwed(owed, `${first} Lo ten`).map(({ say }) => say)).toEqual([
    ['Lo tendrá el martes.'],
    [second],
  ]);
  expect(stillOwed(owed, undefined)).toEqual([]);
});

test('a delivery that ends after its promise was talked over is owed with both, once', () => {
  const promised = owedWith([], answered('R-7K3F-92QD', 'pending'), [second]);
  expect(owedWith(promised, answered('R-7K3F-92QD', 'delivered'), [first])).toEqual([
    { code: 'R-7K3F-92QD', say: [second, first], isOver: true },
  ]);
});

test('refusals and plain answers add nothing', () => {
  const owed = owedWith([], answered('R-7K3F-92QD', 'delivered'), [first]);
  expect(owedWith(owed, answered('R-1111-2222', 'refused'), ['No es posible.'])).toEqual(owed);
  expect(owedWith(owed, { turnId: 't', say: [], ended: false }, ['Buenos días.'])).toEqual(owed);
});

test('a caller whose number is withheld is reached by the number they left', () => {
  expect(reachOf({ name: 'Ana', phone: '+34600123456' }, undefined)).toEqual({
    name: 'Ana',
    phone: '+34600123456',
  });
  expect(reachOf({ name: 'Ana' }, '+34600999888')).toEqual({ name: 'Ana', phone: '+34600999888' });
  expect(reachOf({ email: 'ana@example.org' }, '+34600999888')).toEqual({
    email: 'ana@example.org',
    phone: '+34600999888',
  });
  expect(reachOf({ email: 'ana@example.org' }, undefined)).toEqual({ email: 'ana@example.org' });
  expect(reachOf({ name: 'Ana' }, undefined)).toBeUndefined();
  expect(reachOf(undefined, undefined)).toBeUndefined();
});

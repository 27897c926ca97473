import fc from 'fast-check';
import type { Order } from '../../../src/domain/call';
import { wishOf } from '../../../src/domain/wish';
import { orderOf, worksIn } from '../language/orders';

const order = (args: Record<string, unknown> = {}, more: Partial<Order> = {}): Order => {
  const [work] = worksIn('es');
  if (work?.verb !== 'createTicket') throw new Error('the first work is a ticket');
  return { ...orderOf('es', { ...work, args: { ...work.args, ...args } }), ...more } as Order;
};

test('case, accents, spaces and dots make no other wish, nor does the moment', () => {
  const one = wishOf(order({ place: 'calle Óscar Núñez 12' }));
  expect(wishOf(order({ place: ' CALLE  Oscar Nuñez, 12. ' }))).toBe(one);
  expect(wishOf(order({ place: 'calle Óscar Núñez 12', dueAt: '2030-01-01T00:00:00.000Z' }))).toBe(one);
  expect(wishOf(order({ place: 'calle Óscar Núñez 12', dueDay: '2030-01-01' }))).toBe(one);
});

test('another number, another place, another verb or another system is another wish', () => {
  const one = wishOf(order({ place: 'calle Mayor 12' }));
  for (const place of ['calle Mayor 1 2', 'calle Mayor 13', 'calle Mayor 12 B', undefined])
    expect(wishOf(order({ place }))).not.toBe(one);
  expect(wishOf(order({ place: 'calle Mayor 12' }, { connection: 'shop-desk' }))).not.toBe(one);
  const wishes = worksIn('es').map((work) => wishOf(orderOf('es', work)));
  expect(new Set(wishes).size).toBe(wishes.length);
});

test('a caller is the same in every call where their number is known, and another in each where it is not', () => {
  const known = (callId: string) => wishOf(order({}, { callId, callerKey: 'k1' }));
  const unknown = (callId: string) => wishOf(order({}, { callId }));
  expect(known('c1')).toBe(known('c2'));
  expect(unknown('c1')).not.toBe(unknown('c2'));
  expect(wishOf(order({}, { callId: 'k1' }))).not.toBe(known('c1'));
});

test('the order in which arguments are named does not count, their values do', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer(), (args, other) => {
      const performed = (values: object) =>
        wishOf(
          orderOf('es', { verb: 'perform', args: { tool: 'cancel_order', arguments: values as never } }),
        );
      const turned = Object.fromEntries(Object.entries(args).toReversed());
      expect(performed(turned)).toBe(performed(args));
      expect(performed({ ...args, '§': other })).not.toBe(performed({ ...args, '§': other + 1 }));
    }),
  );
});

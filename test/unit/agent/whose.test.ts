/** Whose a record is: of the number that calls, or of the address that writes; never of one that was only said. */
import { contactBy, isTheirs } from '../../../src/agent/whose';
import { checkArguments } from '../../../src/agent/tool-arguments';
import type { Errand } from '../../../src/domain/assistant';

const [from, email] = ['+34600000001', 'ana@example.org'];

test('who calls owns what bears their number, who writes what bears their address', () => {
  const record = { phone: from, email: 'Ana@Example.org' };
  expect(isTheirs(record, { from })).toBe(true);
  expect(isTheirs(record, { email })).toBe(true);
  expect(isTheirs({ phone: '+34600000002', email }, { from })).toBe(false);
  // An address that was dictated in a call gives nobody the records of its owner.
  expect(isTheirs({ email }, { from, email })).toBe(false);
  expect(isTheirs({ phone: from }, { email })).toBe(false);
  expect(isTheirs({}, {})).toBe(false);
});

test('systems are asked by one of the two, and not at all for nobody', () => {
  expect(contactBy({ from })).toEqual({ phone: from });
  expect(contactBy({ email })).toEqual({ email });
  expect(contactBy({})).toBeUndefined();
});

test('the address they write from need not be said', () => {
  const field = (name: string, kind: 'phone' | 'email') => ({
    name,
    kind,
    label: name,
    ask: name,
    hints: [],
  });
  const errand = { name: 'copy', fields: [field('mail', 'email')] } as unknown as Errand;
  expect(checkArguments(errand, {}, { email })).toEqual({ values: { mail: email } });
  expect(checkArguments(errand, { mail: 'bea@example.org' }, { email })).toEqual({
    values: { mail: 'bea@example.org' },
  });
  expect(checkArguments(errand, {}, { from })).toHaveProperty('error');
});

/** How a field's answer is said, which decides how patiently it is listened to. Pure. */
import type { FieldKind } from './assistant';
import type { Expectation } from './listening';

const expectations: Partial<Record<FieldKind, Expectation>> = {
  phone: 'number',
  number: 'number',
  ticketNumber: 'number',
  email: 'email',
  address: 'address',
  name: 'name',
  date: 'date',
};

/** What to expect of a caller who was asked for such a field; undefined for anything that is said in a sentence. */
export const expectedOf = (kind: FieldKind | undefined): Expectation | undefined =>
  kind && expectations[kind];

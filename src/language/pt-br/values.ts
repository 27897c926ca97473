import type { ValueWords } from '../wording';
import { day, when } from './dates';

/** How values are said: telephone numbers as in "11 98765-4321". */
export const values: ValueWords = {
  day,
  when,
  country: '55',
  phone: (number) => number.replace(/^(\d\d)(\d{4,5})(\d{4})$/, '$1 $2-$3'),
};

import type { ValueWords } from '../wording';
import { day, when } from './dates';

/** How values are said: telephone numbers as in "612 34 56 78". */
export const values: ValueWords = {
  day,
  when,
  country: '34',
  phone: (number) => number.replace(/^(\d{3})(\d\d)(\d\d)(\d\d)$/, '$1 $2 $3 $4'),
};

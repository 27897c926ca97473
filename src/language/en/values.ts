import type { ValueWords } from '../wording';
import { day, when } from './dates';

/** How values are said: telephone numbers as in "07700 900123". */
export const values: ValueWords = {
  day,
  when,
  country: '44',
  phone: (number) => `0${number}`.replace(/^(\d{5})(\d{6})$/, '$1 $2'),
};

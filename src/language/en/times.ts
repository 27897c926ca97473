import type { TimeWords } from '../spoken-time';

const past = '(?: (?<m>[0-5]\\d))?';

export const times: TimeWords = {
  instead: [
    ['(?:at |around )?(?:12 )?(?:noon|midday)', 'at 12 pm'],
    ['(?:at |around )?(?:12 )?midnight', 'at 12 am'],
    ['(\\d{1,2}) oh? (\\d)', '$1 0$2'],
  ],
  parts: [
    ['am|in the morning|this morning', 'am'],
    ['pm|in the (?:afternoon|evening)|this (?:afternoon|evening)', 'pm'],
    ['at night|tonight', 'night'],
  ],
  times: [
    '(?<h>\\d{1,2})h(?<m>[0-5]\\d)',
    '(?<past>half) (?:past )?(?<h>\\d{1,2})',
    '(?:a )?(?<past>quarter|(?:5|10|20|25)(?: minutes)?|\\d{1,2} minutes) (?:past|after) (?<h>\\d{1,2})',
    '(?<!from |between )(?:a )?(?<to>quarter|(?:5|10|20|25)(?: minutes)?|\\d{1,2} minutes) (?:to|before|of) (?<h>\\d{1,2})',
    '(?<h>\\d{1,2}) o clock',
    `(?:at|around|about|by|say) (?<h>\\d{1,2})${past}`,
  ],
  whole: [`(?<h>\\d{1,2})${past}`],
  minutes: { half: 30, quarter: 15 },
  around: ['please', 'yes', 'make it', 'ok', 'thanks', 'thank you', 'sharp', 'today', 'tomorrow', 'well'],
  negation: 'not|no|before|after|from',
};

import type { TimeWords } from '../spoken-time';

const past =
  '(?: y (?<past>media|cuarto|\\d{1,2})| menos (?<to>cuarto|\\d{1,2})| (?<m>[0-5]\\d))?(?: minutos)?(?: en punto)?';

export const times: TimeWords = {
  instead: [
    ['(?:a|al) mediodia', 'a las 12 del mediodia'],
    ['a medianoche|a media noche', 'a las 0'],
  ],
  parts: [
    ['de la madrugada', 'am'],
    ['(?:por|de|en|a) la manana|esta manana', 'morning'],
    ['del? mediodia', 'noon'],
    ['(?:por|de|en|a) la tarde|esta tarde', 'pm'],
    ['(?:por|de|en|a) la noche|esta noche', 'night'],
  ],
  times: [
    '(?<h>\\d{1,2})h(?<m>[0-5]\\d)',
    `(?<!de aqui a |entre |mas de )(?:a|sobre|hacia|desde|para|tipo)? ?las? (?<h>\\d{1,2})${past}(?: horas?)?`,
    '(?<h>\\d{1,2}) ?(?:h|hs|horas?)(?: y (?<past>media|cuarto))?',
  ],
  whole: [`(?<h>\\d{1,2})${past}`],
  minutes: { media: 30, cuarto: 15 },
  around: ['por favor', 'mejor', 'si', 'vale', 'pues', 'gracias', 'hoy', 'manana'],
  negation: 'no|antes de|despues de|a partir de',
};

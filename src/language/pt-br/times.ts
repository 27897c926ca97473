import type { TimeWords } from '../spoken-time';

const past = '(?: (?:horas? )?e (?<past>meia|\\d{1,2})| (?<m>[0-5]\\d))?(?: minutos)?(?: em ponto)?';

export const times: TimeWords = {
  instead: [
    ['(?:ao|as|a|pelo)? ?meio dia', 'as 12'],
    ['(?:a|as)? ?meia noite', 'as 0'],
    [
      '(?<!dia )(5|10|15|20|25|quinze) (?:minutos )?(?:para|pra|pras|pro) (?:as |a |o |ao )?(?:as )?(\\d{1,2})',
      'faltam $1 menos $2',
    ],
  ],
  parts: [
    ['(?:da|de) madrugada', 'am'],
    ['(?:da|de|pela|na|a) manha', 'morning'],
    ['(?:da|de|a|pela|na) tarde', 'pm'],
    ['(?:da|de|a|pela|na) noite|hoje a noite', 'night'],
  ],
  times: [
    '(?<h>\\d{1,2})h(?<m>[0-5]\\d)',
    'faltam (?<to>\\d{1,2}) menos (?<h>\\d{1,2})(?: horas?)?',
    '(?<h>\\d{1,2}) ?(?:h|hs|horas?)(?: e (?<past>meia|\\d{1,2}))?',
    `(?:as?|pelas|la pelas|por volta das|para as|pras|umas) (?<h>\\d{1,2})${past}(?: horas?)?`,
  ],
  whole: [`(?<h>\\d{1,2})${past}`],
  minutes: { meia: 30 },
  around: ['por favor', 'melhor', 'sim', 'ta bom', 'pode ser', 'obrigad[oa]', 'hoje', 'amanha'],
  negation: 'nao|antes das?|depois das?|a partir das?',
};

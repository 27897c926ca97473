import { wallTime, weekdayOf } from '../civil-time';
import type { DateWords } from '../spoken-date';

export const dates: DateWords = {
  weekdays: [
    'segunda-feira',
    'terça-feira',
    'quarta-feira',
    'quinta-feira',
    'sexta-feira',
    'sábado',
    'domingo',
  ],
  months: [
    'janeiro',
    'fevereiro',
    'março',
    'abril',
    'maio',
    'junho',
    'julho',
    'agosto',
    'setembro',
    'outubro',
    'novembro',
    'dezembro',
  ],
  weekdayForms: [
    'segunda(?: feira)?',
    'terca(?: feira)?',
    'quarta(?: feira)?',
    'quinta(?: feira)?',
    'sexta(?: feira)?',
    'sabado',
    'domingo',
  ],
  monthForms: [
    'janeiro',
    'fevereiro',
    'marco',
    'abril',
    'maio',
    'junho',
    'julho',
    'agosto',
    'setembro',
    'outubro',
    'novembro',
    'dezembro',
  ],
  fixed: [
    ['depois de amanha', 2],
    ['hoje(?: mesmo)?|esta (?:manha|tarde|noite)', 0],
    ['anteontem|antes de ontem', -2],
    ['ontem', -1],
    ['amanha(?: mesmo)?', 1],
  ],
  ignored: [
    '(?:de|pela|da|a|na|pra|para a) (?:manha|tarde|noite|madrugada)|ao meio dia',
    '(?:as|(?<!daqui )a(?= 1(?!\\d))|pelas|para as|pras|depois das?|antes das?) (?:\\d{1,2}h\\d{0,2}|\\d{1,2}(?: (?:h|horas?))?(?: \\d{2}| e meia| e \\d{1,2})?)',
  ],
  units: { day: 'dias?', week: 'semanas?', month: 'mes(?:es)?' },
  ahead: ['(?:daqui a|daqui|dentro de|em) {n} {u}'],
  ago: ['(?:ha|faz) {n} {u}(?: atras)?', '{n} {u} atras'],
  dayAndMonth: ['{d} (?:de |do )?{m}(?: (?:de |do )?{y})?', 'primeiro de {m}(?: (?:de |do )?{y})?'],
  dayNextMonth: ['{d} do (?:proximo mes|mes (?:que vem|proximo|seguinte))'],
  dayThisMonth: ['{d} (?:deste|desse) mes'],
  dayAlone: ['(?<=(?:^|[ ])(?:dia|{w}) ){d}(?! (?:da|horas|e meia))', '^(?:o |no )?{d}$'],
  thisWeekday: ['(?:nesta|nessa|neste|nesse|esta|essa|este|esse) {w}'],
  nextWeekday: ['(?:na |no |a |o )?proxim[ao] {w}', '{w} (?:que vem|proxim[ao]|seguinte)'],
  lastWeekday: ['(?:na |no )?ultim[ao] {w}', '{w} passad[ao]'],
  weekdayWeek: ['{w} da outra semana'],
  nextIsNextWeek: false,
  nextWeek: '(?:da |na |a )?(?:proxima semana|semana que vem|semana proxima)',
  thisWeek: '(?:desta|dessa|nesta|nessa|esta|essa) semana',
  negation: 'nao|nunca|menos',
};

/** "terça-feira, 24 de novembro" */
export function day(at: string, zone: string): string {
  const wall = wallTime(at, zone);
  const ordinal = wall.day === 1 ? '1º' : `${wall.day}`;
  return `${dates.weekdays[weekdayOf(wall) - 1]}, ${ordinal} de ${dates.months[wall.month - 1]}`;
}

/** "10h30" */
export function clock(at: string, zone: string): string {
  const { hour, minute } = wallTime(at, zone);
  return `${hour}h${minute === 0 ? '' : String(minute).padStart(2, '0')}`;
}

/** "às 10h30" */
export const atTime = (at: string, zone: string): string =>
  `${[0, 1].includes(wallTime(at, zone).hour) ? 'à' : 'às'} ${clock(at, zone)}`;

/** "terça-feira, 24 de novembro, às 10h30" */
export const when = (at: string, zone: string): string => `${day(at, zone)}, ${atTime(at, zone)}`;

/** "na terça-feira", "no sábado": with the article that the weekday needs. */
export const onDay = (at: string, zone: string): string =>
  `${weekdayOf(wallTime(at, zone)) > 5 ? 'no' : 'na'} ${day(at, zone)}`;

/** "na terça-feira, 24 de novembro, às 10h30" */
export const onWhen = (at: string, zone: string): string => `${onDay(at, zone)}, ${atTime(at, zone)}`;

/** Until when an answer is promised: the day alone, where a day is promised (YYYY-MM-DD) and not a time. */
export const dueBy = (at: string, dueDay: string | undefined, zone: string): string =>
  dueDay === undefined ? when(at, zone) : day(dueDay, 'UTC');

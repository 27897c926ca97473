import { wallTime, weekdayOf } from '../civil-time';
import type { DateWords } from '../spoken-date';

export const dates: DateWords = {
  weekdays: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
  months: [
    'enero',
    'febrero',
    'marzo',
    'abril',
    'mayo',
    'junio',
    'julio',
    'agosto',
    'septiembre',
    'octubre',
    'noviembre',
    'diciembre',
  ],
  weekdayForms: ['lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado', 'domingo'],
  monthForms: [
    'enero',
    'febrero',
    'marzo',
    'abril',
    'mayo',
    'junio',
    'julio',
    'agosto',
    'sep?tiembre',
    'octubre',
    'noviembre',
    'diciembre',
  ],
  fixed: [
    ['pasado manana', 2],
    ['hoy(?: mismo)?|esta (?:manana|tarde|noche)', 0],
    ['antes de ayer|anteayer', -2],
    ['ayer|anoche', -1],
    ['manana(?: mismo)?', 1],
  ],
  ignored: [
    '(?:por|de|en|a) la (?:manana|tarde|noche|madrugada)|del? mediodia|a(?:l)? mediodia',
    '(?:a|sobre|hacia|desde) las? (?:\\d{1,2}h\\d{2}|\\d{1,2}(?: \\d{2}| y \\p{L}+| y \\d{1,2}| menos \\p{L}+| menos \\d{1,2})?)',
  ],
  units: { day: 'dias?', week: 'semanas?', month: 'mes(?:es)?' },
  ahead: ['(?:dentro de|de aqui a|en) {n} {u}'],
  ago: ['hace {n} {u}'],
  dayAndMonth: ['{d} (?:de |del )?{m}(?: (?:de |del )?{y})?', 'primero de {m}(?: (?:de |del )?{y})?'],
  dayNextMonth: ['{d} (?:de|del) (?:proximo mes|mes (?:que viene|proximo|siguiente))'],
  dayThisMonth: ['{d} (?:de|del) (?:este|presente) mes'],
  dayAlone: ['(?<=(?:^|[ ])(?:el|dia|{w}) ){d}(?! (?:de la|horas|y media|y cuarto|menos))', '^{d}$'],
  thisWeekday: ['(?:este|ese) {w}'],
  nextWeekday: ['(?:el )?proximo {w}', '{w} (?:que viene|proximo|siguiente)'],
  lastWeekday: ['(?:el )?pasado {w}', '{w} pasado'],
  weekdayWeek: ['{w} de la (?:otra|siguiente) semana'],
  nextIsNextWeek: false,
  nextWeek: '(?:de |en )?la (?:proxima semana|semana (?:que viene|que entra|proxima))',
  thisWeek: '(?:de |en )?esta (?:misma )?semana',
  negation: 'no|nunca|tampoco|menos el',
};

/** "martes 24 de noviembre" */
export function day(at: string, zone: string): string {
  const wall = wallTime(at, zone);
  return `${dates.weekdays[weekdayOf(wall) - 1]} ${wall.day} de ${dates.months[wall.month - 1]}`;
}

/** "10:30" */
export function clock(at: string, zone: string): string {
  const { hour, minute } = wallTime(at, zone);
  return `${hour}:${String(minute).padStart(2, '0')}`;
}

/** "a las 10:30" */
export const atTime = (at: string, zone: string): string =>
  `a la${wallTime(at, zone).hour === 1 ? '' : 's'} ${clock(at, zone)}`;

/** "martes 24 de noviembre a las 10:30" */
export const when = (at: string, zone: string): string => `${day(at, zone)} ${atTime(at, zone)}`;

/** Until when an answer is promised: the day alone, where a day is promised (YYYY-MM-DD) and not a time. */
export const dueBy = (at: string, dueDay: string | undefined, zone: string): string =>
  dueDay === undefined ? when(at, zone) : day(dueDay, 'UTC');

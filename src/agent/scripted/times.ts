import type { Slot } from '../../domain/appointment';
import type { Errand, Field } from '../../domain/assistant';
import type { ModelReply } from '../../domain/call';
import { DateTime } from 'luxon';
import type { Form } from './form';
import { callTool, type Turn } from './turn';
import { saysAny } from './words';

/** The field for the free time. */
export const slotField = (errand: Errand): Field | undefined =>
  errand.fields.find(({ kind }) => kind === 'slot');

const dayField = (errand: Errand): Field | undefined => errand.fields.find(({ kind }) => kind === 'date');

const afterNoon = '14:00';

/** Which free times words wish for. */
export function wishIn(turn: Turn, said: string): Form['wished'] {
  const { hearing, context, assistant, cues } = turn;
  const hearingContext = { now: context.now, zone: assistant.zone };
  const day = hearing.value('date', said, hearingContext);
  const time = hearing.value('time', said, hearingContext);
  const from = time === undefined && saysAny(said, cues.afternoon) ? afterNoon : undefined;
  const until = time === undefined && saysAny(said, cues.morning) ? afterNoon : undefined;
  return {
    ...(day ? { day } : {}),
    ...(time ? { time } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
  };
}

/** Looks for free times as they are wished; for the soonest where nothing is. */
export function findTimes(turn: Turn, errand: Errand, lead = ''): ModelReply {
  const { form } = turn;
  const slot = slotField(errand);
  if (slot) delete form.values[slot.name];
  form.offered = [];
  form.waiting = { for: 'look' };
  const { day, time, from = time } = form.wished;
  rememberDay(turn, errand, day ?? form.values[dayField(errand)?.name ?? '']);
  const args = {
    errand: errand.name,
    ...(form.wished.day ? { day: form.wished.day } : {}),
    ...(from ? { from } : {}),
  };
  return callTool(turn, 'find_free_times', args, lead);
}

/** Keeps a day for the search and in the form. Without one, any day will do, and it is not asked for again. */
export function rememberDay({ form }: Turn, errand: Errand, day: string | undefined): void {
  const field = dayField(errand);
  delete form.wished.day;
  if (day !== undefined) form.wished.day = day;
  if (!field) return;
  delete form.values[field.name];
  if (day !== undefined) form.values[field.name] = day;
  else if (!form.skipped.includes(field.name)) form.skipped.push(field.name);
}

const local = (slot: Slot): DateTime => DateTime.fromISO(slot.startsAt, { zone: slot.zone });
/** HH:MM where the appointment is. */
export const localTime = (slot: Slot): string => local(slot).toFormat('HH:mm');
/** YYYY-MM-DD where the appointment is. */
export const localDay = (slot: Slot): string => local(slot).toFormat('yyyy-MM-dd');

/** Whether a free time is the one said: "a las cinco" is 17:00 where nothing is free at 05:00. */
export function isAt(slot: Slot, time: string): boolean {
  const free = localTime(slot);
  const evening = `${(Number(time.slice(0, 2)) + 12) % 24}`.padStart(2, '0') + time.slice(2);
  return free === time || free === evening;
}

/** An office with exactly fifty free times, all tomorrow, and the script that asks for each of them. */
import { DateTime } from 'luxon';
import { type Assistant, phone } from '../../domain/assistant';
import type { DrillScript, ScriptTurn } from '../script';

const zone = 'Europe/Madrid';
const professionals = 5;
const each = 10;
/** Free times of the office. */
export const places = professionals * each;

const tomorrow = (): DateTime => DateTime.now().setZone(zone).plus({ days: 1 }).startOf('day');

/** The assistant: five people see callers from nine to two tomorrow, half an hour each. */
export function raceAssistant(): Assistant {
  const field = { optional: false, hints: [] };
  const doctors = [...Array(professionals)].map((_, index) => ({
    id: `doctor_${index + 1}`,
    name: `Doctor ${index + 1}`,
    place: 'centre',
    services: ['visit'],
    hours: [{ days: [tomorrow().weekday], from: '09:00', until: '14:00' }],
    daysOff: [],
  }));
  return {
    ...{
      id: 'race',
      name: 'Race',
      tenant: 'race',
      language: 'es',
      zone,
      greeting: 'Soy el asistente automático.',
      greetReturning: false,
    },
    ...{ instructions: '', agenda: 'agenda', budgetMs: 6000, person: { team: 'race', withinHours: 24 } },
    phone: phone.parse({}),
    appointmentReminders: [],
    errands: [
      {
        ...{
          name: 'book',
          verb: 'bookAppointment',
          title: 'pedir cita',
          description: 'Books.',
          when: ['cita'],
        },
        service: 'visit',
        fields: [
          { ...field, name: 'slot', kind: 'slot', label: 'la hora', ask: '¿Cuál le viene bien?' },
          { ...field, name: 'name', kind: 'name', label: 'el nombre', ask: '¿Cómo se llama?' },
        ],
      },
    ],
    agendaPlan: {
      places: [{ id: 'centre', name: 'Centro' }],
      services: [
        { id: 'visit', name: 'Visita', minutes: 30, bufferMinutes: 0, noticeHours: 0, horizonDays: 3 },
      ],
      professionals: doctors,
    },
  };
}

/** One script for every caller: sentence `n` asks for place `n`. */
export function raceScript(): DrillScript {
  const turns: ScriptTurn[] = [...Array(places)].map((_, place) => {
    const startsAt = tomorrow()
      .set({ hour: 9 })
      .plus({ minutes: 30 * (place % each) });
    const slot = `${startsAt.toUTC().toISO()}/doctor_${Math.floor(place / each) + 1}`;
    const wish = { tool: 'book', arguments: { slot, name: 'Ana Ruiz' }, response: null };
    return { say: sentenceFor(place), wishes: [wish] };
  });
  return { id: 'race', assistant: 'race', system: 'agenda', language: 'es', turns, writes: [] };
}

/** What a caller says for a place, 0 to 49. */
export const sentenceFor = (place: number): string => `Quiero el hueco número ${place + 1}.`;

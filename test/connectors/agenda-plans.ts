import type { AgendaOf } from '../../src/connectors/agenda-slots';
import type { AgendaPlan } from '../../src/domain/agenda-plan';

/** A town hall: two officers at the town hall, one at the library; papers take 30 minutes with 10 between, advice an hour. */
export const townHall: AgendaPlan = {
  places: [
    { id: 'hall', name: 'Ayuntamiento' },
    { id: 'library', name: 'Biblioteca' },
  ],
  services: [
    { id: 'papers', name: 'Padrón', minutes: 30, bufferMinutes: 10, noticeHours: 2, horizonDays: 30 },
    { id: 'advice', name: 'Asesoría', minutes: 60, bufferMinutes: 0, noticeHours: 24, horizonDays: 60 },
  ],
  professionals: [
    {
      id: 'ana',
      name: 'Ana',
      place: 'hall',
      services: ['papers', 'advice'],
      hours: [
        { days: [1, 2, 3, 4, 5], from: '09:00', until: '14:00' },
        { days: [2, 4], from: '16:00', until: '18:00' },
      ],
      daysOff: ['2026-12-08', '2026-12-25'],
    },
    {
      id: 'luis',
      name: 'Luis',
      place: 'hall',
      services: ['papers'],
      hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', until: '14:00' }],
      daysOff: [],
    },
    {
      id: 'eva',
      name: 'Eva',
      place: 'library',
      services: ['papers'],
      hours: [{ days: [6], from: '10:00', until: '13:00' }],
      daysOff: [],
    },
  ],
};

/** The town hall as an agenda of one tenant. */
export const townHallAgenda = (change: Partial<AgendaOf> = {}): AgendaOf => ({
  tenant: 'town-hall',
  zone: 'Europe/Madrid',
  plan: townHall,
  ...change,
});

/** One professional with one service that is offered on every day between two local times. */
export function simpleAgenda(
  zone: string,
  from: string,
  until: string,
  service: Partial<AgendaPlan['services'][number]> = {},
): AgendaOf {
  return {
    tenant: 'simple',
    zone,
    plan: {
      places: [{ id: 'room', name: 'Room' }],
      services: [
        {
          id: 'visit',
          name: 'Visit',
          minutes: 30,
          bufferMinutes: 0,
          noticeHours: 0,
          horizonDays: 30,
          ...service,
        },
      ],
      professionals: [
        {
          id: 'ana',
          name: 'Ana',
          place: 'room',
          services: ['visit'],
          hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from, until }],
          daysOff: [],
        },
      ],
    },
  };
}

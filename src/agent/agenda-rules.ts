import type { AgendaPlan } from '../domain/agenda-plan';
import { type Mistake, notAmong, repeats } from './mistakes';

type Professional = AgendaPlan['professionals'][number];
type OpenHours = Professional['hours'][number];

/** What does not fit together in an agenda's plan. */
export function agendaMistakes(plan: AgendaPlan): Mistake[] {
  return [
    ...(['places', 'services', 'professionals'] as const).flatMap((list) => doubled(list, plan[list])),
    ...plan.professionals.flatMap((person, index) => professionalMistakes(person, index, plan)),
    ...plan.services.flatMap((service, index) =>
      plan.professionals.some((person) => person.services.includes(service.id))
        ? []
        : [
            {
              path: ['agendaPlan', 'services', index, 'id'],
              text: `No professional offers "${service.id}". Add it to somebody's services.`,
            },
          ],
    ),
  ];
}

function doubled(list: string, items: readonly { id: string }[]): Mistake[] {
  return repeats(items, (item) => item.id).map(({ item, index }) => ({
    path: ['agendaPlan', list, index, 'id'],
    text: `"${item.id}" is already in ${list}. Give one of them another id.`,
  }));
}

function professionalMistakes(person: Professional, index: number, plan: AgendaPlan): Mistake[] {
  const path = ['agendaPlan', 'professionals', index];
  const places = plan.places.map(({ id }) => id);
  const services = plan.services.map(({ id }) => id);
  return [
    ...(places.includes(person.place)
      ? []
      : [
          {
            path: [...path, 'place'],
            text: notAmong(`There is no place "${person.place}".`, person.place, places),
          },
        ]),
    ...person.services.flatMap((service, at) =>
      services.includes(service)
        ? []
        : [
            {
              path: [...path, 'services', at],
              text: notAmong(`There is no service "${service}".`, service, services),
            },
          ],
    ),
    ...person.hours.flatMap((hours, at) => hoursMistakes(hours, [...path, 'hours', at])),
  ];
}

function hoursMistakes({ from, until }: OpenHours, path: PropertyKey[]): Mistake[] {
  const wrong = (['from', 'until'] as const).filter((key) => !isTime(key === 'from' ? from : until));
  if (wrong.length > 0) {
    return wrong.map((key) => ({
      path: [...path, key],
      text: 'This is no time of day. Write it like "09:00".',
    }));
  }
  return from < until
    ? []
    : [{ path: [...path, 'until'], text: `"until" (${until}) must be later than "from" (${from}).` }];
}

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

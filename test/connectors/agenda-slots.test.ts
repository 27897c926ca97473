import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Busy } from '../../src/connectors/agenda-book';
import { type AgendaOf, freeSlots, heldUntil, isOffered, serviceOf } from '../../src/connectors/agenda-slots';
import type { Slot, SlotQuery } from '../../src/domain/appointment';
import { simpleAgenda, townHallAgenda } from './agenda-plans';

const monday = Date.parse('2026-11-23T07:00:00Z');

function ask(agenda: AgendaOf, query: Partial<SlotQuery>, now = monday, busy: Busy[] = []): Slot[] {
  const whole: SlotQuery = { service: 'papers', after: new Date(now).toISOString(), limit: 50, ...query };
  const service = serviceOf(agenda, whole.service);
  if (!service) throw new Error(`no service ${whole.service}`);
  return freeSlots(agenda, service, whole, busy, now);
}

const local = (slot: Slot, format = 'yyyy-MM-dd HH:mm'): string =>
  DateTime.fromISO(slot.startsAt, { zone: slot.zone }).toFormat(format);

describe('Free times', () => {
  test('follow one another with the minutes kept free between, until the last that is over by closing', () => {
    const slots = ask(townHallAgenda(), { professional: 'ana', onDay: '2026-11-24' });
    expect(slots.map((slot) => local(slot, 'HH:mm'))).toEqual([
      ...['09:00', '09:40', '10:20', '11:00', '11:40', '12:20', '13:00'],
      ...['16:00', '16:40', '17:20'],
    ]);
    expect(slots[0]).toEqual({
      service: 'papers',
      professional: 'ana',
      professionalName: 'Ana',
      place: 'hall',
      placeName: 'Ayuntamiento',
      startsAt: '2026-11-24T08:00:00.000Z',
      endsAt: '2026-11-24T08:30:00.000Z',
      zone: 'Europe/Madrid',
    });
  });

  test('keep the notice of the service', () => {
    const [first] = ask(townHallAgenda(), {}, Date.parse('2026-11-23T08:30:00Z'));
    expect(first && local(first)).toBe('2026-11-23 11:40');
    const [advice] = ask(townHallAgenda(), { service: 'advice' }, Date.parse('2026-11-23T08:30:00Z'));
    expect(advice && local(advice)).toBe('2026-11-24 10:00');
  });

  test('end with the horizon: the last day whole, the next not at all', () => {
    const on = (onDay: string): number => ask(townHallAgenda(), { onDay, professional: 'ana' }).length;
    expect(on('2026-12-23')).toBe(7);
    expect(on('2026-12-24')).toBe(0);
  });

  test('are not on days off, nor on weekdays without hours', () => {
    expect(ask(townHallAgenda(), { professional: 'ana', onDay: '2026-12-08' })).toEqual([]);
    expect(ask(townHallAgenda(), { professional: 'luis', onDay: '2026-12-08' })).toHaveLength(7);
    expect(ask(townHallAgenda(), { professional: 'luis', onDay: '2026-11-28' })).toEqual([]);
    expect(ask(townHallAgenda(), { onDay: '2026-11-28' }).map(({ place }) => place)).toContain('library');
  });

  test('are narrowed by local time, place and instant', () => {
    const times = (query: Partial<SlotQuery>): string[] =>
      ask(townHallAgenda(), { onDay: '2026-11-24', professional: 'ana', ...query }).map((slot) =>
        local(slot, 'HH:mm'),
      );
    expect(times({ fromTime: '12:20', untilTime: '16:40' })).toEqual(['12:20', '13:00', '16:00']);
    expect(times({ fromTime: '16:30' })).toEqual(['16:40', '17:20']);
    expect(times({ untilTime: '09:40' })).toEqual(['09:00']);
    expect(times({ after: '2026-11-24T12:00:00Z' })).toEqual(['13:00', '16:00', '16:40', '17:20']);
    expect(times({ place: 'library' })).toEqual([]);
  });

  test('come soonest first and no more than asked for', () => {
    const slots = ask(townHallAgenda(), { limit: 3 });
    expect(slots.map((slot) => local(slot))).toEqual([
      '2026-11-23 10:20',
      '2026-11-23 11:00',
      '2026-11-23 11:40',
    ]);
  });

  test('are spread over the professionals, and the one with less to do comes first', () => {
    const free = ask(townHallAgenda(), { onDay: '2026-11-24', untilTime: '12:00' });
    expect(free.map(({ professional }) => professional)).toEqual(['ana', 'luis', 'ana', 'luis', 'ana']);
    const anaIsBusy: Busy[] = [
      { professional: 'ana', from: '2026-11-24T12:00:00Z', until: '2026-11-24T12:40:00Z' },
    ];
    const [first] = ask(townHallAgenda(), { onDay: '2026-11-24' }, monday, anaIsBusy);
    expect(first?.professional).toBe('luis');
  });

  test('leave out what is held, with the minutes kept free on both sides', () => {
    const busy: Busy[] = [
      { professional: 'ana', from: '2026-11-24T09:00:00Z', until: '2026-11-24T09:20:00Z' },
    ];
    const slots = ask(
      townHallAgenda(),
      { onDay: '2026-11-24', professional: 'ana', untilTime: '12:00' },
      monday,
      busy,
    );
    // 09:40 would be over at 10:10 and kept free until 10:20, into what is held from 10:00.
    expect(slots.map((slot) => local(slot, 'HH:mm'))).toEqual(['09:00', '10:20', '11:00', '11:40']);
  });
});

describe('Wall clocks decide', () => {
  const days: [string, string, string, string, string][] = [
    // zone, day, first instant at 09:00 local, its offset
    ['Europe/Madrid', '2026-10-24', '2026-10-24T07:00:00.000Z', '09:00', 'summer'],
    ['Europe/Madrid', '2026-10-25', '2026-10-25T08:00:00.000Z', '09:00', 'the day summer time ends'],
    ['Europe/Madrid', '2027-03-27', '2027-03-27T08:00:00.000Z', '09:00', 'winter'],
    ['Europe/Madrid', '2027-03-28', '2027-03-28T07:00:00.000Z', '09:00', 'the day summer time begins'],
    ['Atlantic/Canary', '2026-10-25', '2026-10-25T09:00:00.000Z', '09:00', 'the day summer time ends'],
    ['Atlantic/Canary', '2027-03-28', '2027-03-28T08:00:00.000Z', '09:00', 'the day summer time begins'],
    ['America/Sao_Paulo', '2026-10-25', '2026-10-25T12:00:00.000Z', '09:00', 'no summer time there'],
    ['America/Sao_Paulo', '2027-03-28', '2027-03-28T12:00:00.000Z', '09:00', 'no summer time there'],
  ];
  test.each(days)('in %s on %s the first time is %s, %s local (%s)', (zone, day, startsAt, clock) => {
    const now = Date.parse(`${day}T00:00:00Z`) - 5 * 24 * 3_600_000;
    const slots = ask(simpleAgenda(zone, '09:00', '11:00'), { service: 'visit', onDay: day }, now);
    expect(slots[0]?.startsAt).toBe(startsAt);
    expect(slots.map((slot) => local(slot, 'HH:mm'))).toEqual([clock, '09:30', '10:00', '10:30']);
  });

  test('an hour that does not exist is not offered, and one that comes twice is', () => {
    const night = simpleAgenda('Europe/Madrid', '01:00', '04:00');
    const spring = ask(night, { service: 'visit', onDay: '2027-03-28' }, Date.parse('2027-03-20T00:00:00Z'));
    expect(spring.map((slot) => local(slot, 'HH:mm'))).toEqual(['01:00', '01:30', '03:00', '03:30']);
    const autumn = ask(night, { service: 'visit', onDay: '2026-10-25' }, Date.parse('2026-10-20T00:00:00Z'));
    expect(autumn.map((slot) => local(slot, 'HH:mm'))).toEqual([
      ...['01:00', '01:30', '02:00', '02:30', '02:00', '02:30', '03:00', '03:30'],
    ]);
  });

  test('an opening that ends in the missing hour ends when that hour would begin', () => {
    const night = simpleAgenda('Europe/Madrid', '01:00', '02:30');
    const spring = ask(night, { service: 'visit', onDay: '2027-03-28' }, Date.parse('2027-03-20T00:00:00Z'));
    expect(spring.map((slot) => local(slot, 'HH:mm'))).toEqual(['01:00', '01:30']);
  });

  test('today is the local day: late at night in São Paulo it is not yet the UTC one', () => {
    const agenda = simpleAgenda('America/Sao_Paulo', '21:00', '23:00', { horizonDays: 1 });
    const slots = ask(agenda, { service: 'visit' }, Date.parse('2026-11-24T00:40:00Z'));
    expect(slots.map((slot) => local(slot))).toEqual([
      ...['2026-11-23 22:00', '2026-11-23 22:30'],
      ...['2026-11-24 21:00', '2026-11-24 21:30', '2026-11-24 22:00', '2026-11-24 22:30'],
    ]);
  });
});

describe('For any plan, any bookings and any question', () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  const hours = fc
    .tuple(clock, clock, fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }))
    .filter(([from, until]) => from < until)
    .map(([from, until, days]) => ({ from, until, days }));
  const zone = fc.constantFrom('Europe/Madrid', 'Atlantic/Canary', 'America/Sao_Paulo', 'America/Santiago');
  const agendas = fc
    .record({
      zone,
      minutes: fc.integer({ min: 5, max: 120 }),
      bufferMinutes: fc.integer({ min: 0, max: 30 }),
      noticeHours: fc.integer({ min: 0, max: 48 }),
      horizonDays: fc.integer({ min: 1, max: 9 }),
      hours: fc.array(fc.array(hours, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    })
    .map(({ hours: everyones, zone: where, ...service }): AgendaOf => {
      const { plan } = simpleAgenda(where, '09:00', '10:00', service);
      const professionals = everyones.map((each, index) => ({
        ...{ id: `p${index}`, name: `P${index}`, place: 'room', services: ['visit'] },
        hours: each,
        daysOff: [],
      }));
      return { tenant: 'any', zone: where, plan: { ...plan, professionals } };
    });
  // Around both changes of the clock, and in between.
  const nows = fc.constantFrom(
    ...['2026-10-23T10:00:00Z', '2026-11-23T22:59:00Z', '2027-03-26T03:00:00Z', '2026-09-04T04:30:00Z'].map(
      (text) => Date.parse(text),
    ),
  );

  const openAt = (agenda: AgendaOf, slot: Slot): boolean => {
    const starts = DateTime.fromISO(slot.startsAt, { zone: slot.zone });
    const lastMinute = DateTime.fromISO(slot.endsAt, { zone: slot.zone }).minus({ milliseconds: 1 });
    const person = agenda.plan.professionals.find(({ id }) => id === slot.professional);
    return (person?.hours ?? []).some(
      ({ days, from, until }) =>
        days.includes(starts.weekday) &&
        lastMinute.toISODate() === starts.toISODate() &&
        starts.toFormat('HH:mm') >= from &&
        lastMinute.toFormat('HH:mm') < until,
    );
  };

  test('nothing offered is outside opening hours, in the past, short of notice, past the horizon, or not bookable', () => {
    fc.assert(
      fc.property(agendas, nows, (agenda, now) => {
        const service = agenda.plan.services[0];
        const slots = ask(agenda, { service: 'visit' }, now);
        const last = DateTime.fromMillis(now, { zone: agenda.zone }).plus({
          days: service?.horizonDays ?? 0,
        });
        for (const slot of slots) {
          expect(openAt(agenda, slot)).toBe(true);
          expect(Date.parse(slot.startsAt)).toBeGreaterThanOrEqual(
            now + (service?.noticeHours ?? 0) * 3_600_000,
          );
          expect(local(slot, 'yyyy-MM-dd') <= (last.toISODate() ?? '')).toBe(true);
          expect(Date.parse(slot.endsAt) - Date.parse(slot.startsAt)).toBe((service?.minutes ?? 0) * 60_000);
          expect(isOffered(agenda, slot, now)).toBe(true);
        }
        const starts = slots.map(({ startsAt }) => startsAt);
        expect(starts).toEqual([...new Set(starts)].sort());
      }),
      { numRuns: 60 },
    );
  });

  test('whoever books what is offered, one after the other, never overlaps anybody, buffers included', () => {
    fc.assert(
      fc.property(
        agendas,
        nows,
        fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
        (agenda, now, picks) => {
          const service = agenda.plan.services[0];
          if (!service) return;
          const booked: Busy[] = [];
          for (const pick of picks) {
            const free = ask(agenda, { service: 'visit' }, now, booked);
            const slot = free[pick % Math.max(free.length, 1)];
            if (!slot) break;
            const [from, until] = [slot.startsAt, heldUntil(slot, service)];
            for (const other of booked.filter(({ professional }) => professional === slot.professional))
              expect(until <= other.from || other.until <= from).toBe(true);
            booked.push({ professional: slot.professional, from, until });
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

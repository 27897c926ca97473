import { DateTime } from 'luxon';
import { appointmentRemindersOf } from '../../../src/agent/calendar/deadlines';
import { officeOf } from '../../../src/agent/calendar/office-calendar';
import type { Appointment, Slot } from '../../../src/domain/appointment';
import { appointmentCard, appointmentNextStep } from '../../../src/domain/appointment-card';
import type { AppointmentWatch } from '../../../src/domain/appointment-watch';
import {
  advanceAppointment,
  awakenAppointment,
  asking,
  confirming,
  decided,
  isOutdated,
  isOver,
  nextAppointmentLookMs,
  takeReminder,
  tellingOf,
} from '../../../src/domain/appointment-watch-rules';
import { phrasesOf } from '../../../src/language/phrases-of';

const hourMs = 3_600_000;
const booked = '2026-11-20T10:00:00.000Z';
const now = '2026-11-21T10:00:00.000Z';
const slotAt = (startsAt: string, change: Partial<Slot> = {}): Slot => ({
  ...{ service: 'padron', professional: 'ana', place: 'plaza', zone: 'Europe/Madrid' },
  ...{ startsAt, endsAt: new Date(Date.parse(startsAt) + hourMs / 4).toISOString() },
  ...change,
});
const first = slotAt('2026-11-24T09:30:00.000Z');
const second = slotAt('2026-11-25T11:00:00.000Z');
const third = slotAt('2026-11-26T08:00:00.000Z');
const watching: AppointmentWatch = {
  ...{ code: 'R-7K3F-92QD', tenant: 'valdeseda', channel: 'dev', language: 'es', zone: 'Europe/Madrid' },
  ...{ title: 'pedir cita para el padrón', contact: { phone: '+34600000001' } },
  ...{ record: { connection: 'agenda', id: '12' }, eventsSeen: [], notices: 1, entries: 3, since: booked },
  ...{ status: 'booked', slot: first, updatedAt: booked, reminded: 0, asked: [], told: [] },
  remindAt: ['2026-11-23T09:30:00.000Z'],
};
const reading = (change: Partial<Appointment> = {}): Appointment => ({
  ...{ ref: watching.record, status: 'booked', slot: first, contact: watching.contact, updatedAt: now },
  ...change,
});
const look = (state: AppointmentWatch, change?: Partial<Appointment>, at = now) =>
  advanceAppointment(state, reading(change), at);

test('what stayed as it was is no news', () => {
  expect(look(watching)).toEqual({ state: { ...watching, lookedAt: now, updatedAt: now } });
});

test('the office moves it: told once with the new time, whose reminders are still to be worked out', () => {
  const confirmed = confirming(watching, { by: 'sms', at: now });
  const { state, change, news } = look(confirmed, { slot: second });
  expect({ change, news }).toMatchObject({
    change: 'moved',
    news: { what: 'appointmentMoved', recordId: '12', appointment: { slot: second } },
  });
  expect(state).toMatchObject({ slot: second, reminded: 0, status: 'booked' });
  expect(state).not.toHaveProperty('remindAt');
  expect(state).not.toHaveProperty('confirmed');
  expect(look(state, { slot: second })).not.toHaveProperty('news');
});

test('another person or another place is told like another time, a longer one is not', () => {
  expect(look(watching, { slot: { ...first, professional: 'luis' } }).change).toBe('moved');
  expect(look(watching, { slot: { ...first, place: 'estacion' } }).change).toBe('moved');
  const { state, ...told } = look(watching, { slot: { ...first, endsAt: second.endsAt } });
  expect(told).toEqual({});
  expect(state).toMatchObject({ slot: { endsAt: second.endsAt }, remindAt: watching.remindAt });
});

test('the office cancels it: told once, with the time that it had', () => {
  const { state, ...told } = look(watching, { status: 'cancelled', slot: second });
  expect(told).toMatchObject({
    change: 'cancelled',
    news: { what: 'appointmentCancelled', appointment: { slot: first } },
  });
  expect(isOver(state)).toBe(true);
  expect(look(state, { status: 'cancelled' })).toEqual({ state });
});

test('an appointment that the system has no more is told as gone', () => {
  expect(advanceAppointment(watching, undefined, now)).toMatchObject({
    ...{ change: 'cancelled', news: { what: 'gone', recordId: '12' }, state: { status: 'gone' } },
  });
});

test('what cannot be read back tells nothing, and is over when its time is', () => {
  expect(advanceAppointment(watching, 'unreadable', now)).toEqual({ state: { ...watching, lookedAt: now } });
  expect(advanceAppointment(watching, 'unreadable', first.endsAt).state.status).toBe('over');
});

test('a record older than what is known already says nothing', () => {
  const known = { ...watching, updatedAt: now };
  expect(look(known, { slot: second, updatedAt: booked })).toEqual({ state: { ...known, lookedAt: now } });
});

test('whose appointment has begun is not told that it was cancelled, nor of a time that is past', () => {
  const late = '2026-11-24T09:31:00.000Z';
  expect(look(watching, { status: 'cancelled' }, late)).toMatchObject({ change: 'cancelled' });
  expect(look(watching, { status: 'cancelled' }, late)).not.toHaveProperty('news');
  const before = slotAt('2026-11-21T09:50:00.000Z');
  expect(look(watching, { slot: before })).toMatchObject({ change: 'moved' });
  expect(look(watching, { slot: before })).not.toHaveProperty('news');
});

test('what the office gives a time again, as its watch is about to end, is told with that time; an old copy is not', () => {
  const ends = [
    look(watching, { status: 'cancelled', updatedAt: now }).state,
    look(watching, {}, first.endsAt).state,
    advanceAppointment(watching, undefined, now).state,
  ];
  for (const state of ends) {
    expect(isOver(state)).toBe(true);
    const later = '2026-11-24T12:00:00.000Z';
    const again = reading({ slot: second, updatedAt: later });
    const { state: after, ...told } = awakenAppointment(state, again, now);
    expect(told).toMatchObject({ change: 'moved', news: { what: 'appointmentMoved', appointment: again } });
    expect(after).toMatchObject({ status: 'booked', slot: second, reminded: 0 });
    expect(after).not.toHaveProperty('remindAt');
    for (const nothing of [
      undefined,
      'unreadable' as const,
      { ...again, status: 'cancelled' as const },
      { ...again, updatedAt: '2026-11-01T00:00:00.000Z' },
    ])
      expect(awakenAppointment(state, nothing, now)).toEqual({ state });
    expect(awakenAppointment(state, again, second.startsAt)).toEqual({ state });
  }
  const cancelled = look(watching, { status: 'cancelled', updatedAt: now }).state;
  expect(awakenAppointment(cancelled, reading(), now)).toEqual({
    state: cancelled,
  });
});

test('it is over when it has ended, unless the office gave it another time by then', () => {
  expect(look(watching, {}, first.endsAt).state.status).toBe('over');
  expect(look(watching, { slot: second }, first.endsAt)).toMatchObject({
    ...{ state: { status: 'booked' }, news: { what: 'appointmentMoved' } },
  });
});

describe('what the caller asked for themselves', () => {
  const moving = asking(watching, { code: 'R-MOVE', slot: second });
  const cancelling = asking(watching, { code: 'R-STOP' });

  test('is no news, whether it is seen before its delivery has ended or after', () => {
    expect(look(moving, { slot: second })).not.toHaveProperty('news');
    expect(look(moving, { slot: second })).not.toHaveProperty('change');
    expect(look(moving, { slot: second }).state).toMatchObject({ slot: second });
    const after = decided(moving, { code: 'R-MOVE', appointment: reading({ slot: second }) });
    expect(after).toMatchObject({ slot: second, asked: [] });
    expect(after).not.toHaveProperty('remindAt');
    expect(look(after, { slot: second })).not.toHaveProperty('news');
    expect(look(cancelling, { status: 'cancelled' })).not.toHaveProperty('news');
    expect(look(cancelling, { status: 'cancelled' }).state.status).toBe('cancelled');
  });

  test('does not hide what the office does meanwhile', () => {
    expect(look(moving, { slot: third })).toMatchObject({ news: { appointment: { slot: third } } });
    expect(look(cancelling, { slot: third })).toMatchObject({ change: 'moved' });
  });

  test('is told like any other where it was refused, and the office does it later', () => {
    const refused = decided(moving, { code: 'R-MOVE' });
    expect(refused).toEqual({ ...watching, asked: [] });
    expect(look(refused, { slot: second })).toMatchObject({ change: 'moved' });
  });

  test('does not undo what the office did after it', () => {
    const { state } = look(moving, { slot: third, updatedAt: now });
    const after = decided(state, {
      code: 'R-MOVE',
      appointment: reading({ slot: second, updatedAt: booked }),
    });
    expect(after.slot).toBe(third);
  });

  test('a system that books anew and cancels the old one: nobody is told of a cancelling, the new one is followed', () => {
    const { state, ...told } = look(moving, { status: 'cancelled' });
    expect(told).toEqual({});
    const ref = { connection: 'agenda', id: '13' };
    expect(decided(state, { code: 'R-MOVE', appointment: reading({ ref, slot: second }) }).status).toBe(
      'replaced',
    );
  });

  test('nobody is reminded of the old time while another is asked for', () => {
    const due = Date.parse('2026-11-23T09:30:00.000Z');
    expect(takeReminder(moving, due)).toMatchObject({ isDue: false, remind: false });
    expect(nextAppointmentLookMs(moving, due)).toBeGreaterThan(1);
    expect(takeReminder(decided(moving, { code: 'R-MOVE' }), due)).toMatchObject({ remind: true });
  });
});

describe('reminders', () => {
  const due = Date.parse('2026-11-23T09:30:00.000Z');
  const twice = { ...watching, remindAt: ['2026-11-23T09:30:00.000Z', '2026-11-24T07:00:00.000Z'] };

  test('one is sent when it is due, and one only where several were missed', () => {
    expect(takeReminder(watching, due - 1)).toMatchObject({ isDue: false, remind: false });
    const { state, remind } = takeReminder(watching, due);
    expect(remind).toBe(true);
    expect(takeReminder(state, due)).toMatchObject({ isDue: false, remind: false });
    const late = takeReminder(twice, Date.parse('2026-11-24T08:00:00.000Z'));
    expect(late).toMatchObject({ remind: true, state: { remindAt: [], reminded: 1 } });
  });

  test('none once it has begun, or is cancelled', () => {
    expect(takeReminder(watching, Date.parse(first.startsAt))).toMatchObject({ isDue: true, remind: false });
    const { state } = look(watching, { status: 'cancelled' });
    expect(takeReminder(state, due)).toMatchObject({ isDue: false, remind: false });
  });

  test('who confirmed after the first gets no second one', () => {
    const { state } = takeReminder(twice, due);
    const later = Date.parse('2026-11-24T07:00:00.000Z');
    expect(takeReminder(state, later)).toMatchObject({ remind: true });
    expect(takeReminder(confirming(state, { by: 'sms', at: now }), later)).toMatchObject({ remind: false });
  });
});

test('a notice on its way is outdated when its time is another, has come, or is cancelled', () => {
  const news = { what: 'appointmentReminder', title: '', recordId: '12', appointment: reading() } as const;
  const told = tellingOf(watching, news, { number: 2, slot: first, at: now, how: 'on its way' });
  const at = Date.parse(now);
  expect(told.onItsWay).toEqual({ number: 2, slot: first });
  expect(isOutdated(told, at)).toBe(false);
  expect(isOutdated(look(told, { slot: second }).state, at)).toBe(true);
  expect(isOutdated(look(told, { status: 'cancelled' }).state, at)).toBe(true);
  expect(isOutdated(told, Date.parse(first.startsAt))).toBe(true);
  expect(tellingOf(told, news, { number: 3, slot: first, at: now, how: 'told by sms' })).not.toHaveProperty(
    'onItsWay',
  );
});

test('it looks rarely while it is far, hourly at last, and never past a reminder, its start or its end', () => {
  const far = slotAt('2027-03-01T09:00:00.000Z');
  const at = Date.parse(now);
  expect(nextAppointmentLookMs({ ...watching, slot: far, remindAt: [] }, at)).toBe(24 * hourMs);
  expect(nextAppointmentLookMs({ ...watching, remindAt: [] }, Date.parse(first.startsAt) - 47 * hourMs)).toBe(
    6 * hourMs,
  );
  expect(nextAppointmentLookMs({ ...watching, remindAt: [] }, Date.parse(first.startsAt) - 5 * hourMs)).toBe(
    hourMs,
  );
  expect(nextAppointmentLookMs(watching, Date.parse('2026-11-23T09:00:00.000Z'))).toBe(hourMs / 2);
  expect(nextAppointmentLookMs(watching, Date.parse(first.startsAt) - 1)).toBe(1);
  expect(nextAppointmentLookMs({ ...watching, remindAt: [] }, Date.parse(first.startsAt))).toBe(hourMs / 4);
});

test('the card says what is watched, what comes next and what was told, and nothing of the caller', () => {
  const news = { what: 'appointmentReminder', title: '', recordId: '12', appointment: reading() } as const;
  const told = tellingOf(watching, news, { number: 2, slot: first, at: now, how: 'told by sms' });
  const card = appointmentCard(confirming(told, { by: 'sms', at: now }), '2026-11-22T10:00:00.000Z');
  for (const words of [
    'agenda 12',
    first.startsAt,
    'looks by itself at 2026-11-22',
    'Reminds**: at 2026-11-23',
    `appointmentReminder, ${now}, told by sms`,
    'by the caller by sms',
  ])
    expect(card).toContain(words);
  expect(card).not.toContain('+34');
  expect(appointmentNextStep(watching)).toMatch(/told of each change, and reminded at 2026-11-23/);
  expect(appointmentNextStep({ ...watching, status: 'cancelled' })).toMatch(/cancelled/);
});

describe('in each zone', () => {
  const zones = ['Europe/Madrid', 'Atlantic/Canary', 'America/Sao_Paulo'];
  const languages = ['es', 'pt-BR', 'en'] as const;
  /** A small generator, so that a failure can be run again by its seed. */
  const seeded = (seed: number) => () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };

  test('500 appointments: the time that is told is the one on the wall there, whatever zone its case is in', () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
    console.info(`seed ${seed}`);
    const random = seeded(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    for (let number = 0; number < 500; number += 1) {
      // Five years from 2026 on, by minutes: nights at which clocks change are among them.
      const startsAt = new Date(
        Date.UTC(2026, 0, 1) + Math.floor(random() * 5 * 525_600) * 60_000,
      ).toISOString();
      const zone = pick(zones);
      const language = pick(languages);
      const slot = slotAt(startsAt, { zone });
      const at = new Date(Date.parse(startsAt) - 30 * hourMs).toISOString();
      const { news } = advanceAppointment(
        { ...watching, zone: pick(zones), language },
        reading({ slot }),
        at,
      );
      if (!news) throw new Error(`seed ${seed}: ${startsAt} is no news`);
      const wall = DateTime.fromISO(startsAt, { zone });
      for (const one of [
        news,
        { ...news, what: 'appointmentReminder' as const },
        { ...news, what: 'appointmentCancelled' as const },
      ]) {
        const text = phrasesOf(language).notice(one as typeof news, watching.code, pick(zones));
        expect(text).toMatch(told(language, wall));
        expect(text).toMatch(new RegExp(`(?<!\\d)${wall.day}(?!\\d)`));
      }
    }
  });

  /** "9:05" or "9h05", worked out once more by another library. */
  const told = (language: (typeof languages)[number], wall: DateTime): RegExp => {
    const brazilian = wall.minute === 0 ? "H'h'" : "H'h'mm";
    return new RegExp(`(?<!\\d)${wall.toFormat(language === 'pt-BR' ? brazilian : 'H:mm')}(?!\\d)`);
  };

  test.each([
    ['Europe/Madrid', '2026-10-25T10:00', '2026-10-24T11:00'],
    ['Europe/Madrid', '2027-03-28T10:00', '2027-03-27T09:00'],
    ['Atlantic/Canary', '2026-10-25T10:00', '2026-10-24T11:00'],
    ['America/Sao_Paulo', '2026-10-25T10:00', '2026-10-24T10:00'],
  ])(
    'in %s 24 hours before %s are 24 hours, over the night at which the clock changes',
    (zone, wall, before) => {
      const startsAt = DateTime.fromISO(wall, { zone }).toUTC().toISO() ?? '';
      const working = { ...officeOf({ zone: 'Europe/Madrid' }), zone };
      const of = { startsAt, since: '2026-01-01T00:00:00.000Z' };
      const [at = ''] = appointmentRemindersOf([{ before: { hours: 24 } }], of, working);
      expect(DateTime.fromISO(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")).toBe(before);
      const [day = ''] = appointmentRemindersOf([{ before: { calendarDays: 1 } }], of, working);
      expect(DateTime.fromISO(day, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")).toBe(
        `${before.slice(0, 11)}09:00`,
      );
    },
  );

  test('a reminder that was past when it was booked is left out, and those that fall together are one', () => {
    const working = officeOf({ zone: 'Europe/Madrid' });
    const policy = [
      { before: { hours: 24 } },
      { before: { hours: 48 } },
      { before: { hours: 48 } },
      { before: { hours: 2 } },
    ];
    const of = { startsAt: first.startsAt, since: '2026-11-22T10:00:00.000Z' };
    expect(appointmentRemindersOf(policy, of, working)).toEqual([
      '2026-11-23T09:30:00.000Z',
      '2026-11-24T07:30:00.000Z',
    ]);
    expect(appointmentRemindersOf([], of, working)).toEqual([]);
  });
});

import { randomUUID } from 'node:crypto';
import { type Agenda, createAgenda } from '../../src/connectors/agenda';
import type { AgendaBook } from '../../src/connectors/agenda-book';
import type { AgendaOf } from '../../src/connectors/agenda-slots';
import type { Appointment, Slot } from '../../src/domain/appointment';
import { ConnectorError } from '../../src/errors';
import { openStoreAndAgenda } from '../../src/store/open-store';
import type { Store } from '../../src/store/store';
import { describeDatabases, type TestDatabase } from '../store/databases';
import { appointmentOf, draftOf, outcomes, phone, start } from './agenda-drafts';
import { townHallAgenda } from './agenda-plans';

describeDatabases('Our own agenda', (open) => {
  let database: TestDatabase;
  let store: Store;
  let book: AgendaBook;
  let now: number;
  let tenant: string;
  let agenda: Agenda;

  const agendaOf = (change: Partial<AgendaOf> = {}): Agenda =>
    createAgenda({
      book,
      plans: [townHallAgenda({ tenant, ...change })],
      connection: 'agenda',
      now: () => new Date(now),
    });
  const freeTimes = (change: Partial<Parameters<Agenda['findSlots']>[0]> = {}): Promise<Slot[]> =>
    agenda.findSlots({ service: 'papers', after: new Date(now).toISOString(), limit: 50, ...change });
  const freeTime = async (number = 0): Promise<Slot> => {
    const slot = (await freeTimes())[number];
    if (!slot) throw new Error('no time is free');
    return slot;
  };
  const booked = async (slot: Slot, key: string = randomUUID()): Promise<Appointment> =>
    appointmentOf(await agenda.bookAppointment(draftOf(slot), key));

  beforeAll(async () => {
    database = await open();
    ({ store, book } = await openStoreAndAgenda(database.place));
  });
  beforeEach(() => {
    now = start;
    tenant = `t-${randomUUID()}`;
    agenda = agendaOf();
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  test('a time is offered, booked, read back by a short number, and offered no more', async () => {
    const slot = await freeTime();
    const appointment = await booked(slot, 'R-7K3F-92QD');
    expect(appointment).toMatchObject({
      ref: { connection: 'agenda', id: expect.stringMatching(/^[1-9]\d{3,}$/) },
      reference: 'R-7K3F-92QD',
      status: 'booked',
      slot,
      contact: { name: 'María José', phone },
    });
    expect(await agenda.readAppointment(appointment.ref.id)).toEqual(appointment);
    expect(await freeTimes({ professional: slot.professional })).not.toContainEqual(slot);
    await agenda.cancelAppointment(appointment.ref.id, randomUUID());
  });

  test('booking again with the same key answers the same appointment, though its time has passed meanwhile', async () => {
    const key = randomUUID();
    const slot = await freeTime();
    const first = await booked(slot, key);
    now += 48 * 3_600_000;
    expect(await booked(slot, key)).toEqual(first);
    expect(await booked({ ...slot, professional: 'luis' }, key)).toEqual(first);
  });

  test('of fifty callers who want one time exactly one gets it, and the others hear of three that are free', async () => {
    const slot = await freeTime();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => agenda.bookAppointment(draftOf(slot), randomUUID())),
    );
    expect(outcomes(answers)).toEqual({ booked: 1, taken: 49 });
    for (const answer of answers)
      if (answer.outcome === 'taken') {
        expect(answer.alternatives).toHaveLength(3);
        expect(answer.alternatives).not.toContainEqual(slot);
      }
  });

  test('fifty repeats of one booking at once make one appointment', async () => {
    const key = randomUUID();
    const slot = await freeTime();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => agenda.bookAppointment(draftOf(slot), key)),
    );
    expect(new Set(answers.map((answer) => appointmentOf(answer).ref.id)).size).toBe(1);
    expect(await agenda.listAppointments({ phone })).toHaveLength(1);
  });

  test('whoever hears that a time is taken can book each of the others', async () => {
    const slot = await freeTime();
    await booked(slot);
    const answer = await agenda.bookAppointment(draftOf(slot), randomUUID());
    if (answer.outcome !== 'taken') throw new Error('one time was booked twice');
    for (const alternative of answer.alternatives) expect((await booked(alternative)).status).toBe('booked');
  });

  test('a cancelled time is free again; cancelling twice is once; booking it with the old key says it is cancelled', async () => {
    const key = randomUUID();
    const slot = await freeTime();
    const { ref } = await booked(slot, key);
    const cancelled = await agenda.cancelAppointment(ref.id, randomUUID());
    expect(cancelled?.status).toBe('cancelled');
    expect(await agenda.cancelAppointment(ref.id, randomUUID())).toEqual(cancelled);
    expect(await booked(slot, key)).toEqual(cancelled);
    const other = await booked(slot);
    expect(other.ref.id).not.toBe(ref.id);
    expect(await agenda.cancelAppointment('987654321', randomUUID())).toBeUndefined();
    expect(await agenda.cancelAppointment('no number', randomUUID())).toBeUndefined();
  });

  test('a moved appointment keeps its number, frees its old time and holds the new', async () => {
    const [old, next] = [await freeTime(0), await freeTime(1)];
    const { ref } = await booked(old);
    const moved = appointmentOf(await agenda.moveAppointment(ref.id, next, randomUUID()));
    expect(moved).toMatchObject({ ref, slot: next, status: 'booked' });
    expect((await booked(old)).slot).toEqual(old);
    expect((await agenda.bookAppointment(draftOf(next), randomUUID())).outcome).toBe('taken');
  });

  test('an appointment whose new time is taken stays where it is', async () => {
    const [old, next] = [await freeTime(0), await freeTime(1)];
    const mine = await booked(old);
    await booked(next);
    const answer = await agenda.moveAppointment(mine.ref.id, next, randomUUID());
    expect(answer).toMatchObject({ outcome: 'taken', alternatives: [{}, {}, {}] });
    expect(await agenda.readAppointment(mine.ref.id)).toEqual(mine);
    expect((await agenda.bookAppointment(draftOf(old), randomUUID())).outcome).toBe('taken');
  });

  test('a late repeat of a move does not undo a later move, nor a cancellation', async () => {
    const [old, second, third] = [await freeTime(0), await freeTime(1), await freeTime(2)];
    const { ref } = await booked(old);
    await agenda.moveAppointment(ref.id, second, 'first move');
    await agenda.moveAppointment(ref.id, third, 'second move');
    expect(appointmentOf(await agenda.moveAppointment(ref.id, second, 'first move')).slot).toEqual(third);
    await agenda.cancelAppointment(ref.id, randomUUID());
    const late = appointmentOf(await agenda.moveAppointment(ref.id, third, 'second move'));
    expect(late).toMatchObject({ status: 'cancelled', slot: third });
    await expect(agenda.moveAppointment(ref.id, old, 'third move')).rejects.toMatchObject({
      kind: 'missing',
    });
    await expect(agenda.moveAppointment('5', old, 'fourth move')).rejects.toMatchObject({ kind: 'missing' });
  });

  test('when many move to one time while others book it, one has it and nobody lost the time they had', async () => {
    const times = await freeTimes({ limit: 12 });
    const [wanted, ...old] = times;
    if (!wanted) throw new Error('no time is free');
    const moving = await Promise.all(old.map((slot) => booked(slot)));
    const answers = await Promise.all([
      ...moving.map(({ ref }) => agenda.moveAppointment(ref.id, wanted, randomUUID())),
      ...old.map(() => agenda.bookAppointment(draftOf(wanted), randomUUID())),
    ]);
    expect(outcomes(answers)).toEqual({ booked: 1, taken: 2 * old.length - 1 });
    const winner = answers.map((each) => each.outcome === 'booked' && each.appointment.ref.id).find(Boolean);
    for (const before of moving) {
      const after = await agenda.readAppointment(before.ref.id);
      expect(after?.slot).toEqual(before.ref.id === winner ? wanted : before.slot);
    }
  });

  test('pairs who want each other’s times at once all keep their own, without waiting for each other', async () => {
    const times = (await freeTimes({ onDay: '2026-11-24' })).slice(0, 7);
    const pairs = await Promise.all(
      times.map(async (time) => {
        const [mine, yours] = [
          { ...time, professional: 'ana' },
          { ...time, professional: 'luis' },
        ];
        return { mine, yours, a: (await booked(mine)).ref.id, b: (await booked(yours)).ref.id };
      }),
    );
    const held = (slot: Slot): { slot: Slot; heldUntil: string } => ({ slot, heldUntil: slot.endsAt });
    for (let round = 0; round < 15; round += 1) {
      const answers = await Promise.all(
        pairs.flatMap(({ mine, yours, a, b }) => [
          book.move(tenant, a, held(yours), randomUUID()),
          book.move(tenant, b, held(mine), randomUUID()),
        ]),
      );
      expect(answers).toEqual(answers.map(() => 'taken'));
    }
  });

  test('a move that is tried again while a later one is done does not take the appointment back', async () => {
    const [old, second, third] = [await freeTime(0), await freeTime(1), await freeTime(2)];
    const { ref } = await booked(old);
    const move = (slot: Slot, key: string) =>
      book.move(tenant, ref.id, { slot, heldUntil: slot.endsAt }, key);
    await move(second, `${tenant}/1`);
    await move(third, `${tenant}/2`);
    expect(await move(second, `${tenant}/1`)).toMatchObject({
      id: ref.id,
      slot: { startsAt: third.startsAt },
    });
  });

  test('in a storm of bookings, moves and cancellations no two appointments of one professional ever overlap', async () => {
    const plan = townHallAgenda().plan;
    const caller = async (seed: number): Promise<void> => {
      const from = `+3461${String(seed).padStart(7, '0')}`;
      for (let step = 0; step < 4; step += 1) {
        const times = await freeTimes({ limit: 6 });
        const [slot, other] = [times[(seed + step) % 6], times[(seed * step) % 6]];
        if (!slot || !other) return;
        const draft = draftOf(slot, { contact: { phone: from } });
        const answer = await agenda.bookAppointment(draft, `${seed}/${step}`);
        if (answer.outcome === 'taken') continue;
        const { id } = answer.appointment.ref;
        if (step % 2 === 0) await agenda.moveAppointment(id, other, `${seed}/${step}/move`);
        if (step % 3 === 0) await agenda.cancelAppointment(id, `${seed}/${step}/cancel`);
      }
    };
    tenant = `storm-${randomUUID()}`;
    agenda = agendaOf();
    await Promise.all(Array.from({ length: 12 }, (_, seed) => caller(seed)));
    const people = plan.professionals.map(({ id }) => id);
    const held = await book.busy(tenant, people, '2026-11-01T00:00:00Z', '2027-01-31T00:00:00Z');
    expect(held.length).toBeGreaterThan(5);
    for (const one of held)
      for (const other of held)
        if (one !== other && one.professional === other.professional)
          expect(one.until <= other.from || other.until <= one.from).toBe(true);
  });

  test('a time that the plan does not offer is refused and nothing is held', async () => {
    const slot = await freeTime(3);
    const wrong: [string, Partial<Slot>][] = [
      ['between two times', { startsAt: '2026-11-24T08:10:00.000Z', endsAt: '2026-11-24T08:40:00.000Z' }],
      ['at night', { startsAt: '2026-11-24T02:00:00.000Z', endsAt: '2026-11-24T02:30:00.000Z' }],
      ['on a day off', { startsAt: '2026-12-25T08:00:00.000Z', endsAt: '2026-12-25T08:30:00.000Z' }],
      ['past the horizon', { startsAt: '2027-03-01T08:00:00.000Z', endsAt: '2027-03-01T08:30:00.000Z' }],
      ['too long', { endsAt: '2026-11-24T20:00:00.000Z' }],
      ['with nobody', { professional: 'nobody' }],
      ['with somebody who does not do it', { professional: 'eva' }],
      ['elsewhere', { place: 'library' }],
      ['in another zone', { zone: 'Atlantic/Canary' }],
      ['for nothing', { service: 'haircut' }],
    ];
    for (const [why, change] of wrong) {
      const error: unknown = await agenda
        .bookAppointment(draftOf({ ...slot, professional: 'ana', ...change }), randomUUID())
        .catch((thrown: unknown) => thrown);
      expect([why, error]).toEqual([why, expect.any(ConnectorError)]);
      expect([why, error]).toMatchObject([why, { kind: 'rejected' }]);
    }
    expect(await agenda.listAppointments({ phone })).toEqual([]);
  });

  test('a time that is past, or nearer than the notice by more than a conversation, is refused', async () => {
    const slot = await freeTime();
    const twoHoursBefore = Date.parse(slot.startsAt) - 2 * 3_600_000;
    now = twoHoursBefore + 31 * 60_000;
    await expect(booked(slot)).rejects.toMatchObject({ kind: 'rejected' });
    now = Date.parse(slot.startsAt);
    await expect(booked(slot)).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('past'),
    });
    now = twoHoursBefore + 10 * 60_000;
    expect((await booked(slot)).slot).toEqual(slot);
  });

  test('an appointment is not moved to a time of another service', async () => {
    const { ref } = await booked(await freeTime());
    const [advice] = await freeTimes({ service: 'advice' });
    if (!advice) throw new Error('no time is free');
    await expect(agenda.moveAppointment(ref.id, advice, randomUUID())).rejects.toMatchObject({
      kind: 'rejected',
    });
  });

  test('one professional who does two services is not booked for both at once', async () => {
    const [advice] = await freeTimes({ service: 'advice' });
    if (!advice) throw new Error('no time is free');
    await booked(advice);
    const papers = await freeTimes({ professional: 'ana', onDay: advice.startsAt.slice(0, 10) });
    for (const slot of papers)
      expect(slot.endsAt <= advice.startsAt || advice.endsAt <= slot.startsAt).toBe(true);
  });

  test('a caller’s list has their next appointments, soonest first, of their number or address only', async () => {
    const [first, second, third] = [await freeTime(0), await freeTime(1), await freeTime(2)];
    await booked(second);
    const { ref } = await booked(first);
    const email = 'maria@example.org';
    await agenda.bookAppointment(draftOf(third, { contact: { email } }), randomUUID());
    const starts = async (): Promise<string[]> =>
      (await agenda.listAppointments({ phone })).map(({ slot }) => slot.startsAt);
    expect(await starts()).toEqual([first.startsAt, second.startsAt]);
    expect(await agenda.listAppointments({ email })).toMatchObject([{ slot: third, contact: { email } }]);
    expect(await agenda.listAppointments({ phone: '+34600000002' })).toEqual([]);
    await expect(agenda.listAppointments({ name: 'María' })).rejects.toMatchObject({ kind: 'rejected' });
    await agenda.cancelAppointment(ref.id, randomUUID());
    expect(await starts()).toEqual([second.startsAt]);
    now = Date.parse(second.endsAt);
    expect(await starts()).toEqual([]);
  });

  test('two tenants with a professional of the same name do not see or hinder each other', async () => {
    const slot = await freeTime();
    const { ref } = await booked(slot);
    const elsewhere = agendaOf({ tenant: `other-${tenant}` });
    expect((await elsewhere.bookAppointment(draftOf(slot), randomUUID())).outcome).toBe('booked');
    expect(await elsewhere.readAppointment(ref.id)).toBeUndefined();
    expect(await elsewhere.cancelAppointment(ref.id, randomUUID())).toBeUndefined();
    expect(await elsewhere.listAppointments({ phone })).toHaveLength(1);
    expect((await agenda.readAppointment(ref.id))?.status).toBe('booked');
  });

  test('an agenda over several plans reads every record, and does not guess whose service is meant', async () => {
    const slot = await freeTime();
    const { ref } = await booked(slot);
    const plans = [townHallAgenda({ tenant }), townHallAgenda({ tenant: `other-${tenant}` })];
    const all = createAgenda({ book, plans, connection: 'agenda', now: () => new Date(now) });
    expect((await all.readAppointment(ref.id))?.ref).toEqual(ref);
    await expect(all.bookAppointment(draftOf(slot), randomUUID())).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('Several plans'),
    });
  });

  test('a time of day that is none is refused with what it should look like', async () => {
    await expect(freeTimes({ fromTime: 'mañana' })).rejects.toThrow('"mañana" is no time of day like 09:30.');
    expect((await freeTimes({ fromTime: '9:40', untilTime: '24:00' })).length).toBeGreaterThan(0);
  });

  test('a zone that does not exist is a clear error before anybody calls', () => {
    expect(() => agendaOf({ zone: 'Europa/Madrid' })).toThrow('There is no time zone "Europa/Madrid".');
  });
});

describeDatabases('When the database of the agenda goes away', (open) => {
  test('the caller’s booking fails as unavailable, to be tried again', async () => {
    const database = await open();
    const { store, book } = await openStoreAndAgenda(database.place);
    const agenda = createAgenda({
      book,
      plans: [townHallAgenda()],
      connection: 'agenda',
      now: () => new Date(start),
    });
    await database.stop();
    await expect(agenda.readAppointment('1001')).rejects.toMatchObject({
      system: 'agenda',
      kind: 'unavailable',
    });
    await store.close();
  });
});

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Agenda, createAgenda } from '../../src/connectors/agenda';
import type { AgendaBook } from '../../src/connectors/agenda-book';
import type { SlotHold } from '../../src/connectors/connector';
import type { Booking, Slot } from '../../src/domain/appointment';
import { openStoreAndAgenda } from '../../src/store/open-store';
import type { Store } from '../../src/store/store';
import { describeDatabases, type TestDatabase } from '../store/databases';
import { appointmentOf, draftBy, draftOf, outcomes, start } from './agenda-drafts';
import { townHallAgenda } from './agenda-plans';

const long = 3 * 60_000;
const short = 1000;
const [ana, luis] = [1, 2];

describeDatabases('A time that is read back to a caller', (open) => {
  let database: TestDatabase;
  let store: Store;
  let book: AgendaBook;
  let tenant: string;
  let agenda: Agenda;

  const agendaAt = (of: string): Agenda =>
    createAgenda({
      book,
      plans: [townHallAgenda({ tenant: of })],
      connection: 'agenda',
      now: () => new Date(start),
    });
  const freeFor = (caller: number, limit = 50): Promise<Slot[]> =>
    agenda.findSlots({
      ...{ service: 'papers', professional: 'ana', after: new Date(start).toISOString(), limit },
      callId: `call-of-${caller}`,
    });
  const times = async (): Promise<[Slot, Slot, Slot, Slot]> => {
    const [first, second, third, fourth] = await freeFor(ana);
    if (!first || !second || !third || !fourth) throw new Error('no times are free');
    return [first, second, third, fourth];
  };
  const hold = (caller: number, slot: Slot, key: string, holdMs = long): Promise<SlotHold> =>
    agenda.holdSlot(draftBy(caller, slot), key, holdMs);
  const take = (caller: number, slot: Slot, key: string = randomUUID()): Promise<Booking> =>
    agenda.bookAppointment(draftBy(caller, slot), key);

  beforeAll(async () => {
    database = await open();
    ({ store, book } = await openStoreAndAgenda(database.place));
  });
  beforeEach(() => {
    tenant = `t-${randomUUID()}`;
    agenda = agendaAt(tenant);
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  test('is offered to nobody else, and still to its own caller', async () => {
    const [slot] = await times();
    const held = await hold(ana, slot, randomUUID());
    if (held.outcome !== 'held') throw new Error('the time was free');
    expect(Math.abs(Date.parse(held.until) - Date.now() - long)).toBeLessThan(10_000);
    expect(await freeFor(luis)).not.toContainEqual(slot);
    expect(await freeFor(ana)).toContainEqual(slot);
    expect(await agenda.listAppointments(draftBy(ana, slot).contact)).toEqual([]);
  });

  test('is not booked, held or moved to by others, who hear of the next free ones', async () => {
    const [slot, other] = await times();
    await hold(ana, slot, randomUUID());
    const mine = appointmentOf(await take(luis, other));
    const answers = [
      await take(luis, slot),
      await hold(luis, slot, randomUUID()),
      await agenda.moveAppointment(mine.ref.id, slot, randomUUID()),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ outcome: 'taken', alternatives: [{}, {}, {}] });
      if (answer.outcome === 'taken') expect(answer.alternatives).not.toContainEqual(slot);
    }
    expect(await agenda.readAppointment(mine.ref.id)).toEqual(mine);
  });

  test('becomes the booking of its caller', async () => {
    const [slot] = await times();
    const key = randomUUID();
    await hold(ana, slot, key);
    const booked = appointmentOf(await take(ana, slot, key));
    expect(booked).toMatchObject({ status: 'booked', reference: key, slot });
    expect(appointmentOf(await take(ana, slot, key))).toEqual(booked);
    expect((await take(luis, slot)).outcome).toBe('taken');
    expect(await agenda.listAppointments(booked.contact)).toEqual([booked]);
  });

  test('is still its caller’s when they correct their name, which makes it another order', async () => {
    const [slot] = await times();
    await hold(ana, slot, randomUUID());
    const corrected = randomUUID();
    expect((await hold(ana, slot, corrected)).outcome).toBe('held');
    expect((await take(luis, slot)).outcome).toBe('taken');
    expect(appointmentOf(await take(ana, slot, corrected)).slot).toEqual(slot);
  });

  test.each([
    ['booked', (slot: Slot) => take(luis, slot)],
    ['held', (slot: Slot) => hold(luis, slot, randomUUID())],
  ])('is free when nobody said yes in time: it is offered, and %s by others', async (outcome, wish) => {
    const [slot] = await times();
    const key = randomUUID();
    await hold(ana, slot, key, short);
    expect((await take(luis, slot)).outcome).toBe('taken');
    await sleep(short + 50);
    expect(await freeFor(luis)).toContainEqual(slot);
    expect((await wish(slot)).outcome).toBe(outcome);
    expect(await take(ana, slot, key)).toMatchObject({ outcome: 'taken', alternatives: [{}, {}, {}] });
  });

  test('may be moved to when nobody said yes in time', async () => {
    const [slot, other] = await times();
    const { ref } = appointmentOf(await take(luis, other));
    await hold(ana, slot, randomUUID(), short);
    await sleep(short + 50);
    expect(appointmentOf(await agenda.moveAppointment(ref.id, slot, randomUUID())).slot).toEqual(slot);
  });

  test('is booked by its caller after a late yes, when nobody else took it', async () => {
    const [slot] = await times();
    const key = randomUUID();
    await hold(ana, slot, key, short);
    await sleep(short + 50);
    expect(appointmentOf(await take(ana, slot, key)).slot).toEqual(slot);
  });

  test('gives way to the next one that is read back under the same key', async () => {
    const [first, second] = await times();
    const key = randomUUID();
    await hold(ana, first, key);
    expect((await hold(ana, second, key)).outcome).toBe('held');
    expect((await take(luis, first)).outcome).toBe('booked');
    expect((await take(luis, second)).outcome).toBe('taken');
    expect(appointmentOf(await take(ana, second, key)).slot).toEqual(second);
  });

  test('is free again when another one is booked in its place', async () => {
    const [first, second] = await times();
    const key = randomUUID();
    await hold(ana, first, key);
    expect(appointmentOf(await take(ana, second, key)).slot).toEqual(second);
    expect((await take(luis, first)).outcome).toBe('booked');
  });

  test('is free again when it is let go; what is booked stays booked', async () => {
    const [slot] = await times();
    const key = randomUUID();
    await hold(ana, slot, key);
    await agenda.releaseSlot(key);
    await agenda.releaseSlot(key);
    const booked = appointmentOf(await take(luis, slot, key));
    await agenda.releaseSlot(key);
    expect(await agenda.readAppointment(booked.ref.id)).toEqual(booked);
  });

  test('is not held again by a request that comes late, after the booking or its cancellation', async () => {
    const [slot] = await times();
    const key = randomUUID();
    const { ref } = appointmentOf(await take(ana, slot, key));
    expect((await hold(ana, slot, key)).outcome).toBe('held');
    expect((await agenda.readAppointment(ref.id))?.status).toBe('booked');
    await agenda.cancelAppointment(ref.id, randomUUID());
    await hold(ana, slot, key);
    expect((await agenda.readAppointment(ref.id))?.status).toBe('cancelled');
    expect((await take(luis, slot)).outcome).toBe('booked');
  });

  test('is held for one of fifty who ask at once', async () => {
    const [slot] = await times();
    const keys = Array.from({ length: 50 }, () => randomUUID());
    const answers = await Promise.all(keys.map((key, caller) => hold(caller, slot, key)));
    const holder = answers.findIndex(({ outcome }) => outcome === 'held');
    expect(answers.filter(({ outcome }) => outcome === 'taken')).toHaveLength(49);
    const bookings = await Promise.all(keys.map((key, caller) => take(caller, slot, key)));
    expect(outcomes(bookings)).toEqual({ booked: 1, taken: 49 });
    expect(bookings[holder]?.outcome).toBe('booked');
  });

  test('is had by one of two when its hold runs out while both book it', async () => {
    for (const slot of (await freeFor(ana)).slice(0, 12)) {
      const key = randomUUID();
      await hold(ana, slot, key, 20);
      await sleep(15);
      const answers = await Promise.all([take(luis, slot), take(ana, slot, key), take(luis, slot)]);
      expect(outcomes(answers)).toEqual({ booked: 1, taken: 2 });
    }
  });

  test('is one of three that one person may have held, however many are asked for at once', async () => {
    const slots = (await freeFor(ana)).slice(0, 8);
    const keys = slots.map(() => randomUUID());
    const answers = await Promise.allSettled(slots.map((slot, at) => hold(ana, slot, keys[at] ?? '')));
    const held = answers.flatMap(({ status }, at) => (status === 'fulfilled' ? [at] : []));
    expect(held).toHaveLength(3);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ kind: 'rejected' });

    const [one = 0, two = 0] = held;
    await agenda.releaseSlot(keys[one] ?? '');
    expect((await hold(ana, slots[one] as Slot, keys[one] ?? '', short)).outcome).toBe('held');
    // What is held already may be held anew.
    expect((await hold(ana, slots[two] as Slot, keys[two] ?? '')).outcome).toBe('held');
    await sleep(short + 50);
    expect((await hold(ana, slots[one] as Slot, randomUUID())).outcome).toBe('held');
  });

  test('is not held for one who gives another number each time', async () => {
    const slots = (await freeFor(ana)).slice(0, 4);
    const answers = await Promise.allSettled(
      slots.map((slot, at) =>
        agenda.holdSlot(
          { ...draftBy(ana, slot), contact: { phone: `+3469000000${at}` } },
          randomUUID(),
          long,
        ),
      ),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  test('is not held where the plan does not offer it, nor for longer than a read-back takes', async () => {
    const [slot] = await times();
    const night = { ...slot, startsAt: '2026-11-24T02:00:00.000Z', endsAt: '2026-11-24T02:30:00.000Z' };
    await expect(hold(ana, night, randomUUID())).rejects.toMatchObject({ kind: 'rejected' });
    for (const holdMs of [0, -1, 1.5, Number.NaN, 3_600_000])
      await expect(hold(ana, slot, randomUUID(), holdMs)).rejects.toMatchObject({ kind: 'rejected' });
    expect((await take(luis, slot)).outcome).toBe('booked');
  });

  test('holds nothing of another tenant’s professional of the same name', async () => {
    const [slot] = await times();
    const key = randomUUID();
    await hold(ana, slot, key);
    const other = agendaAt(`other-${tenant}`);
    await other.releaseSlot(key);
    expect((await other.bookAppointment(draftOf(slot), randomUUID())).outcome).toBe('booked');
    expect((await take(luis, slot)).outcome).toBe('taken');
  });
});

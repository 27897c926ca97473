import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BookingSteps, bookingSaga } from '../../src/connectors/booking-saga';
import type { Appointment, AppointmentDraft, Booking, Slot } from '../../src/domain/appointment';
import { randomOf } from '../../src/drill/seeded-random';
import { ConnectorError } from '../../src/errors';
import {
  type ScheduledVisit,
  type SchedulingMood,
  schedulingMoods,
  type SchedulingServer,
  schedulingServer,
} from '../fakes/scheduling-server';
import { schedulingSteps } from '../fakes/scheduling-steps';
import { appointmentOf, draftBy } from './agenda-drafts';

const impatientMs = 80;
const lateMs = 160;
/** What such a connector would declare: how long a request that was given up on may still be carried out. */
const settleMs = 400;

const seed = Number(process.env['RECADO_TEST_SEED'] ?? randomInt(2 ** 31));
process.stderr.write(`booking saga: seed ${seed} (RECADO_TEST_SEED=${seed} repeats it)\n`);

const slots: Slot[] = Array.from({ length: 8 }, (_, at) => ({
  ...{ service: 'visit', professional: 'ana', place: 'room', zone: 'UTC' },
  startsAt: new Date(Date.UTC(2027, 0, 4, 9 + at)).toISOString(),
  endsAt: new Date(Date.UTC(2027, 0, 4, 10 + at)).toISOString(),
}));
const [first, second, third] = slots as [Slot, Slot, Slot];
const draft = (slot: Slot, caller = 1): AppointmentDraft => draftBy(caller, slot);

type Saga = Required<ReturnType<typeof bookingSaga>>;
const servers: SchedulingServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A system, and a process that has just started and knows nothing of earlier ones. */
async function system(
  timeoutMs = 5000,
  slowMs = lateMs,
): Promise<{ server: SchedulingServer; fresh: (steps?: Change) => Saga }> {
  const server = await schedulingServer(slots, slowMs);
  servers.push(server);
  const steps = schedulingSteps(`${server.url}/`, timeoutMs);
  return { server, fresh: (change = (same) => same) => bookingSaga(change(steps)) as Saga };
}
type Change = (steps: BookingSteps) => BookingSteps;

const live = ({ visits }: SchedulingServer): ScheduledVisit[] =>
  visits.filter(({ status }) => status === 'booked');

/** Tries as a delivery does: another process each time, after the wait that an unknown outcome asks for. */
async function insist<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const isFinal = error instanceof ConnectorError && ['rejected', 'missing'].includes(error.kind);
      if (isFinal || tries > 40) throw error;
      if (!(error instanceof ConnectorError) || error.outcome === 'unknown') await sleep(settleMs);
    }
  }
}

class Killed extends Error {}

/** The process dies before its `nth` request is sent, or after it was and before anybody hears the answer. */
const dying =
  (nth: number, when: 'before' | 'after'): Change =>
  (steps) => {
    let asked = 0;
    const mortal =
      <Given extends unknown[], Answer>(step: (...given: Given) => Promise<Answer>) =>
      async (...given: Given): Promise<Answer> => {
        asked += 1;
        if (asked === nth && when === 'before') throw new Killed();
        const answer = await step(...given);
        if (asked === nth) throw new Killed();
        return answer;
      };
    return {
      ...steps,
      find: mortal(steps.find),
      read: mortal(steps.read),
      create: mortal(steps.create),
      cancel: mortal(steps.cancel),
    };
  };

const deaths = [1, 2, 3, 4, 5, 6, 7].flatMap((nth) =>
  (['before', 'after'] as const).map((when) => [nth, when] as const),
);

describe('At a system of others without transactions', () => {
  test('a time is booked, found by its key, moved and cancelled', async () => {
    const { server, fresh } = await system();
    const saga = fresh();
    expect(await saga.findSlots({ service: 'visit', after: first.startsAt, limit: 50 })).toEqual(slots);
    const booked = appointmentOf(await saga.bookAppointment(draft(first), 'book'));
    expect(booked).toMatchObject({ status: 'booked', slot: first, reference: 'book' });
    const moved = appointmentOf(await saga.moveAppointment(booked.ref.id, second, 'move'));
    expect(moved).toMatchObject({ status: 'booked', slot: second, reference: 'move' });
    expect(moved.contact).toEqual(booked.contact);
    expect(live(server)).toHaveLength(1);
    expect((await saga.cancelAppointment(moved.ref.id, 'cancel'))?.status).toBe('cancelled');
    expect((await saga.cancelAppointment(moved.ref.id, 'cancel'))?.status).toBe('cancelled');
    expect(await saga.cancelAppointment('77', 'cancel')).toBeUndefined();
    expect(live(server)).toEqual([]);
  });

  test('whoever wants a taken time hears of the next free ones; a refused move leaves the old time', async () => {
    const { server, fresh } = await system();
    const saga = fresh();
    const mine = appointmentOf(await saga.bookAppointment(draft(first), 'mine'));
    await saga.bookAppointment(draft(second, 2), 'yours');
    for (const answer of [
      await saga.bookAppointment(draft(second), 'again'),
      await saga.moveAppointment(mine.ref.id, second, 'move'),
    ])
      expect(answer).toEqual({ outcome: 'taken', alternatives: slots.slice(2, 5) });
    expect(live(server).map(({ id }) => id)).toEqual(['1', '2']);
    expect(appointmentOf(await saga.moveAppointment(mine.ref.id, third, 'other')).slot).toEqual(third);
  });

  test('a move to the time one has is that booking; one of what does not exist is gone', async () => {
    const { server, fresh } = await system();
    const mine = appointmentOf(await fresh().bookAppointment(draft(first), 'mine'));
    expect(appointmentOf(await fresh().moveAppointment(mine.ref.id, first, 'move'))).toEqual(mine);
    await expect(fresh().moveAppointment('77', second, 'none')).rejects.toMatchObject({ kind: 'missing' });
    await fresh().cancelAppointment(mine.ref.id, 'cancel');
    await expect(fresh().moveAppointment(mine.ref.id, second, 'late')).rejects.toMatchObject({
      kind: 'missing',
    });
    expect(live(server)).toEqual([]);
  });

  test('a late repeat of a booking or a move does not bring a cancelled appointment back', async () => {
    const { server, fresh } = await system();
    const { ref } = appointmentOf(await fresh().bookAppointment(draft(first), 'book'));
    const moved = appointmentOf(await fresh().moveAppointment(ref.id, second, 'move'));
    await fresh().cancelAppointment(moved.ref.id, 'cancel');
    expect(appointmentOf(await fresh().moveAppointment(ref.id, second, 'move')).status).toBe('cancelled');
    expect(appointmentOf(await fresh().bookAppointment(draft(first), 'book')).status).toBe('cancelled');
    expect(live(server)).toEqual([]);
  });

  test('an old time that the office keeps stays; the new one is given back, and may be tried again', async () => {
    const { server, fresh } = await system();
    const mine = appointmentOf(await fresh().bookAppointment(draft(first), 'mine'));
    server.kept.add(mine.ref.id);
    const move = (): Promise<Booking> => fresh().moveAppointment(mine.ref.id, second, 'move');
    for (const _ of [1, 2]) {
      await expect(move()).rejects.toMatchObject({ kind: 'rejected', outcome: 'not-done' });
      expect(live(server).map(({ id }) => id)).toEqual([mine.ref.id]);
    }
    server.kept.clear();
    expect(appointmentOf(await move()).slot).toEqual(second);
    expect(live(server)).toHaveLength(1);
  });

  test('where neither time can be cancelled, people are told of both', async () => {
    const { server, fresh } = await system();
    const mine = appointmentOf(await fresh().bookAppointment(draft(first), 'mine'));
    server.kept.add('1').add('2');
    await expect(fresh().moveAppointment(mine.ref.id, second, 'move')).rejects.toMatchObject({
      ...{ kind: 'rejected', outcome: 'unknown' },
      message: 'scheduling cancels neither 1 nor 2, and both are booked; cancel one of them there',
    });
  });

  test('a request carried out after the next try has looked leaves one booking: the refused time is ours', async () => {
    const { server, fresh } = await system(600, 1200);
    /** Looks before the late request is carried out, and asks for the time afterwards. */
    const hesitant: Change = (steps) => ({
      ...steps,
      create: async (...wanted) => {
        await sleep(2000);
        return await steps.create(...wanted);
      },
    });
    server.plan.push('well', 'late');
    await expect(fresh().bookAppointment(draft(first), 'book')).rejects.toMatchObject({ kind: 'timeout' });
    const mine = appointmentOf(await fresh(hesitant).bookAppointment(draft(first), 'book'));
    server.plan.push('well', 'well', 'late');
    const move = (change?: Change): Promise<Booking> =>
      fresh(change).moveAppointment(mine.ref.id, second, 'move');
    await expect(move()).rejects.toMatchObject({ kind: 'timeout' });
    expect(appointmentOf(await move(hesitant)).slot).toEqual(second);
    expect(live(server)).toMatchObject([{ reference: 'move', slot: second }]);
  });

  test.each(deaths)(
    'a process that dies at request %i, %s it is sent, leaves one booking of each',
    async (nth, when) => {
      const { server, fresh } = await system();
      let processes = 0;
      const next = (): Saga => fresh((processes += 1) === 1 ? dying(nth, when) : undefined);
      const mine = appointmentOf(await insist(() => next().bookAppointment(draft(first), 'book')));
      expect(live(server)).toHaveLength(1);
      processes = 0;
      const moved = await insist(() => next().moveAppointment(mine.ref.id, second, 'move'));
      expect(live(server)).toMatchObject([{ reference: 'move', slot: second }]);
      server.kept.add(appointmentOf(moved).ref.id);
      processes = 0;
      const kept = insist(() => next().moveAppointment(appointmentOf(moved).ref.id, third, 'kept'));
      await expect(kept).rejects.toMatchObject({ kind: 'rejected' });
      expect(live(server)).toMatchObject([{ reference: 'move', slot: second }]);
      server.kept.clear();
      processes = 0;
      await insist(() => next().cancelAppointment(appointmentOf(moved).ref.id, 'cancel'));
      expect(live(server)).toEqual([]);
    },
  );
});

const moodAt = (share: number): SchedulingMood =>
  schedulingMoods[Math.floor(share * schedulingMoods.length)] ?? 'well';

describe('Whatever becomes of each request', () => {
  const random = randomOf(seed);
  const plans = Array.from({ length: 60 }, () =>
    Array.from({ length: 10 }, (): SchedulingMood => moodAt(random())),
  );

  /** Runs one story per plan, ten at a time; a failure names its plan. */
  async function throughAll(story: (plan: SchedulingMood[]) => Promise<void>): Promise<void> {
    const waiting = [...plans];
    const worker = async (): Promise<void> => {
      for (let plan = waiting.shift(); plan; plan = waiting.shift()) {
        const told = plan.join(' ');
        await story([...plan]).catch((cause: unknown) => {
          throw new Error(`seed ${seed}, plan ${told}: ${String(cause)}`, { cause });
        });
      }
    };
    await Promise.all(Array.from({ length: 10 }, worker));
  }

  test('a booking is made once', () =>
    throughAll(async (plan) => {
      const { server, fresh } = await system(impatientMs);
      server.plan.push(...plan);
      appointmentOf(await insist(() => fresh().bookAppointment(draft(first), 'book')));
      await sleep(settleMs);
      expect(live(server)).toHaveLength(1);
    }));

  test('a move ends with the new time and without the old one', () =>
    throughAll(async (plan) => {
      const { server, fresh } = await system(impatientMs);
      const { ref } = appointmentOf(await insist(() => fresh().bookAppointment(draft(first), 'book')));
      server.plan.push(...plan);
      appointmentOf(await insist(() => fresh().moveAppointment(ref.id, second, 'move')));
      await sleep(settleMs);
      expect(live(server)).toMatchObject([{ reference: 'move', slot: second }]);
    }));

  test('a move that the office does not allow ends with the old time and without the new one', () =>
    throughAll(async (plan) => {
      const { server, fresh } = await system(impatientMs);
      const { ref } = appointmentOf(await insist(() => fresh().bookAppointment(draft(first), 'book')));
      server.kept.add(ref.id);
      server.plan.push(...plan);
      const move = insist(() => fresh().moveAppointment(ref.id, second, 'move'));
      await expect(move).rejects.toMatchObject({ kind: 'rejected' });
      await sleep(settleMs);
      expect(live(server)).toMatchObject([{ reference: 'book', slot: first }]);
    }));

  test('two who want each other’s time keep their own, two who want one time share nothing', () =>
    throughAll(async (plan) => {
      const { server, fresh } = await system(impatientMs);
      const mine = appointmentOf(await insist(() => fresh().bookAppointment(draft(first, 1), 'mine')));
      const yours = appointmentOf(await insist(() => fresh().bookAppointment(draft(second, 2), 'yours')));
      server.plan.push(...plan);
      const move = (one: Appointment, slot: Slot, key: string): Promise<Booking> =>
        insist(() => fresh().moveAppointment(one.ref.id, slot, key));
      const swapped = await Promise.all([move(mine, second, 'a'), move(yours, first, 'b')]);
      expect(swapped.map(({ outcome }) => outcome)).toEqual(['taken', 'taken']);
      const both = await Promise.all([move(mine, third, 'c'), move(yours, third, 'd')]);
      await sleep(settleMs);
      expect(both.map(({ outcome }) => outcome).sort()).toEqual(['booked', 'taken']);
      expect(live(server)).toHaveLength(2);
    }));
});

describe('A time reserved at a system of others', () => {
  test('is kept from others, and booked by its caller', async () => {
    const { fresh } = await system();
    expect((await fresh().holdSlot(draft(first, 1), 'mine', 5000)).outcome).toBe('held');
    expect(await fresh().bookAppointment(draft(first, 2), 'yours')).toEqual({
      outcome: 'taken',
      alternatives: slots.slice(1, 4),
    });
    expect((await fresh().holdSlot(draft(first, 2), 'yours', 5000)).outcome).toBe('taken');
    expect((await fresh().bookAppointment(draft(first, 1), 'mine')).outcome).toBe('booked');
  });

  test('gives way to the next one of its key, is let go, and expires', async () => {
    const { fresh } = await system();
    await fresh().holdSlot(draft(first), 'mine', 5000);
    await fresh().holdSlot(draft(second), 'mine', 5000);
    expect((await fresh().bookAppointment(draft(first, 2), 'yours')).outcome).toBe('booked');
    await fresh().releaseSlot('mine');
    expect((await fresh().holdSlot(draft(second, 2), 'theirs', 200)).outcome).toBe('held');
    await sleep(250);
    expect((await fresh().bookAppointment(draft(second, 3), randomUUID())).outcome).toBe('booked');
  });

  test('is no verb where the system has no reservations', async () => {
    const { fresh } = await system();
    const saga = fresh(({ reservations: _, ...steps }) => steps);
    expect(saga).not.toHaveProperty('holdSlot');
    expect(saga).not.toHaveProperty('releaseSlot');
  });
});

import { createHolding } from '../../activities/holding';
import { bookingSaga } from '../../src/connectors/booking-saga';
import type { Connector } from '../../src/connectors/connector';
import type { Slot } from '../../src/domain/appointment';
import type { Order, OrderWork } from '../../src/domain/call';
import { type SchedulingMood, type SchedulingServer, schedulingServer } from '../fakes/scheduling-server';
import { schedulingSteps } from '../fakes/scheduling-steps';
import { draftBy } from './agenda-drafts';

/** Much longer than anybody waits for a read-back. */
const lateMs = 20_000;
const [first, second]: [Slot, Slot] = [slotAt(9), slotAt(10)];

function slotAt(hour: number): Slot {
  return {
    ...{ service: 'visit', professional: 'ana', place: 'room', zone: 'UTC' },
    startsAt: new Date(Date.UTC(2027, 0, 4, hour)).toISOString(),
    endsAt: new Date(Date.UTC(2027, 0, 4, hour + 1)).toISOString(),
  };
}

const orderOf = (work: OrderWork): Order => ({
  ...{ tenant: 'town-hall', assistant: 'town-hall', connection: 'scheduling', language: 'es' },
  ...{ channel: 'dev', zone: 'UTC', callId: 'call-1', title: 'pedir cita', contact: {} },
  terms: {
    ...{ creation: 'reference', indexLagMs: 0, settleMs: 0, atOnce: 1 },
    policy: { then: 'retry', offer: 'promise', afterTries: 6, parkedForHours: 24 },
  },
  ...work,
});
const bookingOf = (caller: number, slot = first): Order =>
  orderOf({ verb: 'bookAppointment', args: draftBy(caller, slot) });

let server: SchedulingServer;
let connector: Connector;
const holding = (change: Partial<Connector> = {}) =>
  createHolding({ connectors: { get: () => ({ ...connector, ...change }) } });

beforeEach(async () => {
  server = await schedulingServer([first, second], lateMs);
  connector = {
    ...{ connection: 'scheduling', system: 'scheduling' },
    creation: { class: 'reference', indexLagMs: 0, settleMs: 0 },
    verbs: bookingSaga(schedulingSteps(`${server.url}/`, lateMs)),
  };
});
afterEach(() => server.close());

test('a time is held while it is read back, and others hear of the next free one', async () => {
  expect(await holding().hold(bookingOf(1), 'R-1')).toMatchObject({ outcome: 'held' });
  expect(await holding().hold(bookingOf(2), 'R-2')).toEqual({ outcome: 'taken', alternatives: [second] });
  await holding().releaseHold(bookingOf(1), 'R-1');
  expect(await holding().hold(bookingOf(2), 'R-2')).toMatchObject({ outcome: 'held' });
});

test('only a booking needs a hold, and not every system has holds', async () => {
  const move = orderOf({ verb: 'moveAppointment', args: { id: '1', slot: first } });
  expect(await holding().hold(move, 'R-1')).toEqual({ outcome: 'cannot-hold' });
  await holding().releaseHold(move, 'R-1');
  expect(await holding({ verbs: {} }).hold(bookingOf(1), 'R-1')).toEqual({ outcome: 'cannot-hold' });
  await holding({ verbs: {} }).releaseHold(bookingOf(1), 'R-1');
  expect(server.asked).toEqual([]);
});

test.each<SchedulingMood>(['down', 'mute', 'slow', 'late'])(
  'a system that is %s keeps nobody waiting for the read-back, nor for letting go',
  async (mood) => {
    server.plan.push(mood, mood);
    const began = Date.now();
    expect(await holding().hold(bookingOf(1), 'R-1')).toEqual({ outcome: 'cannot-hold' });
    await holding().releaseHold(bookingOf(1), 'R-1');
    expect(Date.now() - began).toBeLessThan(lateMs / 2);
  },
);

test('a time whose hold was answered too late is still its caller’s', async () => {
  server.plan.push('well', 'slow');
  expect(await holding().hold(bookingOf(1), 'R-1')).toEqual({ outcome: 'cannot-hold' });
  expect(await holding().hold(bookingOf(2), 'R-2')).toMatchObject({ outcome: 'taken' });
  const booked = await connector.verbs.bookAppointment?.(draftBy(1, first), 'R-1');
  expect(booked?.outcome).toBe('booked');
});

test('what is wrong with us and not with the system is not hidden', async () => {
  const broken = holding({
    verbs: { holdSlot: () => Promise.reject(new TypeError('a mistake of ours')) },
  });
  await expect(broken.hold(bookingOf(1), 'R-1')).rejects.toThrow('a mistake of ours');
});

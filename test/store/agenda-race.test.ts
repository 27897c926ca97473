/** Five hundred callers for fifty times (reference T21), straight at our own agenda. */
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Agenda, createAgenda } from '../../src/connectors/agenda';
import type { AgendaBook } from '../../src/connectors/agenda-book';
import type { AppointmentDraft, Slot } from '../../src/domain/appointment';
import { randomOf } from '../../src/drill/seeded-random';
import { ConnectorError } from '../../src/errors';
import { openStoreAndAgenda } from '../../src/store/open-store';
import type { Store } from '../../src/store/store';
import { draftBy, start } from '../connectors/agenda-drafts';
import { simpleAgenda } from '../connectors/agenda-plans';
import { describeDatabases, type TestDatabase } from './databases';

const callers = 500;
const holdMs = 1000;
const arriveWithinMs = 4000;
const seed = Number(process.env['RECADO_TEST_SEED'] ?? randomInt(2 ** 31));
process.stderr.write(`agenda race: seed ${seed} (RECADO_TEST_SEED=${seed} repeats it)\n`);

/** A crowd of callers tries a database's patience: as a delivery does, they try again with the same key. */
async function insist<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ConnectorError && error.kind === 'unavailable')) throw error;
      await sleep(100);
    }
  }
}

describeDatabases('Five hundred callers want fifty times', (open) => {
  let database: TestDatabase;
  let store: Store;
  let book: AgendaBook;
  beforeAll(async () => {
    database = await open();
    ({ store, book } = await openStoreAndAgenda(database.place));
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  test('fifty are booked, none twice; what callers left unconfirmed goes to others, and the rest are told', async () => {
    const tenant = `race-${randomUUID()}`;
    // Today and tomorrow, 25 times each.
    const twentyMinutes = { minutes: 20, horizonDays: 1 };
    const plan = { ...simpleAgenda('UTC', '09:00', '17:20', twentyMinutes), tenant };
    const agenda = createAgenda({ book, plans: [plan], connection: 'agenda', now: () => new Date(start) });
    const free = (): Promise<Slot[]> =>
      insist(() => agenda.findSlots({ service: 'visit', after: new Date(start).toISOString(), limit: 50 }));
    const slots = await free();
    expect(slots).toHaveLength(50);

    const people = Array.from({ length: callers }, (_, number) => new Person(number, agenda, free));
    for (let round = 0; round < 20 && people.filter(({ id }) => id).length < 50; round += 1) {
      await Promise.all(people.map((person) => person.call(slots)));
    }

    const booked = people.flatMap(({ id }) => (id === undefined ? [] : [id]));
    expect([booked.length, new Set(booked).size]).toEqual([50, 50]);
    const whole = ['2026-11-01T00:00:00Z', '2026-12-31T00:00:00Z'] as const;
    const busy = await book.busy(tenant, ['ana'], ...whole);
    expect(busy.map(({ from }) => from).toSorted()).toEqual(slots.map(({ startsAt }) => startsAt));
    expect(people.filter(({ hungUp }) => hungUp).length).toBeGreaterThan(0);

    const others = people.filter(({ id }) => id === undefined);
    expect(others).toHaveLength(450);
    const answers = await Promise.all(
      others.map((person) => insist(() => person.book(slots[0] as Slot, randomUUID()))),
    );
    expect(answers).toEqual(others.map(() => ({ outcome: 'taken', alternatives: [] })));
    // While there were other times, callers who were refused heard of them.
    expect(people.reduce((sum, { offers }) => sum + offers, 0)).toBeGreaterThan(0);
  }, 240_000);
});

/** One caller, who has an id of an appointment in the end, or not. */
class Person {
  id: string | undefined;
  hungUp = false;
  /** How often they were refused and heard of other times. */
  offers = 0;
  private wishes = 0;
  private readonly random: () => number;

  constructor(
    private readonly number: number,
    private readonly agenda: Agenda,
    private readonly free: () => Promise<Slot[]>,
  ) {
    this.random = randomOf(seed + number);
  }

  /** Asks for a time, hears it read back, says yes or hangs up; wishes for another one when it is gone. */
  async call(slots: Slot[]): Promise<void> {
    await sleep(this.random() * arriveWithinMs);
    let wanted = this.one(slots);
    while (wanted && this.id === undefined && !this.hungUp) wanted = await this.wish(wanted);
  }

  /** One wish; answers the next one where this came to nothing and there are other times. */
  private async wish(slot: Slot): Promise<Slot | undefined> {
    const key = `race/${seed}/${this.number}/${(this.wishes += 1)}`;
    // Some systems of callers are too slow to hold anything; then the booking itself decides.
    const isHeld = this.random() < 0.8;
    const held = isHeld && (await insist(() => this.agenda.holdSlot(this.draft(slot), key, holdMs)));
    if (held && held.outcome === 'taken') return await this.another(held.alternatives);
    this.hungUp = held !== false && this.random() < 0.2;
    if (this.hungUp) return undefined;
    // Now and then the yes comes when the time is held no more.
    await sleep(this.random() * holdMs * 1.2);
    const answer = await insist(() => this.book(slot, key));
    if (answer.outcome === 'taken') return await this.another(answer.alternatives);
    this.id = answer.appointment.ref.id;
    return undefined;
  }

  private async another(alternatives: Slot[]): Promise<Slot | undefined> {
    if (alternatives.length > 0) this.offers += 1;
    return this.one(alternatives) ?? this.one(await this.free());
  }

  book(slot: Slot, key: string) {
    return this.agenda.bookAppointment(this.draft(slot), key);
  }

  private draft(slot: Slot): AppointmentDraft {
    return draftBy(this.number, slot);
  }

  private one(slots: Slot[]): Slot | undefined {
    return slots[Math.floor(this.random() * slots.length)];
  }
}

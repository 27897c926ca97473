/** A desk whose webhooks come ten times each, all at once and in any order: what happened is told, each thing once. */
import { randomOf } from '../../src/drill/seeded-random';
import { signWebhook } from '../../src/webhook-schemes/standard';
import { caseOf, eventually, inboxOf, office, request } from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';
import { type Watched, watchTicket } from '../fakes/watched-ticket';

const tickets = 100;
const remarksEach = 10;
const timesEach = 10;
const seed = 71;
/** A machine left alone takes two minutes for all of it; one that does other work takes its time. */
const patientMs = 480_000;
const random = randomOf(seed);
const secret = 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==';

let system: System;
beforeAll(async () => {
  console.info(`seed ${seed}`);
  system = await startSystem();
});
afterAll(async () => await system.stop());

/** Does all, so many at a time. */
async function side<T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<unknown>): Promise<void> {
  const left = [...all];
  const worker = async (): Promise<void> => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((one) => ({ one, by: random() }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ one }) => one);

/** Sends one as the desk would: a door that has no time just now is knocked at again. */
async function post(ticketId: string, eventId: string): Promise<void> {
  await eventually('the door', async () => (await knock(ticketId, eventId)) !== 503, 60_000);
}

async function knock(ticketId: string, eventId: string): Promise<number> {
  const body = JSON.stringify({ type: 'ticket.updated', timestamp: new Date(), data: { id: ticketId } });
  const signed = signWebhook(secret, eventId, new Date(), body);
  const headers = { 'content-type': 'application/json', ...signed };
  const answer = await fetch(`${system.url}/webhooks/town-hall-desk`, { method: 'POST', headers, body });
  await answer.arrayBuffer();
  expect([200, 503]).toContain(answer.status);
  return answer.status;
}

const remark = (number: number): string => `Nota ${number} de la brigada`;
const eventOf = ({ id }: Watched, number: number): string => `evt_${id}_${number}`;
const remarks = Array.from({ length: remarksEach }, (_, number) => number);

/** The office remarks ten things on each ticket, while every webhook of each comes ten times. */
async function storm(all: Watched[]): Promise<void> {
  const done = new Map(all.map(({ id }) => [id, 0]));
  const posts = shuffled(
    all.flatMap((one) =>
      remarks.flatMap((number) => Array.from({ length: timesEach }, () => ({ one, number }))),
    ),
  );
  const office10 = side(all, 10, async ({ id }) => {
    for (const number of remarks) {
      await office(system.url, id, 'comment', remark(number));
      done.set(id, number + 1);
    }
  });
  // No webhook comes before what it tells of.
  const door = side(posts, 40, async ({ one, number }) => {
    await eventually('the remark', async () => (done.get(one.id) ?? 0) > number, 120_000);
    await post(one.id, eventOf(one, number));
  });
  await Promise.all([office10, door]);
}

test('a thousand remarks, each reported ten times and in any order, are told once each; then the closing', async () => {
  const numbers = Array.from({ length: tickets }, (_, index) => `+3460000${1000 + index}`);
  const all: Watched[] = [];
  await side(numbers, 10, async (from) => all.push(await watchTicket(system, from)));
  await storm(all);
  const told = async ({ from }: Watched) => (await inboxOf(system.url, from)).map(({ text }) => text);
  const taken = async ({ code }: Watched) =>
    (await caseOf(system.url, code)).audit
      .filter(({ what }) => what === 'webhook')
      .map(({ detail }) => detail);
  await side(all, 10, async (one) => {
    const events = remarks.map((number) => `event ${eventOf(one, number)}`);
    const hasAll = async () => {
      const lines = await taken(one);
      return events.every((event) => lines.includes(event));
    };
    await eventually(`all events of ${one.id}`, hasAll, patientMs);
    await eventually(
      `all words to ${one.from}`,
      async () => (await told(one)).length >= remarksEach,
      patientMs,
    );
  });

  await side(all, 10, async ({ id }) => await office(system.url, id, 'close'));
  await side(all, 10, async (one) => {
    await eventually(
      'its end',
      async () => (await caseOf(system.url, one.code)).state === 'settled',
      120_000,
    );
    // A case goes on without its notice where that takes more than three seconds.
    await eventually('word of its closing', async () => (await told(one)).length > remarksEach, 120_000);
  });
  // Late ones, of tickets that nobody watches any more.
  await side(all, 40, async (one) => await post(one.id, eventOf(one, 0)));

  for (const one of all) {
    const words = await told(one);
    for (const number of remarks)
      expect(words.filter((text) => text.includes(remark(number)))).toHaveLength(1);
    expect(words.filter((text) => /cerrad|resuelt/i.test(text))).toHaveLength(1);
    expect(words).toHaveLength(remarksEach + 1);
    const lines = await taken(one);
    expect(new Set(lines).size).toBe(lines.length);
  }
  const { items } = await request<{ items: { eventId: string; times: number }[] }>(
    `${system.url}/api/webhooks?limit=100&text=${eventOf(all[0] as Watched, 1)}`,
  );
  expect(items).toHaveLength(1);
  // One that was answered 503 may have been counted all the same.
  expect(items[0]?.times).toBeGreaterThanOrEqual(timesEach);
}, 1_200_000);

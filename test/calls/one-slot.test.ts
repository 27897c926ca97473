import type { Verbs } from '../../src/connectors/connector';
import type { AppointmentDraft, Slot } from '../../src/domain/appointment';
import type { Order } from '../../src/domain/call';
import { mintCode } from '../../src/domain/code';
import { openDelivery } from '../../src/domain/delivery';
import { deliveryWorkflowId } from '../../workflows/ids';
import { type Caller, dial, eventually, inboxOf, sayAll } from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => await system.stop());

/** Chooses the first free time and gives a name, up to the read-back. */
const chooseFirst = async (caller: Caller, name: string) =>
  await sayAll(caller, ['quiero cita para el padrón', 'lo antes posible', 'la primera', `me llamo ${name}`]);

const timeIn = (words: string): string => /\d{1,2}:\d\d/.exec(words)?.[0] ?? 'no time';

const clockOf = (instant: string): string =>
  new Date(instant).toLocaleTimeString('es', {
    timeZone: 'Europe/Madrid',
    hour: 'numeric',
    minute: '2-digit',
  });

const draftOf = (slot: Slot, phone: string): AppointmentDraft => ({
  slot,
  contact: { phone },
  origin: {
    ...{ channel: 'dev', callId: `call of ${phone}`, at: new Date().toISOString(), language: 'es' },
    ...{ intent: 'book', entities: {}, summary: 'Quiere cita para el padrón.' },
  },
});

test('two callers choose the same time: one hears it read back, the other is offered others and gets one of those', async () => {
  const callers = [
    await dial(system.url, 'town-hall', '+34600000091'),
    await dial(system.url, 'town-hall', '+34600000092'),
  ];
  for (const caller of callers)
    await sayAll(caller, ['quiero cita para el padrón', 'lo antes posible', 'la primera']);
  const told = await Promise.all(callers.map((caller) => caller.say('me llamo Ana Ruiz')));
  const taken = told.findIndex(
    ({ words }) => words.includes('se acaba de ocupar') || words.includes('libres'),
  );
  const [winner, loser] = taken === 0 ? [callers[1], callers[0]] : [callers[0], callers[1]];
  const wanted = timeIn(told[1 - taken]?.words ?? '');
  const offered = timeIn(told[taken]?.words ?? '');
  expect(offered).not.toBe(wanted);

  expect(await winner?.say('sí')).toMatchObject({
    delivery: 'delivered',
    words: expect.stringContaining(wanted),
  });
  let answer = await loser?.say(`a las ${offered}`);
  for (let turn = 0; turn < 4 && !answer?.delivery; turn += 1) answer = await loser?.say('sí');
  expect(answer).toMatchObject({ delivery: 'delivered', words: expect.stringContaining(offered) });
}, 60_000);

test('a time that is read back to one caller is offered to no other, and is free again when they do not want it', async () => {
  const [ana, luis] = [
    await dial(system.url, 'town-hall', '+34600000096'),
    await dial(system.url, 'town-hall', '+34600000097'),
  ];
  const wanted = timeIn((await chooseFirst(ana, 'Ana Ruiz')).words);
  expect(timeIn((await chooseFirst(luis, 'Luis Gil')).words)).not.toBe(wanted);
  await ana.say('no, gracias');
  await eventually('the time to be free again', async () => {
    const eva = await dial(system.url, 'town-hall', '+34600000098');
    const offered = await sayAll(eva, ['quiero cita para el padrón', 'lo antes posible']);
    await eva.hangUp();
    return timeIn(offered.words) === wanted;
  });
  expect((await luis.say('sí')).delivery).toBe('delivered');
}, 60_000);

test('who has hung up before their time was refused hears by message which times are free', async () => {
  const verbs: Verbs = system.installation.connectors.get('agenda')?.verbs ?? {};
  const query = { service: 'padron', after: new Date().toISOString(), limit: 20 };
  const [slot, ...others] = ((await verbs.findSlots?.(query)) ?? []) as [Slot, ...Slot[]];
  const phone = '+34600000099';
  await verbs.bookAppointment?.(draftOf(slot, '+34600000100'), 'somebody else');

  const order: Order = {
    ...{ tenant: 'town-hall', assistant: 'town-hall', connection: 'agenda', language: 'es', channel: 'dev' },
    ...{ zone: 'Europe/Madrid', callId: 'a call that is over', title: 'pedir cita', contact: { phone } },
    terms: {
      ...{ creation: 'key', indexLagMs: 0, settleMs: 0, atOnce: 1 },
      policy: { then: 'retry', offer: 'promise', afterTries: 6, parkedForHours: 24 },
    },
    ...{ verb: 'bookAppointment', args: draftOf(slot, phone) },
  };
  const code = mintCode(Math.random);
  await system.temporal.workflow.start('deliver', {
    taskQueue: system.config.taskQueue,
    workflowId: deliveryWorkflowId(code),
    args: [openDelivery(order, code, new Date().toISOString())],
  });
  const [message] = await eventually('a message', async () => {
    const inbox = await inboxOf(system.url, phone);
    return inbox.length > 0 && inbox;
  });
  expect(message?.text).toContain('ya estaba ocupada');
  const near = others.filter(({ place }) => place === slot.place).slice(0, 2);
  expect(near).toHaveLength(2);
  for (const { startsAt } of near) expect(message?.text).toContain(clockOf(startsAt));
}, 60_000);

test('two callers move to the same time, which nothing keeps for them: one gets it, the other is offered others', async () => {
  const callers = [
    await dial(system.url, 'town-hall', '+34600000094'),
    await dial(system.url, 'town-hall', '+34600000095'),
  ];
  for (const caller of callers) {
    await chooseFirst(caller, 'Ana Ruiz');
    expect((await caller.say('sí')).delivery).toBe('delivered');
  }
  const asked: string[] = [];
  for (const caller of callers) {
    const lines = ['quiero cambiar la cita del padrón', 'lo antes posible', 'la primera'];
    asked.push(timeIn((await sayAll(caller, lines)).words));
  }
  expect(asked[1]).toBe(asked[0]);
  const answers = await Promise.all(callers.map((caller) => caller.say('sí')));
  expect(answers.filter(({ delivery }) => delivery === 'delivered')).toHaveLength(1);
  const refused = answers.find(({ delivery }) => delivery === 'refused');
  const offered = timeIn(refused?.words ?? '');
  expect(offered).not.toBe(asked[0]);

  // Whoever was refused has their old time still, until they have taken another.
  const loser = callers[answers.findIndex(({ delivery }) => delivery === 'refused')];
  let moved = await loser?.say(`a las ${offered}`);
  for (let turn = 0; turn < 4 && !moved?.delivery; turn += 1) moved = await loser?.say('sí');
  expect(moved).toMatchObject({ delivery: 'delivered', words: expect.stringContaining(offered) });
}, 60_000);

test('a caller books, hears of it, moves it and cancels it', async () => {
  const caller = await dial(system.url, 'town-hall', '+34600000093');
  await chooseFirst(caller, 'Eva Sanz');
  const booked = await caller.say('sí');
  expect(booked.delivery).toBe('delivered');

  const mine = await caller.say('¿qué citas tengo?');
  expect(mine.words).toContain(timeIn(booked.words));

  await sayAll(caller, ['quiero cambiar la cita del padrón', 'lo antes posible', 'la segunda']);
  const moved = await caller.say('sí');
  expect(moved.delivery).toBe('delivered');
  expect(timeIn(moved.words)).not.toBe(timeIn(booked.words));

  await caller.say('quiero cancelar mi cita del padrón');
  const cancelled = await caller.say('sí');
  expect(cancelled.delivery).toBe('delivered');
  const none = await caller.say('¿qué citas tengo?');
  expect(none.words).not.toContain(timeIn(moved.words));
}, 60_000);

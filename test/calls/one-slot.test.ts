import { type Caller, dial, sayAll } from '../fakes/caller';
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

test('two callers want the same time: one gets it, the other is offered others and gets one of those', async () => {
  const [ana, luis] = [
    await dial(system.url, 'town-hall', '+34600000091'),
    await dial(system.url, 'town-hall', '+34600000092'),
  ];
  const readBacks = [await chooseFirst(ana, 'Ana Ruiz'), await chooseFirst(luis, 'Luis Gil')];
  const wanted = timeIn(readBacks[0]?.words ?? '');
  expect(timeIn(readBacks[1]?.words ?? '')).toBe(wanted);

  const answers = await Promise.all([ana.say('sí'), luis.say('sí')]);
  expect(answers.filter(({ delivery }) => delivery === 'delivered')).toHaveLength(1);
  expect(answers.filter(({ delivery }) => delivery === 'refused')).toHaveLength(1);
  const loser = answers[0]?.delivery === 'refused' ? ana : luis;
  const refused = answers.find(({ delivery }) => delivery === 'refused');
  const offered = timeIn(refused?.words ?? '');
  expect(offered).not.toBe(wanted);

  let answer = await loser.say(`a las ${offered}`);
  for (let turn = 0; turn < 4 && !answer.delivery; turn += 1) answer = await loser.say('sí');
  expect(answer.delivery).toBe('delivered');
  expect(answer.words).toContain(offered);
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

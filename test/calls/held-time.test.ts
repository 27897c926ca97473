import { type Caller, dial, eventually, sayAll } from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => await system.stop());

const choose = async (caller: Caller, name: string) =>
  await sayAll(caller, ['quiero cita para el padrón', 'lo antes posible', 'la primera', `me llamo ${name}`]);
const timeIn = (words: string): string => /\d{1,2}:\d\d/.exec(words)?.[0] ?? 'no time';
/** The first time that is offered to somebody else now. */
const offeredTo = async (from: string): Promise<string> => {
  const caller = await dial(system.url, 'town-hall', from);
  const { words } = await sayAll(caller, ['quiero cita para el padrón', 'lo antes posible']);
  await caller.hangUp();
  return timeIn(words);
};

test('a time that is being read back to one caller is offered to nobody else, and is theirs with the yes', async () => {
  const ana = await dial(system.url, 'town-hall', '+34600000501');
  const wanted = timeIn((await choose(ana, 'Ana Ruiz')).words);
  expect(await offeredTo('+34600000502')).not.toBe(wanted);
  const repeated = await ana.say('repita, por favor');
  expect(timeIn(repeated.words)).toBe(wanted);
  expect(await offeredTo('+34600000502')).not.toBe(wanted);
  const booked = await ana.say('sí');
  expect(booked).toMatchObject({ delivery: 'delivered', words: expect.stringContaining(wanted) });
});

test.each(['the caller wants it no more', 'the caller hangs up'])(
  'a time is free again when %s',
  async (how) => {
    const luis = await dial(system.url, 'town-hall', '+34600000503');
    const wanted = timeIn((await choose(luis, 'Luis Gil')).words);
    expect(await offeredTo('+34600000504')).not.toBe(wanted);
    if (how === 'the caller hangs up') await luis.hangUp();
    else await luis.say('cancelar');
    await eventually('the time to be free', async () => (await offeredTo('+34600000504')) === wanted, 10_000);
  },
  30_000,
);

import { createMemoryStore } from '../fakes/memory-store';
import { draftOf } from '../connectors/contract';
import { aProblem, build, send, type House } from './house';

let house: House;
let tickets: string;
beforeAll(async () => {
  const store = createMemoryStore();
  house = await build({
    store,
    withoutWorker: true,
    config: { connections: { register: { system: 'register' }, second: { system: 'register' } } },
  });
  tickets = `${house.url}/api/systems/register/tickets`;
});
afterAll(() => house.stop());

const file = async (code: string) => await house.store.register.file('register', draftOf(), code);

test('operators see the tickets of each register, newest first', async () => {
  await file('R-0000-AAAA');
  await file('R-0000-BBBB');
  const { status, body } = await send(tickets);
  expect(status).toBe(200);
  expect(body['items']).toMatchObject([
    { id: 'R-0000-BBBB' },
    {
      ...{ id: 'R-0000-AAAA', reference: 'R-0000-AAAA', status: 'open', subject: 'Farola apagada' },
      ...{ team: 'lighting', place: 'Calle de la Amargura 99', pending: ['correo electrónico'] },
    },
  ]);
  const second = `${house.url}/api/systems/second/tickets`;
  expect((await send(second)).body['items']).toEqual([]);
  expect(await send(`${second}/R-0000-AAAA/close`, 'POST', {})).toMatchObject({
    status: 404,
    body: aProblem,
  });
});

test('what the office does is done at once, and put into the inbox with who did it', async () => {
  const { id } = await file('R-0000-CCCC');
  expect(await send(`${tickets}/${id}/comment`, 'POST', { by: 'ana', text: 'Vamos mañana.' })).toMatchObject({
    status: 200,
    body: { ticket: { status: 'open', comments: [{ author: 'office', text: 'Vamos mañana.' }] } },
  });
  expect(await send(`${tickets}/${id}/close`, 'POST', { by: 'luis', reason: 'Arreglada' })).toMatchObject({
    body: { ticket: { status: 'closed', comments: [{}, { author: 'office', text: 'Arreglada' }] } },
  });
  expect(await send(`${tickets}/${id}/reopen`, 'POST')).toMatchObject({
    body: { ticket: { status: 'open' } },
  });

  const taken = (await house.store.listWebhooks({ limit: 100 })).filter(({ recordId }) => recordId === id);
  expect(taken.map(({ connection, eventId }) => [connection, eventId.replace(/, .*/, '')])).toEqual([
    ['register', 'reopen by operator'],
    ['register', 'close by luis'],
    ['register', 'comment by ana'],
  ]);
  expect(new Set(taken.map(({ eventId }) => eventId)).size).toBe(3);
});

test('a ticket that is not there, and deeds that make no sense', async () => {
  expect(await send(`${tickets}/R-0000-ZZZZ/close`, 'POST', {})).toMatchObject({
    status: 404,
    body: aProblem,
  });
  const { id } = await file('R-0000-DDDD');
  for (const body of [{ text: '' }, {}, { text: 'x', to: 'y' }, { text: 'x', by: '' }])
    expect(await send(`${tickets}/${id}/comment`, 'POST', body)).toMatchObject({
      status: 400,
      body: aProblem,
    });
});

test('a register has no outage switch', async () => {
  const mood = await send(`${house.url}/api/systems/register/mood`, 'PUT', { mood: 'down' });
  expect(mood).toMatchObject({ status: 404, body: aProblem });
});

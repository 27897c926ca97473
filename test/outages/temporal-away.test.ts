/** Temporal out of reach while callers speak: cut off by a line in front of it, so that the server itself runs on. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { AnswerView, CallBegun, SocketFrame } from '../../src/gateway/shapes';
import { caseOf, dial, eventually, inboxOf, office, request, ticketsOf, turnMood } from '../fakes/caller';
import { cuttableLine, type CuttableLine } from '../fakes/cuttable-line';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';

let line: CuttableLine;
let system: System;
let url: string;

beforeAll(async () => {
  line = await cuttableLine(process.env.TEMPORAL_TEST_ADDRESS ?? '');
  system = await startSystem({ env: { TEMPORAL_ADDRESS: line.address } });
  url = system.url;
});
afterEach(() => line.mend());
afterAll(async () => {
  await system.stop();
  await line.close();
});

/** The case of a code, once it is delivered. */
const delivered = async (code: string) =>
  await eventually(
    `the receipt of ${code}`,
    async () => {
      const found = await caseOf(url, code);
      return found.state === 'delivered' && found;
    },
    60_000,
  );
const ticketsAbout = async (words: string) =>
  (await ticketsOf(url)).filter((ticket) => JSON.stringify(ticket).includes(words));
const backAgain = async (): Promise<void> => {
  line.mend();
  await eventually('Temporal', async () => (await fetch(`${url}/readyz`)).status === 200, 30_000);
};

test('a yes said into the outage becomes the delivery, once, and the code that was given leads to it', async () => {
  const from = '+34600000201';
  const caller = await dial(url, 'town-hall', from);
  await askForStreetLight(caller, 'calle del Olmo 1');
  line.cut();
  const began = Date.now();
  const yes = await caller.say('sí');
  expect(Date.now() - began).toBeLessThan(5_000);
  expect(yes).toMatchObject({ delivery: 'pending', code: expect.stringMatching(/^R-/), ended: false });
  expect(yes.words).toMatch(/avería.*anotado.*R-.*¿Quiere que anote algo más\?/);
  const code = yes.code ?? '';
  expect(await caseOf(url, code)).toMatchObject({ code, state: 'delivering', waitingFor: 'system' });

  const again = Date.now();
  const bye = await caller.say('no, nada más');
  expect(Date.now() - again).toBeLessThan(1_000);
  expect(bye).toMatchObject({ code, ended: true });

  await backAgain();
  const found = await delivered(code);
  expect(found).toMatchObject({ notedAs: code, verb: 'createTicket' });
  expect(await ticketsAbout('Olmo')).toHaveLength(1);
  await eventually('the message', async () => (await inboxOf(url, from))[0]);
  await pause(1_000);
  expect(await inboxOf(url, from)).toHaveLength(1);
  const intake = (await request<{ items: { code: string }[] }>(`${url}/api/cases?limit=500`)).items;
  expect(intake.find((one) => one.code === code)).toMatchObject({ state: 'settled', became: [found.code] });
}, 120_000);

test('a yes and another wish noted in one outage: the one code leads to the delivery and to the ticket for people', async () => {
  const from = '+34600000251';
  const caller = await dial(url, 'town-hall', from);
  await askForStreetLight(caller, 'calle del Tilo 1');
  line.cut();
  const { code = '' } = await caller.say('sí');
  expect((await caller.say('y hay un bache enorme en la calle del Boj 7')).code).toBe(code);
  expect((await caller.say('no, nada más')).ended).toBe(true);
  await backAgain();
  const found = await delivered(code);
  expect(found).toMatchObject({ code, also: [expect.stringMatching(/^R-/)] });
  expect(JSON.stringify(found.args)).toMatch(/bache enorme/);
  const [first = ''] = found.also ?? [];
  expect(JSON.stringify((await delivered(first)).args)).toMatch(/Tilo/);
  expect(await ticketsAbout('Tilo')).toHaveLength(1);
  expect(await ticketsAbout('bache enorme')).toHaveLength(1);
}, 120_000);

test('a call begun in the outage: greeted, noted, and its words become a ticket for people under its own code', async () => {
  const from = '+34600000202';
  line.cut();
  const caller = await dial(url, 'town-hall', from);
  expect(caller.greeting).toMatch(/avería.*Dígame/);
  const first = await caller.say('hay un escape de agua en la calle del Sauce 3');
  const second = await caller.say('y la acera está levantada');
  expect(second).toMatchObject({ code: first.code, delivery: 'pending' });
  expect((await caller.say('no, gracias')).ended).toBe(true);
  await caller.hangUp();
  await backAgain();

  const found = await delivered(first.code ?? '');
  expect(found.code).toBe(first.code);
  const [ticket, ...more] = await ticketsAbout('Sauce');
  expect(more).toEqual([]);
  expect(ticket).toMatchObject({ reference: first.code });
  expect(JSON.stringify(found.args)).toMatch(/escape de agua.*acera está levantada/s);
  expect(found.audit.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['call begun', 'words noted', 'hung up', 'handed over', 'for people', 'try 1']),
  );
  await eventually('the message', async () => (await inboxOf(url, from))[0]);
  await pause(1_000);
  expect(await inboxOf(url, from)).toHaveLength(1);
}, 120_000);

test('a live call goes on where it was: what was noted is heard first, and a read-back that nobody heard binds nobody', async () => {
  const caller = await dial(url, 'town-hall', '+34600000203');
  for (const words of ['hay una farola apagada', 'en la calle del Fresno 5', 'no lo sé', 'no, nada más'])
    await caller.say(words);
  line.cut();
  // The conversation reads back in answer to this, when it hears it; the caller hears the fixed intake.
  const noted = await caller.say('me llamo Ana Ruiz');
  expect((await caller.say('sí')).words).toBe('Dígame.');
  await backAgain();
  // The gateway may need another moment to know that Temporal is back, and notes what is said meanwhile.
  const late = await eventually('a turn that is heard', async () => {
    const told = await caller.say('sí');
    return told.delivery === undefined && told;
  });
  expect(await ticketsAbout('Fresno')).toHaveLength(0);
  expect(late.words).toMatch(/Fresno 5.*Ana Ruiz.*¿La registro así\?/);
  const yes = await caller.say('sí');
  expect(yes.delivery).toBe('delivered');
  await caller.hangUp();
  const found = await delivered(noted.code ?? '');
  expect(found.code).toBe(yes.code);
  expect(await ticketsAbout('Fresno')).toHaveLength(1);
}, 120_000);

test('the same turn again, while away and after, over HTTP and the socket, gives the same code and changes nothing', async () => {
  const { callId } = await request<CallBegun>(`${url}/api/calls`, 'POST', {
    assistant: 'town-hall',
    from: '+34600000204',
  });
  const turn = { turnId: randomUUID(), text: 'lo de la calle Tejo, por favor' };
  const say = async () => await request<AnswerView>(`${url}/api/calls/${callId}/turns`, 'POST', turn);
  line.cut('silent');
  const answers = await Promise.all([say(), say(), overSocket(callId, turn)]);
  const { code = '' } = answers[0];
  expect(code).toMatch(/^R-/);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await say()).toEqual(answers[0]);
  await request(`${url}/api/calls/${callId}/hang-up`, 'POST');
  expect(await say()).toEqual(answers[0]);
  await backAgain();
  await delivered(code);
  expect(await say()).toEqual(answers[0]);
  await pause(1_000);
  expect(await ticketsAbout('Tejo')).toHaveLength(1);
}, 120_000);

test('who calls again during the outage has one ticket for each call, and operators are told to wait', async () => {
  const from = '+34600000205';
  line.cut();
  const codes: string[] = [];
  for (const street of ['calle Aliso 1', 'calle Aliso 2']) {
    const caller = await dial(url, 'town-hall', from);
    codes.push((await caller.say(`la basura de la ${street} no se recoge`)).code ?? '');
    await caller.hangUp();
  }
  expect(new Set(codes).size).toBe(2);
  const retry = await fetch(`${url}/api/cases/${codes[0]}/retry`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(retry.status).toBe(503);
  expect(await retry.json()).toEqual({
    error: expect.stringMatching(/\S/),
    fix: expect.stringMatching(/look/i),
  });
  await backAgain();
  await Promise.all(codes.map(delivered));
  expect(await ticketsAbout('Aliso')).toHaveLength(2);
}, 120_000);

test('a yes that was taken just before Temporal went: its caller, who heard only a code, is told by a message', async () => {
  const from = '+34600000206';
  const caller = await dial(url, 'town-hall', from);
  await askForStreetLight(caller, 'calle del Abeto 6');
  await turnMood(url, 'slow');
  const yes = caller.say('sí');
  await pause(400);
  line.cut();
  const { code = '' } = await yes;
  await caller.hangUp();
  await turnMood(url, 'well');
  await backAgain();
  await delivered(code);
  expect(await ticketsAbout('Abeto')).toHaveLength(1);
  await eventually('the message', async () => (await inboxOf(url, from))[0], 60_000);
  await pause(2_000);
  expect(await inboxOf(url, from)).toHaveLength(1);
}, 120_000);

test('what the office does during the outage is told once Temporal is back, once', async () => {
  const from = '+34600000207';
  const caller = await dial(url, 'town-hall', from);
  await askForStreetLight(caller, 'calle del Cedro 7');
  const { recordId = '' } = await caller.say('sí');
  await caller.hangUp();
  line.cut();
  await office(url, recordId, 'close');
  await eventually('the webhook', async () => {
    const { items } = await request<{ items: { recordId: string }[] }>(`${url}/api/webhooks?state=waiting`);
    return items.some((webhook) => webhook.recordId === recordId);
  });
  await backAgain();
  await eventually(
    'the notice',
    async () => (await inboxOf(url, from)).some(({ text }) => /cerrada/.test(text)),
    60_000,
  );
  await pause(1_000);
  expect(await inboxOf(url, from)).toHaveLength(1);
}, 120_000);

/** Says a turn over a socket of its own. */
async function overSocket(callId: string, turn: { turnId: string; text: string }): Promise<AnswerView> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/calls/${callId}/socket`);
  await new Promise((resolve) => void socket.once('open', resolve));
  const answer = new Promise<AnswerView>((resolve, reject) => {
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as SocketFrame;
      if (frame.type === 'answer') resolve(frame.answer);
      if (frame.type === 'problem') reject(new Error(frame.error));
    });
  });
  socket.send(JSON.stringify({ type: 'turn', ...turn }));
  return await answer.finally(() => socket.close());
}

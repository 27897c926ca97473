import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket, type ClientOptions } from 'ws';
import type { SocketFrame } from '../../src/gateway/shapes';
import { aProblem, build, send, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await build();
});
afterAll(() => house.stop());

interface Line {
  socket: WebSocket;
  frames: SocketFrame[];
  say(frame: unknown): void;
  next(): Promise<SocketFrame>;
  closed: Promise<number>;
}

async function dial(): Promise<string> {
  return String((await send(`${house.url}/api/calls`, 'POST', { assistant: 'town-hall' })).body['callId']);
}

async function connect(callId: string, options: ClientOptions = {}, { url } = house): Promise<Line> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/calls/${callId}/socket`, options);
  const frames: SocketFrame[] = [];
  let taken = 0;
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as SocketFrame));
  const closed = new Promise<number>((resolve) => void socket.on('close', resolve));
  await new Promise((resolve, reject) => void socket.on('open', resolve).on('error', reject));
  return {
    socket,
    frames,
    closed,
    say: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    async next() {
      while (frames.length <= taken) await pause(10);
      taken += 1;
      return frames[taken - 1] as SocketFrame;
    },
  };
}

const turn = (turnId: string, text: string) => ({ type: 'turn', turnId, text });
const refused = async (callId: string, options: ClientOptions): Promise<string> =>
  await connect(callId, options).then(
    () => 'let in',
    (error: Error) => error.message,
  );

test('the caller hears the pieces of the answer while it is made, then the answer', async () => {
  const callId = await dial();
  const line = await connect(callId);
  line.say(turn('t1', 'wait 500'));
  await pause(150);
  house.lines.speak(callId, 't1', 'Un mo');
  house.lines.speak(callId, 't1', 'mento.');
  house.lines.speak('another-call', 't1', 'Not for you.');
  expect(await line.next()).toEqual({ type: 'piece', turnId: 't1', text: 'Un mo' });
  expect(await line.next()).toEqual({ type: 'piece', turnId: 't1', text: 'mento.' });
  expect(await line.next()).toEqual({
    type: 'answer',
    answer: { turnId: 't1', say: ['1: wait 500'], ended: false },
  });
  line.socket.close();
});

test('the workflow learns which host streams', async () => {
  const callId = await dial();
  const line = await connect(callId);
  line.say(turn('t1', 'hola'));
  await line.next();
  const { events } = await house.temporal.workflow.getHandle(`call/dev/${callId}`).fetchHistory();
  const sent = JSON.stringify(
    events?.map((event) => event.workflowExecutionUpdateAcceptedEventAttributes ?? ''),
  );
  const payloads = [...sent.matchAll(/"data":"([^"]+)"/g)].map(([, data]) =>
    Buffer.from(data ?? '', 'base64').toString(),
  );
  expect(payloads.join()).toContain('"host":"house"');
  line.socket.close();
});

test('turns are answered in the order they were said', async () => {
  const line = await connect(await dial());
  line.say(turn('t1', 'wait 300'));
  line.say(turn('t2', 'dos'));
  const answers = [await line.next(), await line.next()];
  expect(answers.map((frame) => frame.type === 'answer' && frame.answer.say)).toEqual([
    ['1: wait 300'],
    ['2: dos'],
  ]);
  line.socket.close();
});

test('a turn whose socket broke gets its answer over the next one, once', async () => {
  const callId = await dial();
  const first = await connect(callId);
  first.say(turn('t1', 'wait 400'));
  await pause(100);
  first.socket.terminate();
  const second = await connect(callId);
  second.say(turn('t1', 'wait 400'));
  expect(await second.next()).toMatchObject({ type: 'answer', answer: { say: ['1: wait 400'] } });
  // The old line's end must not silence the new one.
  house.lines.speak(callId, 't9', 'hola');
  expect(await second.next()).toMatchObject({ type: 'piece', text: 'hola' });
  second.socket.close();
});

test.each([
  ['no JSON', '{"type": "turn",'],
  ['a JSON word', '"turn"'],
  ['null', 'null'],
  ['an unknown type', { type: 'sing', turnId: 't1', text: 'la' }],
  ['an unknown key', { ...turn('t1', 'hola'), host: 'evil' }],
  ['no text', { type: 'turn', turnId: 't1' }],
  ['only spaces', turn('t1', '   ')],
  ['a number for text', { type: 'turn', turnId: 't1', text: 7 }],
  ['an endless turnId', turn('t'.repeat(200), 'hola')],
  ['too many words', turn('t1', 'a'.repeat(4001))],
])('%s is told, and the line lives on', async (_what, frame) => {
  const line = await connect(await dial());
  line.say(frame);
  expect(await line.next()).toMatchObject({ type: 'problem', ...aProblem });
  line.say(turn('good', 'hola'));
  expect(await line.next()).toMatchObject({ type: 'answer', answer: { say: ['1: hola'] } });
  line.socket.close();
});

test('bytes instead of text are told', async () => {
  const line = await connect(await dial());
  line.socket.send(Buffer.from([0, 255, 1]));
  expect(await line.next()).toMatchObject({ type: 'problem', error: 'The frame is binary' });
  line.socket.close();
});

test('a frame that is too large closes this line only', async () => {
  const line = await connect(await dial());
  line.say(turn('t1', 'a'.repeat(20_000)));
  expect(await line.closed).toBe(1009);
  expect((await send(`${house.url}/healthz`)).status).toBe(200);
});

test('what is no frame at all closes this line only', async () => {
  const line = await connect(await dial());
  const raw = (line.socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket;
  raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
  expect(await line.closed).toBeGreaterThan(1001);
  expect((await send(`${house.url}/healthz`)).status).toBe(200);
});

test('who sends turns without waiting is told to wait', async () => {
  const line = await connect(await dial());
  line.say(turn('t0', 'wait 400'));
  for (let i = 1; i <= 10; i += 1) line.say(turn(`t${i}`, 'hola'));
  const first = await line.next();
  expect(first).toMatchObject({ type: 'problem', turnId: 't8', fix: expect.stringContaining('Wait') });
  line.socket.close();
});

test('a call that never was and a call that is over are told on the line', async () => {
  const stranger = await connect('nobody');
  stranger.say(turn('t1', 'hola'));
  expect(await stranger.next()).toMatchObject({ type: 'problem', turnId: 't1', ...aProblem });
  stranger.socket.close();

  const line = await connect(await dial());
  line.say(turn('t1', 'goodbye'));
  expect(await line.next()).toMatchObject({ type: 'answer', answer: { ended: true } });
  line.say(turn('t2', 'hola?'));
  expect(await line.next()).toMatchObject({ type: 'problem', turnId: 't2' });
  line.socket.close();
});

test('a page of another origin, and a name that is not this machine’s, get no line', async () => {
  const callId = await dial();
  expect(await refused(callId, { origin: 'https://evil.example' })).toContain('403');
  expect(await refused(callId, { origin: 'null' })).toContain('403');
  expect(await refused(callId, { headers: { host: 'evil.example' } })).toContain('403');
  const line = await connect(callId, { origin: house.url });
  line.socket.close();
});

test('a gateway that closes answers the turns under way first', async () => {
  const closing = await build();
  const { body } = await send(`${closing.url}/api/calls`, 'POST', { assistant: 'town-hall' });
  const line = await connect(String(body['callId']), {}, closing);
  line.say(turn('t1', 'wait 1000'));
  const posted = send(`${closing.url}/api/calls/${String(body['callId'])}/turns`, 'POST', {
    turnId: 't2',
    text: 'wait 1000',
  });
  await pause(300);
  const stopped = closing.stop();
  expect(await line.next()).toMatchObject({
    type: 'answer',
    answer: { say: [expect.stringContaining('wait')] },
  });
  expect((await posted).status).toBe(200);
  await line.closed;
  await stopped;
});

test('an id that cannot be one is refused before there is a line', async () => {
  expect(await refused('a%20b', {})).toContain('400');
});

/** ConversationRelay over real sockets. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectorError } from '../../../src/errors';
import { readRelayFrame } from '../../../src/channels/twilio/relay-frames';
import {
  type OpenRelay,
  openRelaySocket,
  type RelaySocketOptions,
} from '../../../src/channels/twilio/relay-socket';
import type { RelayEvents } from '../../../src/line/live-line';
import { callSid, socketServer, type SocketServer, until } from './carrier';

/** As Twilio's page "WebSocket messages" shows it. */
const setup = {
  type: 'setup',
  sessionId: 'VX00000000000000000000000000000000',
  accountSid: 'ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX',
  parentCallSid: '',
  callSid,
  from: '+18005550100',
  to: '+18005550101',
  forwardedFrom: '+18005550102',
  callType: 'PSTN',
  callerName: '',
  direction: 'inbound',
  callStatus: 'RINGING',
  customParameters: { callId: 'twilio-1', epoch: '1', token: 't' },
};

function listener() {
  const heard = {
    words: [] as string[],
    interrupted: [] as string[],
    played: [] as string[],
    keys: [] as string[],
    gone: [] as boolean[],
  };
  const events: RelayEvents = {
    onWords: (text) => heard.words.push(text),
    onInterrupted: (text) => heard.interrupted.push(text),
    onPlayed: (text) => heard.played.push(text),
    onKey: (key) => heard.keys.push(key),
    onGone: (hungUp) => heard.gone.push(hungUp),
  };
  return { heard, events };
}

const toneUrl = 'https://calls.example.org/waiting.wav';

let server: SocketServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function gateway(options: Partial<RelaySocketOptions> = {}) {
  const opened: Array<Promise<OpenRelay>> = [];
  server = await socketServer((socket) => {
    const one = openRelaySocket(socket, { toneUrl, ...options });
    one.catch(() => undefined);
    opened.push(one);
  });
  return { server, opened };
}

async function liveCall(options: Partial<RelaySocketOptions> = {}) {
  const { server: at, opened } = await gateway(options);
  const carrier = await at.dial();
  carrier.send(setup);
  await until(() => opened.length > 0);
  const relay = await (opened[0] as Promise<OpenRelay>);
  const { heard, events } = listener();
  relay.attach(events);
  return { carrier, relay, heard };
}

test('a caller is heard, answered, and cuts in', async () => {
  const { carrier, relay, heard } = await liveCall();
  expect(relay.setup).toEqual({ sessionId: setup.sessionId, callSid, parameters: setup.customParameters });
  relay.transport.say('Soy un asistente automático.', false, true);
  relay.transport.say('¿En qué le ayudo?', true);
  await until(() => carrier.frames.length === 2);
  expect(carrier.frames).toEqual([
    { type: 'text', token: 'Soy un asistente automático.', last: false, interruptible: false },
    { type: 'text', token: '¿En qué le ayudo?', last: true },
  ]);
  carrier.send({ type: 'prompt', voicePrompt: 'quiero', lang: 'es-ES', last: false });
  carrier.send({ type: 'prompt', voicePrompt: ' quiero una cita ', lang: 'es-ES', last: true });
  carrier.send({ type: 'interrupt', utteranceUntilInterrupt: 'Soy un', durationUntilInterruptMs: '460' });
  carrier.send({ type: 'dtmf', digit: '1' });
  carrier.send({ type: 'error', description: 'Invalid message received' });
  carrier.send({ type: 'info', name: 'tokensPlayed', value: 'Soy un asistente automático.' });
  carrier.send({ type: 'info', name: 'tokensPlayed', value: true });
  carrier.send({ type: 'info', name: 'agentSpeaking', value: 'off', ts: 1_752_091_238_901 });
  carrier.send({ type: 'info' });
  carrier.send({ type: 'weather', sunny: true });
  await until(() => heard.keys.length === 1 && relay.counts().errors === 1);
  expect(heard).toEqual({
    ...{ words: ['quiero una cita'], interrupted: ['Soy un'], keys: ['1'], gone: [] },
    played: ['Soy un asistente automático.'],
  });
  expect(relay.counts().faulty).toBe(0);
});

test('the rest of what a relay can do is written as Twilio documents it', async () => {
  const { carrier, relay, heard } = await liveCall();
  relay.transport.tone();
  relay.transport.sendDigits('12w3#');
  relay.transport.language('pt-BR');
  relay.transport.end({ reason: 'transfer' });
  relay.transport.say('nobody hears this', true);
  expect(await carrier.closed).toMatchObject({ code: 1000 });
  expect(carrier.frames).toEqual([
    { type: 'play', source: toneUrl, loop: 1, preemptible: true },
    { type: 'sendDigits', digits: '12w3#' },
    { type: 'language', ttsLanguage: 'pt-BR', transcriptionLanguage: 'pt-BR' },
    { type: 'end', handoffData: '{"reason":"transfer"}' },
  ]);
  await until(() => heard.gone.length === 1);
  expect(heard.gone).toEqual([false]);
});

test.each([
  ['how long the caller had listened, as a number', 460],
  ['how long the caller had listened, as text', '460'],
])('%s', (_, durationUntilInterruptMs) => {
  const text = JSON.stringify({
    type: 'interrupt',
    utteranceUntilInterrupt: 'Life',
    durationUntilInterruptMs,
  });
  expect(readRelayFrame(text)).toEqual({ what: 'interrupted', heard: 'Life', afterMs: 460 });
});

test.each([
  ['says nothing', [], 'timeout'],
  [
    'speaks before its setup',
    Array.from({ length: 30 }, () => ({ type: 'prompt', voicePrompt: 'hola' })),
    'malformed',
  ],
  ['sends noise', Array.from({ length: 30 }, () => '}{'), 'malformed'],
])('a relay that %s is refused with 1008', async (_, frames, kind) => {
  const { server: at, opened } = await gateway({ setupMs: 300 });
  const carrier = await at.dial();
  for (const frame of frames) carrier.send(frame);
  expect(await carrier.closed).toMatchObject({ code: 1008 });
  const fault: unknown = await opened[0]?.catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(ConnectorError);
  expect((fault as ConnectorError).kind).toBe(kind);
});

test('faulty frames are passed over: binary, broken, too long, a second setup', async () => {
  const { carrier, relay, heard } = await liveCall();
  carrier.socket.send(Buffer.from([0, 255]));
  carrier.send('{');
  carrier.send('[]');
  carrier.send(setup);
  carrier.send({ type: 'prompt', voicePrompt: 'x'.repeat(20_000) });
  carrier.send({ type: 'prompt', voicePrompt: 7 });
  carrier.send({ type: 'prompt', voicePrompt: 'sí' });
  await until(() => heard.words.length === 1);
  expect(heard).toMatchObject({ words: ['sí'], gone: [] });
  expect(relay.counts().faulty).toBe(6);
});

test('a flood of words is cut off', async () => {
  const { carrier, relay, heard } = await liveCall();
  for (let n = 0; n < 5000; n++) carrier.send({ type: 'prompt', voicePrompt: `sí ${n}` });
  expect(await carrier.closed).toMatchObject({ code: 1006 });
  await until(() => heard.gone.length === 1);
  expect(relay.counts().endedFor).toBe('flood');
  expect(heard.words.length).toBeLessThan(200);
});

test('a caller who says nothing is no reason to hang up: the carrier answers our pings', async () => {
  const { heard } = await liveCall({ limits: { quietMs: 400 } });
  await sleep(1500);
  expect(heard.gone).toEqual([]);
});

test('half-open: a carrier that answers no ping is gone', async () => {
  const { carrier, relay, heard } = await liveCall({ limits: { quietMs: 400 } });
  carrier.socket.pause();
  await until(() => heard.gone.length === 1);
  expect(relay.counts().endedFor).toBe('quiet');
});

test('a relay without a token is refused', async () => {
  const { carrier, relay } = await liveCall();
  relay.refuse('no valid token');
  expect(await carrier.closed).toEqual({ code: 1008, reason: 'no valid token' });
});

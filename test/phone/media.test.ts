import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { writeFileSync } from 'node:fs';
import { writeWav } from '../../src/audio/wav';
import { mintCode } from '../../src/domain/code';
import { type CarrierOptions, playCall } from '../../src/phone/carrier';
import { tagSound } from '../../src/phone/spoken-tag';
import { voiceLike } from '../../src/phone/voice-like';
import { Words } from '../../src/phone/words';
import {
  authToken,
  openSmallGateway,
  type SmallGateway,
  type SmallGatewayOptions,
  speakLines,
} from './small-gateway';

const code = mintCode(() => 0.4);
let words: Words;
let gateway: SmallGateway;
const open = async (options: Partial<SmallGatewayOptions>): Promise<SmallGateway> => {
  gateway = await openSmallGateway({ words, answer: () => connect(), ...options });
  return gateway;
};
const connect = (after = '<Hangup/>', parameters = ''): string =>
  `<Connect><Stream url="${gateway.socketUrl('/media')}" statusCallback="/stream-status">${parameters}</Stream></Connect>${after}`;
const carrier = (more: Partial<CarrierOptions> = {}): CarrierOptions => ({
  ...{ gateway: gateway.url, authToken, words },
  ...more,
});
const caller = { assistant: 'town-hall', from: '+34600000001', patienceMs: 8000 };

beforeEach(() => {
  words = new Words();
});
afterEach(async () => {
  await gateway.close();
});

test('a caller talks with an assistant over a media stream, and every answer is measured', async () => {
  await open({
    onStream: (stream) =>
      speakLines(stream, ['¿En qué calle está?', `Su código es ${code}. ¿Algo más?`], 250),
  });
  const result = await playCall(
    {
      ...caller,
      transport: 'media',
      steps: [
        { hear: 'en que calle' },
        { say: 'En la calle del Olmo 12' },
        { hear: '/algo más/i' },
        { say: 'No, gracias' },
        { hangUp: true },
      ],
    },
    carrier(),
  );
  expect(result.failures).toEqual([]);
  expect(result.transcript.map(({ who, text }) => `${who}: ${text}`)).toEqual([
    'assistant: ¿En qué calle está?',
    'caller: En la calle del Olmo 12',
    `assistant: Su código es ${code}. ¿Algo más?`,
    'caller: No, gracias',
  ]);
  // 200 ms until the small gateway takes the turn for ended, 250 ms of thought; the rest is this machine.
  const [turn] = result.turns;
  expect(turn?.voiceToVoiceMs).toBeGreaterThan(380);
  expect(turn?.voiceToVoiceMs).toBeLessThan(1500);
  expect(turn?.heard[0]).toMatchObject({ text: `Su código es ${code}. ¿Algo más?`, whole: true });
  expect(turn?.heard[0]?.playedMs).toBeGreaterThan(600);
  expect(result.ended).toEqual({ by: 'caller', why: 'hung up' });
});

test('frames are Twilio’s: connected, start, media numbered without a gap in real time, stop', async () => {
  await open({ answer: () => connect('', '<Parameter name="callId" value="c1"/>') });
  const result = await playCall({ ...caller, steps: [{ pause: 1500 }] }, carrier());
  expect(result.failures).toEqual([]);
  const [stream] = gateway.streams;
  const frames = stream?.frames ?? [];
  expect(frames[0]).toMatchObject({ event: 'connected', protocol: 'Call', version: '1.0.0' });
  expect(frames[1]).toMatchObject({
    event: 'start',
    sequenceNumber: '1',
    start: {
      callSid: result.callSid,
      tracks: ['inbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      customParameters: { callId: 'c1' },
    },
  });
  const media = stream?.named('media') ?? [];
  expect(media[0]).toMatchObject({
    sequenceNumber: '2',
    media: { track: 'inbound', chunk: '1', timestamp: '0' },
  });
  expect(media.map((frame) => Number(frame['sequenceNumber']))).toEqual(media.map((_, at) => at + 2));
  expect(
    media.every(
      (frame) => Buffer.from((frame['media'] as { payload: string }).payload, 'base64').length === 160,
    ),
  ).toBe(true);
  // Drift-corrected: about 50 a second however loaded the machine is.
  const spanMs = (media.at(-1)?.atMs ?? 0) - (media[0]?.atMs ?? 0);
  expect(media.length / (spanMs / 20)).toBeGreaterThan(0.85);
  expect(media.length / (spanMs / 20)).toBeLessThan(1.15);
  expect(frames.at(-1)).toMatchObject({ event: 'stop', stop: { callSid: result.callSid } });
  expect(gateway.at('/stream-status').map(({ fields }) => fields['StreamEvent'])).toEqual([
    'stream-started',
    'stream-stopped',
  ]);
  const [webhook] = gateway.at('/twilio/voice/town-hall');
  expect(webhook?.fields).toMatchObject({
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: '+34600000001',
  });
});

test('a barge-in is heard while the assistant speaks; what was cleared is known not to be heard', async () => {
  const marks: string[] = [];
  await open({
    onStream: (stream) => {
      stream.onStart = () => {
        stream.speak('Le leo todas las normas municipales.', 5000);
        stream.send({ event: 'mark', mark: { name: 'end' } });
      };
      stream.onMark = (name) => void marks.push(name);
      stream.onSaid = () => {
        stream.send({ event: 'clear' });
        setTimeout(() => stream.speak('Dígame.'), 300);
      };
    },
  });
  const result = await playCall(
    { ...caller, steps: [{ bargeIn: { afterMs: 800, say: 'Espere' } }, { hear: 'dígame' }] },
    carrier(),
  );
  expect(result.failures).toEqual([]);
  const [norms, answer] = result.transcript.filter(({ who }) => who === 'assistant');
  expect(norms).toMatchObject({ text: 'Le leo todas las normas municipales.', whole: false });
  expect(answer).toMatchObject({ text: 'Dígame.', whole: true });
  // 120 ms of tag, 280 ms of voice, and the 200 ms in which the gateway notices.
  expect(result.turns[0]?.yieldMs).toBeGreaterThan(400);
  expect(result.turns[0]?.yieldMs).toBeLessThan(2500);
  expect(marks).toEqual(['end']);
});

test('marks come back when what was before them has been played, and not before', async () => {
  const came: { name: string; atMs: number }[] = [];
  let sentMs = 0;
  await open({
    onStream: (stream) => {
      stream.onStart = () => {
        sentMs = performance.now();
        stream.send({ event: 'mark', mark: { name: 'at once' } });
        stream.speak('Uno.', 400);
        stream.send({ event: 'mark', mark: { name: 'one' } });
        stream.speak('Dos.', 400);
        stream.send({ event: 'mark', mark: { name: 'two' } });
      };
      stream.onMark = (name) => void came.push({ name, atMs: performance.now() - sentMs });
    },
  });
  const result = await playCall({ ...caller, steps: [{ hear: 'Uno. Dos.' }] }, carrier());
  expect(result.failures).toEqual([]);
  expect(came.map(({ name }) => name)).toEqual(['at once', 'one', 'two']);
  expect(came[0]?.atMs).toBeLessThan(400);
  expect(came[1]?.atMs).toBeGreaterThanOrEqual(515);
  expect(came[2]?.atMs).toBeGreaterThanOrEqual(1035);
});

test('keys are pressed on the stream, and a mumble or a cough must not stop the assistant', async () => {
  const keys: string[] = [];
  await open({
    onStream: (stream) => {
      stream.onStart = () => stream.speak('Marque su número y almohadilla.', 3500);
      stream.onKey = (key) => void keys.push(key);
    },
  });
  const patient = await playCall(
    {
      ...caller,
      steps: [{ mumble: 'ajá' }, { cough: { afterMs: 900 } }, { hear: 'almohadilla' }, { press: '12#' }],
    },
    carrier(),
  );
  expect(patient.failures).toEqual([]);
  expect(keys).toEqual(['1', '2', '#']);
  await gateway.close();

  await open({
    onStream: (stream) => {
      stream.onStart = () => stream.speak('Marque su número y almohadilla.', 3500);
      stream.onSaid = () => stream.send({ event: 'clear' });
    },
  });
  const nervous = await playCall({ ...caller, steps: [{ mumble: 'ajá' }] }, carrier());
  expect(nervous.failures).toEqual(['Step 1: a mumble stopped the assistant']);
});

test('a socket that breaks without a stop leads to the verb after <Connect>, and the way back is measured', async () => {
  await open({
    answer: ({ path }) =>
      connect(path === '/twilio/resume' ? '<Hangup/>' : '<Redirect>/twilio/resume</Redirect>'),
    onStream: (stream, n) => speakLines(stream, n === 1 ? ['¿En qué calle?'] : ['Perdone, se ha cortado.']),
  });
  const result = await playCall(
    { ...caller, steps: [{ hear: 'calle' }, { drop: { afterMs: 100 } }, { hear: 'se ha cortado' }] },
    carrier(),
  );
  expect(result.failures).toEqual([]);
  expect(gateway.streams).toHaveLength(2);
  expect(gateway.streams[0]?.named('stop')).toEqual([]);
  expect(gateway.streams[0]?.closedWith).toBe(1006);
  expect(gateway.streams[1]?.start?.callSid).toBe(result.callSid);
  expect(gateway.at('/twilio/resume')[0]?.fields).toMatchObject({ CallStatus: 'in-progress' });
  expect(gateway.at('/stream-status').map(({ fields }) => fields['StreamEvent'])).toContain('stream-error');
  const [loss] = result.losses;
  expect(loss?.by).toBe('network');
  expect(loss?.soundBackMs).toBeGreaterThan(loss?.socketBackMs ?? Infinity);
  expect(loss?.soundBackMs).toBeLessThan(3000);
});

test('a dead line ends the call without a stop, and nothing is asked again', async () => {
  await open({ answer: () => connect('<Redirect>/twilio/resume</Redirect>') });
  const result = await playCall(
    { ...caller, steps: [{ pause: 300 }, { drop: { afterMs: 0, reconnect: false } }] },
    carrier({ statusPath: '/twilio/status' }),
  );
  expect(result.failures).toEqual([]);
  expect(result.ended).toEqual({ by: 'carrier', why: 'the line went dead' });
  expect(gateway.streams[0]?.named('stop')).toEqual([]);
  expect(gateway.at('/twilio/resume')).toEqual([]);
  expect(gateway.at('/twilio/status')[0]?.fields).toMatchObject({ CallStatus: 'completed' });
});

test('when the host of a call dies, another behind the same door takes it', async () => {
  const publicUrl = 'http://calls.example';
  const second = await openSmallGateway({
    ...{ words, publicUrl },
    answer: () => `<Connect><Stream url="${second.socketUrl('/media')}"/></Connect>`,
    onStream: (stream) => speakLines(stream, ['Seguimos.']),
  });
  const first = await open({
    publicUrl,
    answer: () => connect('<Redirect>/twilio/resume</Redirect>'),
    onStream: (stream) => {
      speakLines(stream, ['Hola.']);
      setTimeout(() => void first.close(), 2500);
    },
  });
  const result = await playCall(
    { ...caller, steps: [{ hear: 'hola' }, { hear: 'seguimos' }] },
    carrier({ gateway: [first.url, second.url], publicUrl }),
  );
  expect(result.failures).toEqual([]);
  expect(second.at('/twilio/resume')).toHaveLength(1);
  expect(second.streams[0]?.start?.callSid).toBe(result.callSid);
  expect(result.losses).toEqual([expect.objectContaining({ by: 'gateway' })]);
  await second.close();
});

test('requests signed with another token are refused, and the call fails saying so', async () => {
  await open({});
  const result = await playCall(
    { ...caller, steps: [{ hear: 'hola' }] },
    carrier({ authToken: 'wrong-token-entirely' }),
  );
  expect(result.ok).toBe(false);
  expect(result.failures.join()).toContain('answered 403');
});

test('what Twilio would not take is a failure of the call', async () => {
  await open({
    onStream: (stream) => {
      stream.onStart = () => {
        stream.send({ event: 'media', media: { payload: 'not base64!' } });
        stream.send({ event: 'clear', streamSid: 'MZother' });
        stream.send({ event: 'sing' });
        stream.socket.send(Buffer.from([1, 2, 3]));
      };
    },
  });
  const result = await playCall({ ...caller, steps: [{ pause: 400 }] }, carrier());
  expect(result.failures).toEqual([
    'The gateway sent a frame whose media.payload: is no base64 on its media stream.',
    'The gateway sent a frame for another stream on its media stream.',
    expect.stringContaining('a frame whose event:'),
    'The gateway sent a binary frame on its media stream.',
  ]);
  await gateway.close();

  await open({ answer: () => `<Connect><Stream url="${gateway.socketUrl('/media')}?callId=1"/></Connect>` });
  const queried = await playCall({ ...caller, steps: [{ pause: 200 }] }, carrier());
  expect(queried.failures.join()).toContain('takes no query string');
});

test('words are understood through noise, and from a recording', async () => {
  const seed = randomInt(1_000_000);
  console.log(`seed ${seed}`);
  await open({ onStream: (stream) => speakLines(stream, ['¿Sí?', 'Entendido.', 'Adiós.']) });
  const file = join(tmpdir(), `recado-phone-${process.pid}.wav`);
  const told = 'En la plaza Mayor';
  const voice = voiceLike(900);
  const sound = new Int16Array(voice.length + 960);
  sound.set(tagSound(words.idOf(told)));
  sound.set(voice, 960);
  writeFileSync(file, writeWav({ rate: 8000, channels: [sound] }));
  const result = await playCall(
    {
      ...caller,
      noise: { snrDb: 20, seed },
      steps: [
        { hear: 'sí' },
        { say: 'Una farola rota' },
        { hear: 'entendido' },
        { wav: file },
        { hear: 'adiós' },
      ],
    },
    carrier(),
  );
  expect(result.failures).toEqual([]);
  expect(gateway.streams[0]?.said).toEqual(['Una farola rota', told]);
});

test('an expectation that is not met fails the call and says which', async () => {
  await open({ onStream: (stream) => speakLines(stream, ['Hola.'], 2500) });
  const steps = [{ hear: 'hola' }, { expect: { maxSilenceMs: 2000 } }];
  const silent = await playCall({ ...caller, steps }, carrier());
  expect(silent.failures).toEqual([
    expect.stringMatching(/^Step 2: it was silent for \d+ ms, and 2000 ms are allowed$/),
  ]);
  expect(silent.longestSilenceMs).toBeGreaterThan(2400);
  const deaf = await playCall({ ...caller, steps: [{ hear: 'adiós', withinMs: 3500 }] }, carrier());
  expect(deaf.failures).toEqual(['Step 1: "adiós" was not heard before 3500 ms went by; heard: "Hola."']);
  const unfinished = await playCall(
    { ...caller, steps: [{ expect: { ended: true }, withinMs: 300 }] },
    carrier(),
  );
  expect(unfinished.failures).toEqual(['Step 1: the assistant did not end the call within 300 ms']);
});

test('without tags a caller waits for the end of speech', async () => {
  await open({
    onStream: (stream) => {
      stream.onStart = () => stream.speak('Hola, dígame.', 700);
    },
  });
  const result = await playCall(
    { ...caller, steps: [{ hear: 'whatever' }, { say: 'Hola' }] },
    carrier({ words: undefined }),
  );
  expect(result.failures).toEqual([]);
  expect(gateway.streams[0]?.said).toEqual([]);
});

test('a code that was said is looked up, and a missing record fails the call', async () => {
  await open({ onStream: (stream) => speakLines(stream, [`Su código es ${code}.`]) });
  const asked: string[] = [];
  const isThere = [true, false];
  const ticketOf = async (spoken: string): Promise<boolean> => {
    asked.push(spoken);
    return isThere.shift() ?? false;
  };
  const steps = [{ hear: 'código' }, { expect: { codeSaid: true, ticket: true } }];
  const found = await playCall({ ...caller, steps }, carrier({ ticketOf }));
  expect(found.failures).toEqual([]);
  expect(found.codes).toEqual([code]);
  const missing = await playCall({ ...caller, steps }, carrier({ ticketOf }));
  expect(missing.failures).toEqual([`Step 2: ${code} has no record`]);
  expect(asked).toEqual([code, code]);
});

import { openCarrier } from '../../src/phone/carrier';
import { findStream, fuzz, fuzzNames } from '../../src/phone/fuzz';
import { numberOf, playLoad, summarize } from '../../src/phone/load';
import { TimerWheel } from '../../src/phone/timer-wheel';
import { Words } from '../../src/phone/words';
import { authToken, openSmallGateway, type SmallGateway, speakLines } from './small-gateway';

let gateway: SmallGateway;
afterEach(async () => {
  await gateway?.close();
});

test('twenty callers at once are each heard and answered, and all of them come back when their sockets break', async () => {
  const words = new Words();
  gateway = await openSmallGateway({
    words,
    answer: () =>
      `<Connect><Stream url="${gateway.socketUrl('/media')}"/></Connect><Redirect>/twilio/resume</Redirect>`,
    onStream: (stream) => speakLines(stream, ['¿En qué puedo ayudarle?', 'Entendido.'], 200, 300),
  });
  const carrier = await openCarrier({ gateway: gateway.url, authToken, words });
  const script = {
    ...{ assistant: 'town-hall', from: '+34600000001', patienceMs: 20_000 },
    steps: [
      { hear: 'ayudarle' },
      { say: 'Una farola' },
      { hear: 'entendido' },
      { drop: {} },
      { hear: 'ayudarle' },
    ],
  };
  const results = await playLoad(carrier, script, { calls: 20, rampMs: 30 });
  await carrier.close();
  expect(results.flatMap(({ failures }) => failures)).toEqual([]);
  expect(new Set(results.map(({ from }) => from)).size).toBe(20);
  const summary = summarize(results);
  expect(summary).toMatchObject({ calls: 20, failed: 0, turns: 20, cameBack: 20 });
  expect(summary.voiceToVoiceP50Ms).toBeGreaterThan(300);
  expect(carrier.liveCalls).toBe(0);
});

test('each call of a load has a number of its own', () => {
  expect(numberOf('+34600000001', 0)).toBe('+34600000001');
  expect(numberOf('+34600999999', 2)).toBe('+34600000001');
});

test('a wheel makes up for the time in which its process was busy', async () => {
  const wheel = new TimerWheel();
  let ticks = 0;
  const stop = wheel.add({ tick: () => void (ticks += 1) });
  const fromMs = performance.now();
  while (performance.now() - fromMs < 400);
  await new Promise((resolve) => setTimeout(resolve, 200));
  stop();
  const due = (performance.now() - fromMs) / 20;
  expect(ticks).toBeGreaterThan(due - 5);
  expect(ticks).toBeLessThan(due + 5);
  expect(wheel.worstLagMs).toBeGreaterThan(300);
});

test.each(fuzzNames.filter((name) => name !== 'twoHours'))(
  'the attack %s reaches a gateway',
  async (name) => {
    const frames: (string | Buffer)[] = [];
    gateway = await openSmallGateway({
      words: new Words(),
      answer: () =>
        `<Connect><Stream url="${gateway.socketUrl('/media')}"><Parameter name="token" value="t"/></Stream></Connect>`,
      onStream: ({ socket }) => {
        socket.removeAllListeners('message');
        socket.on(
          'message',
          (data, isBinary) => void frames.push(isBinary ? (data as Buffer) : String(data as Buffer)),
        );
      },
    });
    const target = await findStream(`${gateway.url}/twilio/voice/town-hall`, { authToken });
    const { sent, closedWith } = await fuzz(name, target, { forMs: 300, framesPerSecond: 20_000 });
    expect(closedWith).toBeUndefined();
    const started = frames.some((frame) => String(frame).includes('"event":"start"'));
    expect(started).toBe(!['noStart', 'mute'].includes(name));
    if (name === 'flood') expect(sent).toBeGreaterThan(1000);
    if (name === 'wrongBase64') expect(frames.join()).toContain('!!!not base64!!!');
    if (name === 'binaryNoise') expect(frames.some((frame) => Buffer.isBuffer(frame))).toBe(true);
  },
);

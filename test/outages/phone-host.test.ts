/**
 * Spoken calls whose host is killed, whose line does not come back, or whose Temporal is out of reach: two gateways of one
 * installation behind one address, the first of them a process of its own.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { callWorkflowId } from '../../workflows/ids';
import { callState } from '../../workflows/messages';
import { freePort } from '../../src/cli/free-port';
import { type Carrier, openCarrier } from '../../src/phone/carrier';
import type { PhoneResult } from '../../src/phone/phone-result';
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import type { CallDetail, CallView } from '../../src/gateway/shapes';
import { caseOf, eventually, inboxOf, request, ticketsOf } from '../fakes/caller';
import { cuttableLine, type CuttableLine } from '../fakes/cuttable-line';
import { brief, heardBy, type PhoneSystem, startPhoneSystem } from '../fakes/phone-system';
import { announce, openLeg } from '../fakes/raw-leg';
import { twilioAccount } from '../fakes/system';

const root = join(__dirname, '..', '..');
let line: CuttableLine;
let phone: PhoneSystem;
let carrier: Carrier;
let host: ChildProcess;
let hostUrl: string;
let restPort: number;

beforeAll(async () => {
  line = await cuttableLine(process.env.TEMPORAL_TEST_ADDRESS ?? '');
  restPort = await freePort();
  const hostPort = await freePort();
  const { change } = brief('media');
  phone = await startPhoneSystem({
    env: { TEMPORAL_ADDRESS: line.address, TWILIO_API_BASE_URL: `http://127.0.0.1:${restPort}` },
    variants: [
      {
        of: 'town-hall',
        id: 'calls-back',
        change: { ...change, phone: { transport: 'media', ifDropped: 'call-back' } },
      },
    ],
  });
  hostUrl = `http://127.0.0.1:${hostPort}`;
  host = await startHost(hostPort);
}, 120_000);
// Each begins with the first gateway.
beforeEach(async () => {
  carrier = await openCarrier({
    ...{ gateway: [hostUrl, phone.url], publicUrl: phone.url, words: phone.speech.words, restPort },
    accountSid: twilioAccount.TWILIO_ACCOUNT_SID,
    authToken: twilioAccount.TWILIO_AUTH_TOKEN,
    statusPath: '/twilio/status/town-hall',
  });
});
afterEach(async () => {
  line.mend();
  await carrier.close();
});
afterAll(async () => {
  host?.kill('SIGKILL');
  await phone?.stop();
  await line?.close();
});

/** Another gateway of the same installation. */
async function startHost(port: number): Promise<ChildProcess> {
  const child = fork(join(root, 'src/worker/gateway-main.ts'), [], {
    cwd: root,
    execArgv: ['-r', join(root, 'test/fakes/typescript-register.cjs')],
    env: { ...phone.system.env, RECADO_PORT: `${port}` },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let words = '';
  child.stderr?.on('data', (piece: Buffer) => (words += piece.toString()));
  const ended = once(child, 'exit').then(() => 'ended');
  if ((await Promise.race([once(child, 'message'), ended])) === 'ended') throw new Error(words);
  return child;
}

/** Reports a street lamp, answering whatever is asked as often as it is asked. */
const reporting = (
  street: string,
  from: string,
  { assistant = 'brief', until }: { assistant?: string; until?: string } = {},
): PhoneScriptInput => ({
  ...{ assistant, from, language: 'es', patienceMs: 30_000 },
  steps: [
    {
      answer: {
        to: [
          { hear: 'dígame.', say: 'hay una farola apagada' },
          { hear: 'dígame qué necesita', say: `hay una farola apagada en la ${street}` },
          { hear: '¿En qué calle y número?', say: `en la ${street}` },
          { hear: '¿Su nombre?', say: 'me llamo Ana Gil' },
          { hear: '¿La registro así?', say: 'sí' },
          { hear: '¿Necesita algo más?', say: 'no, gracias' },
          { hear: 'anote algo más?', say: 'no, nada más' },
        ],
        ...(until === undefined ? {} : { until }),
      },
    },
  ],
});
const ticketsAbout = async (street: string) =>
  (await ticketsOf(phone.url)).filter((ticket) => JSON.stringify(ticket).includes(street));
/** What was heard after the first loss. */
const heardSinceLoss = ({ transcript, losses }: PhoneResult): string =>
  transcript
    .filter(({ who, atMs }) => who === 'assistant' && atMs > (losses[0]?.atMs ?? Infinity))
    .map(({ text }) => text)
    .join(' ');
/** The workflow of the call from this number, once it has said that. */
const hasSaid = async (from: string, words: string): Promise<CallView> =>
  await eventually(
    `"${words}" in the call from ${from}`,
    async () => {
      const { items } = await request<{ items: CallView[] }>(`${phone.url}/api/calls?limit=20&state=live`);
      for (const item of items.filter(({ fromMasked }) => fromMasked?.slice(-2) === from.slice(-2))) {
        const { lines = [] } = await request<CallDetail>(`${phone.url}/api/calls/${item.callId}`);
        if (lines.some((one) => 'text' in one && one.text.includes(words))) return item;
      }
      return undefined;
    },
    40_000,
  );
/** How often a code was told as it is while Temporal is away. */
const codesTold = (): number =>
  [...phone.speech.words.values()].filter((text) => /anotado con el código/.test(text)).length;
const delivered = async (code: string) =>
  await eventually(
    `the receipt of ${code}`,
    async () => {
      const found = await caseOf(phone.url, code);
      return found.state === 'delivered' && found;
    },
    60_000,
  );

test('a host killed in mid-call: every call goes on at the other one, and nothing is asked or done twice', async () => {
  const streets = ['calle del Roble 1', 'calle del Roble 2', 'calle del Roble 3', 'calle del Roble 4'];
  // Each is somewhere else when the host dies: greeted, asked, read back to.
  const calls = streets.map(async (street, index) => {
    await pause(index * 4_000);
    return await carrier.call(reporting(street, `+3460000052${index}`));
  });
  await pause(3 * 4_000 + 3_000);
  host.kill('SIGKILL');
  const results = await Promise.all(calls);
  expect(results.map(({ failures }) => failures)).toEqual([[], [], [], []]);
  const lost = results.filter(({ losses }) => losses.length > 0);
  expect(lost.length).toBeGreaterThanOrEqual(3);
  for (const result of lost) {
    expect(result.losses[0]?.soundBackMs).toBeLessThan(3_000 + result.simulatorLagMs + 3_000);
    const wasNamed = result.transcript.some(
      ({ text, atMs }) => text === '¿Su nombre?' && atMs < (result.losses[0]?.atMs ?? 0),
    );
    if (wasNamed) expect(heardSinceLoss(result)).not.toContain('¿En qué calle');
  }
  for (const street of streets) expect(await ticketsAbout(street)).toHaveLength(1);
  host = await startHost(Number(new URL(hostUrl).port));
}, 240_000);

test('a host that is told to end: its calls move to the other one', async () => {
  const from = '+34600000531';
  const calling = carrier.call(reporting('calle del Haya 1', from));
  await hasSaid(from, '¿En qué calle');
  host.kill('SIGTERM');
  const result = await calling;
  expect(result.failures).toEqual([]);
  expect(result.losses).toHaveLength(1);
  expect(heardSinceLoss(result)).toContain('se ha cortado');
  expect(await ticketsAbout('Haya 1')).toHaveLength(1);
  await eventually('the end of the host', async () => host.exitCode !== null, 20_000);
  host = await startHost(Number(new URL(hostUrl).port));
}, 180_000);

test('a line that is dead: the caller is called back, and goes on where the call broke off', async () => {
  const from = '+34600000541';
  const script = reporting('calle del Fresno 1', from, { assistant: 'calls-back', until: '¿Su nombre?' });
  const answered = carrier.call({
    ...reporting('calle del Fresno 1', from),
    ...{ direction: 'outbound', withinMs: 90_000 },
  });
  const broken = await carrier.call({
    ...script,
    steps: [...(script.steps ?? []), { drop: { reconnect: false } }],
  });
  expect(broken.failures).toEqual([]);
  const back = await answered;
  expect(back.failures).toEqual([]);
  expect(heardBy(back)).toContain('se ha cortado');
  expect(heardBy(back)).not.toContain('¿En qué calle');
  expect(await ticketsAbout('Fresno 1')).toHaveLength(1);
}, 180_000);

test('a line that is dead, where nobody is called back: a message says so', async () => {
  const from = '+34600000551';
  const script = reporting('calle del Tejo 1', from, { until: '¿Su nombre?' });
  await carrier.call({ ...script, steps: [...(script.steps ?? []), { drop: { reconnect: false } }] });
  const [message] = await eventually(
    'the message',
    async () => {
      const all = await inboxOf(phone.url, from);
      return all.length > 0 && all;
    },
    60_000,
  );
  expect(message?.text).toMatch(/cort/);
}, 120_000);

test('Temporal goes away in a live call: the words are noted, the code is told, and it resolves', async () => {
  const from = '+34600000561';
  const calling = carrier.call(reporting('calle del Boj 1', from));
  await hasSaid(from, '¿En qué calle');
  line.cut();
  // Comes in while Temporal is away.
  const late = carrier.call(reporting('calle del Boj 2', '+34600000562'));
  const results = await Promise.all([calling, late]);
  line.mend();
  expect(results.map(({ failures }) => failures)).toEqual([[], []]);
  for (const [index, result] of results.entries()) {
    expect(heardBy(result)).toMatch(/avería.*código/);
    expect(result.codes).toHaveLength(1);
    await delivered(result.codes[0] ?? '');
    expect(await ticketsAbout(`Boj ${index + 1}`)).toHaveLength(1);
  }
}, 240_000);

test('Temporal comes back in a live call: what was noted is known, and the conversation goes on', async () => {
  const from = '+34600000571';
  const script = reporting('calle del Enebro 1', from);
  const [step] = script.steps ?? [];
  const to = (step?.answer?.to ?? []).filter(({ say }) => say !== 'no, nada más');
  const calling = carrier.call({ ...script, steps: [{ answer: { to } }] });
  await hasSaid(from, '¿En qué calle');
  const before = codesTold();
  line.cut();
  await eventually('a code', async () => codesTold() > before, 30_000);
  line.mend();
  const result = await calling;
  expect(result.failures).toEqual([]);
  expect(heardBy(result)).toMatch(/avería.*funciona todo de nuevo.*¿Su nombre\?.*registro así/);
  expect(await ticketsAbout('Enebro 1')).toHaveLength(1);
}, 240_000);

test('a second line of a call, at the other host: the first one says no word more and is closed', async () => {
  const call = await announce(phone.url, 'brief', { gateways: [hostUrl, phone.url] });
  const older = await openLeg(call, call.first);
  // The first words and the greeting, to their end.
  await eventually('an end of the greeting', async () => {
    await pause(500);
    return performance.now() - (older.spokenAt.at(-1) ?? Infinity) > 1_500;
  });
  const newer = await openLeg(call, await call.next());
  await eventually('words on the newer line', () => Promise.resolve(newer.spokenAt.length > 0));
  const from = performance.now();
  expect(await older.closedWith).toBe(1000);
  expect(older.spokenAt.filter((at) => at > from)).toEqual([]);
  await pause(1_000);
  expect(newer.socket.readyState).toBe(newer.socket.OPEN);
  newer.socket.terminate();
}, 120_000);

test('a request for a line, sent again to a gateway that does not know it, is given none: the call has had newer ones since', async () => {
  const call = await announce(phone.url, 'brief', { gateways: [hostUrl] });
  const first = await openLeg(call, call.first);
  await eventually('the first words', () => Promise.resolve(first.spokenAt.length > 0));
  first.socket.terminate();
  const second = await openLeg(call, await call.next());
  await eventually('words on the next line', () => Promise.resolve(second.spokenAt.length > 0));
  const { epoch } = await eventually('the next line at the workflow', async () => {
    const state = await phone.system.temporal.workflow
      .getHandle(callWorkflowId('phone', call.callSid))
      .query(callState);
    return (state.epoch ?? 0) > Number(call.first.verb.parameters['epoch']) && state;
  });
  const hangUp = expect.stringMatching(/<Response><Hangup\/><\/Response>/);
  expect(await call.replay(phone.url)).toEqual([hangUp, hangUp]);
  await pause(1_000);
  expect(second.socket.readyState).toBe(second.socket.OPEN);
  const after = await phone.system.temporal.workflow
    .getHandle(callWorkflowId('phone', call.callSid))
    .query(callState);
  expect(after.epoch).toBe(epoch);
  second.socket.terminate();
}, 120_000);

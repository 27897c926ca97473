/** A call of many turns: history continues as new, stays bounded, and what the caller said first is still known at the end. */
import type { WebSocket } from 'ws';
import { callWorkflowId } from '../../workflows/ids';
import { Reach } from '../../src/phone/reach';
import { makeSid } from '../../src/phone/sid';
import { openSocket } from '../../src/phone/socket';
import { parseTwiml } from '../../src/phone/twiml';
import { sendWebhook } from '../../src/phone/webhook';
import { endOf, type PhoneSystem, startPhoneSystem } from '../fakes/phone-system';
import { twilioAccount } from '../fakes/system';

/** More than one run of a workflow holds. 2,000 were tried by hand: 87 ms a turn, six runs, 2.5 kB and 12 events a turn. */
const turns = Number(process.env['RECADO_TURNS'] ?? 360);

let phone: PhoneSystem;
beforeAll(async () => {
  phone = await startPhoneSystem();
}, 120_000);
afterAll(async () => await phone?.stop());

/** A relay’s socket without a carrier around it: as fast as the answers come. */
async function openRelay(): Promise<{ socket: WebSocket; callSid: string; hears: Hears }> {
  const { TWILIO_AUTH_TOKEN: authToken, TWILIO_ACCOUNT_SID: accountSid } = twilioAccount;
  const at = { reach: new Reach({ gateways: [phone.url] }), account: { accountSid, authToken } };
  const callSid = makeSid('CA');
  const of = { AccountSid: accountSid, CallSid: callSid, ApiVersion: '2010-04-01', Direction: 'inbound' };
  const fields = { ...of, From: '+34600000901', To: '+34910000000', CallStatus: 'ringing' };
  const { body } = await sendWebhook(at, { url: `${phone.url}/twilio/voice/brief-relay`, fields });
  const verb = parseTwiml(body).find((one) => one.verb === 'Relay');
  if (verb?.verb !== 'Relay') throw new Error(body);
  const socket = await openSocket(at, verb.url);
  const hears = listenTo(socket);
  const setup = { type: 'setup', sessionId: makeSid('VX'), callSid, accountSid, direction: 'inbound' };
  socket.send(
    JSON.stringify({ ...setup, from: fields.From, to: fields.To, customParameters: verb.parameters }),
  );
  return { socket, callSid, hears };
}

/** All that is said until it ends with this. */
type Hears = (end: RegExp) => Promise<string>;

function listenTo(socket: WebSocket): Hears {
  let said = '';
  let look = (): void => undefined;
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as { type: string; token?: string };
    if (frame.type === 'text') said += frame.token ?? '';
    look();
  });
  return async (end) =>
    await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${end} was not heard; heard: ${said}`)), 30_000);
      look = () => {
        if (!end.test(said)) return;
        clearTimeout(late);
        look = () => undefined;
        resolve(said);
        said = '';
      };
      look();
    });
}

test(`${turns} turns in one call`, async () => {
  const { socket, callSid, hears } = await openRelay();
  const says = async (voicePrompt: string, end: RegExp): Promise<string> => {
    const answer = hears(end);
    socket.send(JSON.stringify({ type: 'prompt', voicePrompt, lang: 'es-ES', last: true }));
    return await answer;
  };
  await hears(/dígame\.$/);
  await says('hay una farola apagada', /número\?$/);
  await says('en la calle del Roble 7', /nombre\?$/);
  for (let turn = 0; turn < turns; turn += 1) await says('repita, por favor', /nombre\?$/);
  expect(await says('me llamo Ana Gil', /registro así\?$/)).toContain('Roble 7');
  expect(await says('sí', /algo más\?$/)).toMatch(/número \d{4,}/);
  await says('no, gracias', /día\.$/);

  const { tickets } = await endOf(phone.url, callSid);
  expect(tickets).toHaveLength(1);
  const runs = await runsOf(callSid);
  expect(runs.length).toBeGreaterThan(1);
  for (const { events, bytes } of runs) {
    expect(events).toBeLessThan(4_300);
    expect(bytes).toBeLessThan(4_200_000);
  }
  const events = runs.reduce((sum, run) => sum + run.events, 0);
  const bytes = runs.reduce((sum, run) => sum + run.bytes, 0);
  expect(events / turns).toBeLessThan(13);
  expect(bytes / turns).toBeLessThan(4_000);
}, 1_800_000);

/** The runs of a call's workflow, the last one first. */
async function runsOf(callSid: string): Promise<{ events: number; bytes: number }[]> {
  const { workflow } = phone.system.temporal;
  const runs: { events: number; bytes: number }[] = [];
  let runId: string | undefined;
  do {
    const handle = workflow.getHandle(callWorkflowId('phone', callSid), runId);
    const { historyLength, historySize } = await handle.describe();
    const { events } = await handle.fetchHistory();
    runs.push({ events: historyLength, bytes: Number(historySize ?? 0) });
    runId = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
  } while (runId);
  return runs;
}

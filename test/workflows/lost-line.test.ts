/** A spoken call whose line is lost: how long it is waited for, who is called back and how often, and who is told. */
import { setTimeout as pause } from 'node:timers/promises';
import { skipTime } from '../../src/drill/skip-time';
import type { CallDetail } from '../../src/gateway/shapes';
import { callWorkflowId } from '../../workflows/ids';
import { eventually, inboxOf, request } from '../fakes/caller';
import { type PhoneOffice, said, startPhoneOffice } from '../fakes/phone-office';
import { announce, openLeg, type RawCall } from '../fakes/raw-leg';

let office: PhoneOffice;
let url: string;
beforeAll(async () => {
  office = await startPhoneOffice({
    message: { transport: 'relay' },
    back: { transport: 'relay', ifDropped: 'call-back' },
    nothing: { transport: 'relay', ifDropped: 'nothing' },
  });
  ({ url } = office.system);
}, 120_000);
afterAll(async () => await office?.stop());

let last = 860;
const somebody = (): string => `+34600000${(last += 1)}`;

/** A call whose line breaks in the middle of the talk. */
async function broken(assistant: string, from: string): Promise<RawCall> {
  const call = await announce(url, assistant, { from });
  await lose(call);
  return call;
}

async function lose(call: RawCall, asked = call.first): Promise<void> {
  const leg = await openLeg(call, asked);
  await eventually('the greeting', () => Promise.resolve(leg.spokenAt.length > 1));
  const before = leg.spokenAt.length;
  const words = { type: 'prompt', voicePrompt: 'hay una farola apagada', lang: 'es-ES', last: true };
  leg.socket.send(JSON.stringify(words));
  await eventually('an answer', () => Promise.resolve(leg.spokenAt.length > before));
  leg.socket.terminate();
}

const stateOf = async ({ callSid }: RawCall): Promise<CallDetail> =>
  await request<CallDetail>(`${url}/api/calls/${callSid}`);
const ended = async (call: RawCall, withinMs?: number): Promise<CallDetail> =>
  await eventually(
    'the end of the call',
    async () => {
      const seen = await stateOf(call);
      return seen.state === 'ended' && seen;
    },
    withinMs,
  );
/** Its workflow waits for a line, of which it says this; its own clock then goes ahead. */
async function waitsFor(call: RawCall, summary: RegExp, skipS = 0): Promise<void> {
  const { workflow } = office.system.temporal;
  const workflowId = callWorkflowId('phone', call.callSid);
  await eventually(`${summary} of its workflow`, async () => {
    const { events = [] } = await workflow.getHandle(workflowId).fetchHistory();
    const over = (events ?? []).map(
      ({ timerCanceledEventAttributes: left, timerFiredEventAttributes: fired }) =>
        (left ?? fired)?.timerId ?? undefined,
    );
    const timer = (events ?? []).findLast(
      ({ timerStartedEventAttributes: one }) => one && !over.includes(one.timerId ?? undefined),
    );
    return summary.test(Buffer.from(timer?.userMetadata?.summary?.data ?? []).toString());
  });
  if (skipS > 0) await skipTime(office.system.temporal, workflowId, skipS);
}
const callsPlaced = (): number => office.door.asked.filter((what) => what === 'POST Calls').length;
const cutOff = async (from: string): Promise<string[]> =>
  (await inboxOf(url, from)).map(({ text }) => text).filter((text) => /cort/.test(text));

test('a line that comes back is gone on with, and nobody is told anything', async () => {
  const from = somebody();
  const call = await broken('message', from);
  await pause(1_000);
  const leg = await openLeg(call, await call.next());
  await eventually('the talk goes on', () => Promise.resolve(leg.spokenAt.length > 1));
  await pause(2_000);
  expect(await stateOf(call)).toMatchObject({ state: 'live' });
  expect(await cutOff(from)).toEqual([]);
  leg.socket.terminate();
}, 60_000);

test('a line that does not come back: after 20 s the call is over, and a message says so', async () => {
  const from = somebody();
  const call = await broken('message', from);
  await waitsFor(call, /brings the line/, 18);
  await pause(500);
  expect(await stateOf(call)).toMatchObject({ state: 'live' });
  await ended(call, 15_000);
  await eventually('the message', async () => (await cutOff(from)).length === 1);
  expect(callsPlaced()).toBe(0);
}, 60_000);

test('the carrier says that the call is over: no line is waited for any more', async () => {
  const from = somebody();
  const call = await broken('message', from);
  await waitsFor(call, /brings the line/);
  await call.tellOver();
  await ended(call, 10_000);
  await eventually('the message', async () => (await cutOff(from)).length === 1);
}, 60_000);

test('who hangs up meanwhile has hung up: they are told nothing, nor called', async () => {
  const from = somebody();
  const call = await broken('back', from);
  await waitsFor(call, /brings the line/);
  await request(`${url}/api/calls/${call.callSid}/hang-up`, 'POST');
  await ended(call, 10_000);
  await pause(1_000);
  expect(await cutOff(from)).toEqual([]);
  expect(callsPlaced()).toBe(0);
}, 60_000);

test('words that come another way meanwhile are answered at once', async () => {
  const call = await broken('message', somebody());
  await waitsFor(call, /brings the line/);
  const before = Date.now();
  const turn = { turnId: 'noted-1', text: 'en la calle del Olmo 3' };
  const { say } = await request<{ say: string[] }>(`${url}/api/calls/${call.callSid}/turns`, 'POST', turn);
  expect(say.join(' ')).toMatch(/placa/);
  expect(Date.now() - before).toBeLessThan(15_000);
  await call.tellOver();
  await ended(call);
}, 60_000);

test.each(['nothing', 'message'])(
  'with "%s", a caller without a number is told nothing',
  async (assistant) => {
    const call = await broken(assistant, 'anonymous');
    await call.tellOver();
    await ended(call);
    expect(callsPlaced()).toBe(0);
  },
);

test('where nothing is to be done, nothing is', async () => {
  const from = somebody();
  const call = await broken('nothing', from);
  await call.tellOver();
  await ended(call);
  await pause(1_000);
  expect(await cutOff(from)).toEqual([]);
}, 60_000);

test('a caller who is called back and does not pick up is called once, and told by message', async () => {
  const from = somebody();
  const rung = office.carrier.call({
    ...{ from, direction: 'outbound', withinMs: 60_000, answers: { as: 'no-answer', ringMs: 200 } },
  });
  const call = await broken('back', from);
  await waitsFor(call, /brings the line/, 21);
  await rung;
  await eventually('the call back', () => Promise.resolve(callsPlaced() === 1));
  await waitsFor(call, /called back/, 46);
  await ended(call);
  await eventually('the message', async () => (await cutOff(from)).length === 1);
  expect(callsPlaced()).toBe(1);
  office.door.asked.length = 0;
}, 60_000);

test('a call back that breaks off too is not followed by another one', async () => {
  const from = somebody();
  const back = office.carrier.call({
    ...{ from, direction: 'outbound', withinMs: 60_000, patienceMs: 20_000 },
    steps: [{ hear: 'se ha cortado' }, { drop: { reconnect: false } }],
  });
  const call = await broken('back', from);
  await waitsFor(call, /brings the line/, 21);
  const result = await back;
  expect(said(result).join(' ')).toMatch(/se ha cortado/);
  await waitsFor(call, /called back/, 46);
  await ended(call);
  await eventually('the message', async () => (await cutOff(from)).length === 1);
  expect(callsPlaced()).toBe(1);
  office.door.asked.length = 0;
}, 90_000);

/** A call of many turns: history continues as new, stays bounded, and what the caller said first is still known at the end. */
import { setTimeout as pause } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { callWorkflowId } from '../../workflows/ids';
import { endOf, type PhoneSystem, startPhoneSystem } from '../fakes/phone-system';
import { announce, openLeg } from '../fakes/raw-leg';

const turns = Number(process.env['RECADO_TURNS'] ?? 2_000);
/** As fast as the answers come, but no faster than a relay's socket takes words: 20 frames a second. */
const leastMs = 60;

let phone: PhoneSystem;
beforeAll(async () => {
  phone = await startPhoneSystem();
}, 120_000);
afterAll(async () => await phone?.stop());

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
  const call = await announce(phone.url, 'brief-relay', { from: '+34600000901' });
  const { socket } = await openLeg(call, call.first);
  const hears = listenTo(socket);
  let saidAt = 0;
  const says = async (voicePrompt: string, end: RegExp): Promise<string> => {
    await pause(Math.max(0, saidAt + leastMs - performance.now()));
    saidAt = performance.now();
    const answer = hears(end);
    socket.send(JSON.stringify({ type: 'prompt', voicePrompt, lang: 'es-ES', last: true }));
    return await answer;
  };
  await hears(/dígame\.$/);
  await says('hay una farola apagada', /número\?$/);
  await says('en la calle del Roble 7', /nombre\?$/);
  const looks: Look[] = [];
  const beganAt = performance.now();
  for (let turn = 1; turn <= turns; turn += 1) {
    await says('repita, por favor', /nombre\?$/);
    if (turn === 20 || turn === 120 || turn === 220) looks.push(await lookAt(call.callSid));
  }
  const turnMs = (performance.now() - beganAt) / turns;
  expect(await says('me llamo Ana Gil', /registro así\?$/)).toContain('Roble 7');
  expect(await says('sí', /algo más\?$/)).toMatch(/número \d{4,}/);
  await says('no, gracias', /día\.$/);

  const { tickets } = await endOf(phone.url, call.callSid);
  expect(tickets).toHaveLength(1);
  const [early, late] = [between(looks[0], looks[1]), between(looks[1], looks[2])];
  const runs = await runsOf(call.callSid);
  const all = perTurn(sumOf(runs), turns);
  process.stdout.write(
    `${turns} turns, ${turnMs.toFixed(0)} ms each, ${runs.length} runs; a turn: ${JSON.stringify({ early, late, all })}\n`,
  );
  // Two hundred plain turns of one run.
  expect(Math.round((early.events + late.events) / 2)).toBeLessThanOrEqual(12);
  expect((early.bytes + late.bytes) / 2).toBeLessThanOrEqual(4_000);
  expect(late.bytes / early.bytes).toBeLessThan(1.1);
  // All of them, with what carries the call from one run to the next.
  expect(runs.length).toBeGreaterThan(1);
  for (const { events, bytes } of runs) {
    expect(events).toBeLessThan(4_300);
    expect(bytes).toBeLessThan(4_200_000);
  }
  expect(all.events).toBeLessThan(13);
  expect(all.bytes).toBeLessThan(4_000);
}, 1_800_000);

/** What a history has come to. */
interface Look {
  events: number;
  bytes: number;
}

const perTurn = ({ events, bytes }: Look, count: number): Look => ({
  events: Math.round((events / count) * 100) / 100,
  bytes: Math.round(bytes / count),
});

/** What each of the hundred turns between two looks left behind. */
const between = (from: Look | undefined, to: Look | undefined): Look =>
  perTurn(
    { events: (to?.events ?? NaN) - (from?.events ?? 0), bytes: (to?.bytes ?? NaN) - (from?.bytes ?? 0) },
    100,
  );

const sumOf = (runs: readonly Look[]): Look =>
  runs.reduce((sum, run) => ({ events: sum.events + run.events, bytes: sum.bytes + run.bytes }));

async function lookAt(callSid: string, runId?: string): Promise<Look> {
  const handle = phone.system.temporal.workflow.getHandle(callWorkflowId('phone', callSid), runId);
  const { historyLength, historySize } = await handle.describe();
  return { events: historyLength, bytes: Number(historySize ?? 0) };
}

/** The runs of a call's workflow, the last one first. */
async function runsOf(callSid: string): Promise<Look[]> {
  const { workflow } = phone.system.temporal;
  const runs: Look[] = [];
  let runId: string | undefined;
  do {
    const handle = workflow.getHandle(callWorkflowId('phone', callSid), runId);
    const { events } = await handle.fetchHistory();
    runs.push(await lookAt(callSid, runId));
    runId = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
  } while (runId);
  return runs;
}

/** Two sockets of one call: the newest line speaks, an older one falls silent and is closed, in whichever order they come. */
import { setTimeout as pause } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { CallDetail } from '../../src/gateway/shapes';
import { callWorkflowId } from '../../workflows/ids';
import { attach, callState } from '../../workflows/messages';
import { createLineTokens } from '../../src/channels/twilio/token';
import { eventually, request } from '../fakes/caller';
import { type PhoneSystem, startPhoneSystem } from '../fakes/phone-system';
import { announce, openLeg, type RawLeg } from '../fakes/raw-leg';

let phone: PhoneSystem;
beforeAll(async () => {
  phone = await startPhoneSystem();
}, 120_000);
afterAll(async () => await phone?.stop());

const legs: RawLeg[] = [];
const opened = async (...of: Parameters<typeof openLeg>): Promise<RawLeg> => {
  const leg = await openLeg(...of);
  legs.push(leg);
  return leg;
};
afterEach(() => legs.splice(0).forEach(({ socket }) => socket.terminate()));
const isOpen = ({ socket }: { socket: WebSocket }): boolean => socket.readyState === socket.OPEN;

describe.each(['brief', 'brief-relay'])('%s', (assistant) => {
  test('a second line: the older one is closed in the middle of its words, and the call goes on by the newer one', async () => {
    const call = await announce(phone.url, assistant);
    const older = await opened(call, call.first);
    await eventually('the first words', () => Promise.resolve(older.spokenAt.length > 0));
    const newer = await opened(call, await call.next());
    expect(await older.closedWith).toBe(1000);
    const spoken = older.spokenAt.length;
    await eventually('words on the newer line', () => Promise.resolve(newer.spokenAt.length > 0));
    // Nothing was said on the older one since the newer one was let in, but what was under way in that very moment.
    expect(older.spokenAt.length).toBe(spoken);
    expect(Math.max(...older.spokenAt)).toBeLessThan(newer.spokenAt[0] ?? 0);
    await pause(2_000);
    expect(isOpen(newer)).toBe(true);
    expect(await request<CallDetail>(`${phone.url}/api/calls/${call.callSid}`)).toMatchObject({
      state: 'live',
    });
  }, 60_000);

  test('an older line that comes late is closed without a word, and the newer one stays', async () => {
    const call = await announce(phone.url, assistant);
    const late = call.first;
    const newer = await opened(call, await call.next());
    await eventually('words on the newer line', () => Promise.resolve(newer.spokenAt.length > 0));
    const older = await opened(call, late);
    expect(await older.closedWith).toBe(1000);
    expect(older.spokenAt).toEqual([]);
    await pause(2_000);
    expect(isOpen(newer)).toBe(true);
  }, 60_000);
});

test('a line of an older instant than another gateway’s is closed too, once the workflow says so', async () => {
  const call = await announce(phone.url, 'brief-relay');
  const { secret } = phone.system.config;
  const { parameters } = call.first.verb;
  const epoch = Number(parameters['epoch']) + 60_000;
  // As another gateway tells it: its line is held elsewhere, and newer.
  const handle = phone.system.temporal.workflow.getHandle(callWorkflowId('phone', call.callSid));
  await handle.signal(attach, { host: 'gateway-elsewhere', epoch });
  const token = createLineTokens({ secret }).mint({ callId: call.callSid, epoch: epoch - 1 });
  const older = await opened(call, call.first, { ...parameters, epoch: `${epoch - 1}`, token });
  expect(await older.closedWith).toBe(1000);
  // Its host did not attend it as if Temporal were away.
  expect(older.said.join(' ')).not.toContain('avería');
}, 60_000);

test('a line of a call that is over, and whose workflow still puts things away, is closed', async () => {
  const call = await announce(phone.url, 'brief-relay');
  const first = await opened(call, call.first);
  await eventually('the first words', () => Promise.resolve(first.spokenAt.length > 0));
  const late = await call.next();
  await phone.system.killStore();
  try {
    await request(`${phone.url}/api/calls/${call.callSid}/hang-up`, 'POST');
    const handle = phone.system.temporal.workflow.getHandle(callWorkflowId('phone', call.callSid));
    await eventually('the goodbye', async () => (await handle.query(callState)).state === 'ended');
    const leg = await opened(call, late);
    expect(await leg.closedWith).toBe(1000);
    expect(leg.said.join(' ')).not.toContain('avería');
    expect((await handle.describe()).status.name).toBe('RUNNING');
  } finally {
    await phone.system.startStore();
  }
}, 90_000);

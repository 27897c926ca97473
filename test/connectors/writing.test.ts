/** One try of a write, as the activity makes it: what comes back for each way it can go. */
import type { Tools } from '../../src/agent/tools';
import { createSystems, type SystemDependencies } from '../../activities/systems';
import { defineConnector } from '../../src/connectors/connector';
import { defineSystems, openConnectors } from '../../src/connectors/registry';
import type { Order, OrderWork } from '../../src/domain/call';
import { z } from 'zod';
import { sandboxSecret, sandboxToken, type SandboxUnderTest, startSandbox } from '../fakes/sandbox';
import { draftOf, faultOf } from './contract';

const silent = defineConnector({
  system: 'silent',
  creation: () => ({ class: 'none', indexLagMs: 0, settleMs: 0 }),
  settings: z.strictObject({}),
  connect: () => ({}),
});
const at = '2026-11-21T10:00:00.000Z';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.admin('PUT', 'desks/shop/mood', { mood: 'well' }));
afterAll(() => sandbox.remove());

const systems = () => {
  const desk = { token: sandboxToken, webhookSecret: sandboxSecret, timeoutMs: 1000 };
  const connections = {
    desk: { system: 'sandbox-desk', url: `${sandbox.url}/desks/shop`, ...desk },
    silent: { system: 'silent' },
  };
  const opened = openConnectors(connections, defineSystems(silent));
  const get = (name: string) => {
    const connector = opened.get(name);
    if (!connector) throw new Error(`no connection ${name}`);
    return connector;
  };
  // Neither proposing nor looking up is tried here.
  const unused = {} as { tools: Tools } & Pick<SystemDependencies, 'wishes'>;
  return createSystems({ ...unused, connectors: { get }, now: () => new Date(at) });
};
const write = (work: OrderWork, key: string, { connection = 'desk', fresh = true } = {}) =>
  systems().write({ connection, ...work } as Order, { key, fresh, myTurn: true });

test('a declared operation comes back with its record and what the system answered', async () => {
  const rebook = { verb: 'perform' as const, args: { tool: 'rebook', arguments: { flight: 'UA402' } } };
  const receipt = {
    receipt: {
      record: { connection: 'desk', id: 'A1' },
      at,
      answer: { status: 'success', flight: 'UA402' },
    },
  };
  expect(await write(rebook, 'R-1')).toEqual(receipt);
  expect(await write(rebook, 'R-1', { fresh: false })).toEqual(receipt);
});

test('a ticket comes back with its number, and one that is gone as a refusal', async () => {
  const made = await write({ verb: 'createTicket', args: draftOf() }, 'R-2');
  expect(made).toMatchObject({ receipt: { record: { connection: 'desk', id: '1001' }, at } });
  const gone = await write({ verb: 'commentTicket', args: { id: '999', text: 'Sigue apagada.' } }, 'R-3');
  expect(gone).toEqual({ refusal: { reason: 'gone' } });
});

test('a verb that a system lacks is told with what to do', async () => {
  const fault = await faultOf(
    write({ verb: 'createTicket', args: draftOf() }, 'R-4', { connection: 'silent' }),
  );
  expect(fault).toMatchObject({ kind: 'rejected', outcome: 'not-done' });
  expect(fault.message).toMatch(/cannot createTicket; route this to another connection/);
});

test('a system is asked whether it answers; one without a harmless question cannot tell', async () => {
  expect(await systems().probe('desk')).toBe('answers');
  expect(await systems().probe('silent')).toBe('cannot-tell');
  await sandbox.admin('PUT', 'desks/shop/mood', { mood: 'down' });
  expect(await faultOf(systems().probe('desk'))).toMatchObject({ kind: 'unavailable' });
});

test('that people take over is written on the ticket once, however often it is tried', async () => {
  const made = await write({ verb: 'createTicket', args: draftOf() }, 'R-20');
  const { record } = (made as { receipt: { record: { connection: string; id: string } } }).receipt;
  const comment = () => systems().commentRecord(record, 'Vence el plazo.', 'R-20-escalated');
  await sandbox.admin('PUT', 'desks/shop/mood', { mood: 'down' });
  expect(await faultOf(comment())).toMatchObject({ kind: 'unavailable' });
  await sandbox.admin('PUT', 'desks/shop/mood', { mood: 'well' });
  expect([await comment(), await comment()]).toEqual(['commented', 'commented']);
  const read = await systems().readRecord(record);
  if (typeof read === 'string') throw new Error('the desk reads its tickets back');
  // Not the office's words: the caller is never told of them.
  expect(read?.comments.map(({ text, author }) => [text, author])).toEqual([['Vence el plazo.', 'caller']]);
});

test('a ticket that is gone, or a system without comments, is no reason to try again', async () => {
  const comment = (connection: string) => systems().commentRecord({ connection, id: '999' }, 'x', 'R-21');
  expect(await comment('desk')).toBe('not commented');
  expect(await comment('silent')).toBe('not commented');
  await sandbox.admin('PUT', 'desks/shop/mood', { mood: 'down' });
  expect(await faultOf(comment('desk'))).toMatchObject({ kind: 'unavailable' });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApi } from '../../src/cli/api';
import { correctCase, diffArgs, mergeArgs } from '../../src/cli/correct';
import { createOutput } from '../../src/cli/output';
import type { SystemView } from '../../src/gateway/shapes';
import { capture, recado } from './captured-output';
import { removeScratch, scratchFolder } from './scratch';
import { type SmallGateway, startSmallGateway } from './small-gateway';

let gateway: SmallGateway;
const before = { ...process.env };
const at = '2026-11-21T10:00:00.000Z';
const code = 'R-7K3F-92QD';

beforeEach(async () => {
  gateway = await startSmallGateway();
  process.env = { ...before, RECADO_PORT: `${gateway.port}`, RECADO_HOST: '127.0.0.1' };
  delete process.env['RECADO_API_KEY'];
});
afterEach(async () => {
  process.env = { ...before };
  await gateway.close();
  removeScratch();
});

const policy = { then: 'retry' as const, offer: 'promise' as const, afterTries: 6, parkedForHours: 24 };
const system = (name: string, more: Partial<SystemView> = {}): SystemView => ({
  ...{ name, system: 'sandbox-desk', creation: 'reference' },
  delivery: { atOnce: 4, whenAway: policy, verbs: {} },
  circuit: { connection: name, state: 'closed', waiting: 0, underWay: 0, failures: 0, drained: 0 },
  ...more,
});
const draft = {
  category: 'alumbrado',
  place: 'Calle Mayor 12',
  contact: { name: 'Ana', phone: '+34600000001' },
};

test('a parked case tells its owner, the reason, the next step and the deadline; a possible double stands out', async () => {
  gateway.cases.set(code, {
    ...{
      state: 'parked',
      waitingFor: 'operator',
      owner: 'luz',
      parkedFor: 'The desk rejects it.',
      flagged: true,
    },
    ...{ nextStep: 'luz decides.', nextStepAt: at, deadline: at, lastError: '422 (rejected)' },
    audit: [
      { at, who: 'caller', what: 'asked', detail: '' },
      { at, who: 'system', what: 'possible double', detail: 'its answer was lost' },
    ],
  });
  const { out } = await recado('cases', code);
  expect(out.split('\n')).toEqual([
    `${code}  avisar de una farola apagada  !! possible double`,
    '  State       parked',
    '  Waits for   operator',
    '  Owner       luz',
    '  Parked for  The desk rejects it.',
    '  Next        luz decides.',
    `  At          ${at}`,
    `  Deadline    ${at}`,
    '  Last error  422 (rejected)',
    '  Tries       1',
    '  Workflow    http://ui',
    `  ${at}  caller: asked`,
    `!!${at}  system: possible double · its answer was lost`,
    '',
  ]);
  expect((await recado('cases', '--flagged')).out).toContain('!! possible double');
  expect(gateway.requests.at(-1)?.path).toBe('/api/cases?limit=20&flagged=true');
  gateway.cases.clear();
  expect((await recado('cases', '--flagged')).out).toBe('No case may have been done twice.\n');
});

test('operators see which system is away, since when, who waits, and what follows', async () => {
  gateway.systems.push(
    system('it-desk', {
      circuit: {
        ...{
          connection: 'it-desk',
          state: 'open',
          since: at,
          waiting: 12,
          underWay: 0,
          failures: 9,
          drained: 3,
        },
        ...{ lastError: 'It answers 503.', nextLookAt: at, oldestSince: at },
      },
      delivery: {
        ...{ limit: { perMinute: 600, account: 'it' }, atOnce: 8, whenAway: policy },
        verbs: { createTicket: { ...policy, then: 'team', team: 'luz' } },
      },
    }),
    system('shop-desk'),
    system('lost-desk', { circuit: undefined }),
  );
  const { out, exit } = await recado('systems');
  expect(exit).toBe(0);
  expect(out.split('\n')).toEqual([
    `it-desk  sandbox-desk  open (away) since ${at}, 12 wait, the oldest since ${at}`,
    '  Last error  It answers 503.',
    `  Next look   ${at}`,
    '  When away   retry, createTicket: team',
    '  Pace        600 a minute for account it, 8 at once',
    'shop-desk  sandbox-desk  closed (written to), nobody waits',
    '  When away   retry',
    '  Pace        4 at once',
    'lost-desk  sandbox-desk  its circuit cannot be asked now',
    '  When away   retry',
    '  Pace        4 at once',
    '',
  ]);
  expect((await recado('systems', '--json')).json()['systems']).toHaveLength(3);
  expect((await recado('probe', 'it-desk', '--by', 'ana')).out).toBe('looked at for ana\n');
  expect((await recado('probe', 'nobody')).exit).toBe(1);
});

test('operators list and close what the register keeps', async () => {
  expect((await recado('register')).err).toContain('There is no register.');
  gateway.systems.push(system('register', { system: 'register' }));
  const ticket = {
    ...{ status: 'open', priority: 'high', subject: 'Farola', team: 'luz' },
    pending: [],
    comments: [],
  };
  gateway.tickets.push(
    { id: code, ...ticket, createdAt: at, updatedAt: at },
    { id: 'R-0000-0000', ...ticket, status: 'closed', createdAt: at, updatedAt: at },
  );
  expect((await recado('register')).out).toBe(`${code}  open     high    Farola  (luz)  ${at}\n`);
  expect((await recado('register', '--all', '--json')).json()['tickets']).toHaveLength(2);
  expect((await recado('close', code, '--reason', 'Arreglada', '--by', 'ana')).out).toBe(
    `${code} is closed; the caller is told.\n`,
  );
  expect(gateway.requests.at(-1)).toMatchObject({
    path: `/api/systems/register/tickets/${code}/close`,
    body: { by: 'ana', reason: 'Arreglada' },
  });
  gateway.systems.push(system('second', { system: 'register' }));
  expect((await recado('register')).err).toContain('--register with one of register, second');
  expect((await recado('register', 'second')).exit).toBe(0);
});

test('a correction is merged over the present arguments, shown, and sent whole', async () => {
  gateway.cases.set(code, { state: 'parked', args: draft });
  const change = '{"place":"Calle Menor 3","contact":{"phone":null},"thing":"farola 7"}';
  const { out, exit } = await recado('correct', code, '--args', change, '--yes', '--by', 'ana');
  expect(exit).toBe(0);
  expect(out.split('\n')).toEqual([
    '- place: "Calle Mayor 12"',
    '+ place: "Calle Menor 3"',
    '- contact.phone: "+34600000001"',
    '+ thing: "farola 7"',
    `correct ${code}`,
    '',
  ]);
  expect(gateway.requests.at(-1)).toMatchObject({
    path: `/api/cases/${code}/correct`,
    body: {
      by: 'ana',
      args: { category: 'alumbrado', place: 'Calle Menor 3', contact: { name: 'Ana' }, thing: 'farola 7' },
    },
  });
});

test('a correction may come from a file', async () => {
  gateway.cases.set(code, { state: 'parked', args: draft });
  const path = join(scratchFolder(), 'args.json');
  writeFileSync(path, '{"place":"Calle Menor 3"}');
  expect((await recado('correct', code, '--args', `@${path}`, '--yes', '--json')).json()).toEqual({
    ...{ code, sent: true, result: `correct ${code}` },
    changes: ['- place: "Calle Mayor 12"', '+ place: "Calle Menor 3"'],
  });
});

test.each([
  ['no', 1, 'Nothing was sent.'],
  ['', 1, 'Nothing was sent.'],
  ['yes', 0, `correct ${code}`],
  [' Y ', 0, `correct ${code}`],
])('a person who answers %j to the question decides', async (answer, exit, words) => {
  gateway.cases.set(code, { state: 'parked', args: draft });
  const output = capture();
  const api = createApi({ url: `http://127.0.0.1:${gateway.port}`, apiKey: undefined });
  const correction = { code, args: '{"place":"x"}', by: 'ana', yes: false };
  const asked: string[] = [];
  const person = async (question: string): Promise<string> => {
    asked.push(question);
    return answer;
  };
  expect(await correctCase(api, correction, createOutput(false, output), person)).toBe(exit);
  expect(output.out()).toContain(words);
  expect(asked).toEqual(['Send this? [y/N] ']);
  expect(gateway.requests.some(({ method }) => method === 'POST')).toBe(exit === 0);
});

test.each([
  ['what is no JSON', '{place:', /--args is no JSON/],
  ['what is no object', '["x"]', /no JSON object/],
  ['a file that is not there', '@/nowhere/args.json', /nowhere/],
  ['what changes nothing', '{"place":"Calle Mayor 12"}', /changes nothing/],
])('%s is not sent', async (_what, args, message) => {
  gateway.cases.set(code, { state: 'parked', args: draft });
  const { exit, err } = await recado('correct', code, '--args', args, '--yes');
  expect(exit).toBe(2);
  expect(err).toMatch(message);
  expect(gateway.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('without a person and without --yes nothing is sent', async () => {
  const { stdin } = process;
  Object.defineProperty(stdin, 'isTTY', { value: false, configurable: true });
  gateway.cases.set(code, { state: 'parked', args: draft });
  const { exit, err } = await recado('correct', code, '--args', '{"place":"x"}');
  expect(exit).toBe(2);
  expect(err).toContain('--yes');
  expect(gateway.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('a delivery that cannot be asked for its arguments is not corrected blindly', async () => {
  gateway.cases.set(code, { state: 'settled' });
  const { exit, err } = await recado('correct', code, '--args', '{"place":"x"}', '--yes');
  expect(exit).toBe(1);
  expect(err).toContain('settled');
});

test('lists are replaced, objects merged, and null takes out', () => {
  const old = { a: { b: 1, c: [1, 2] }, d: 'x' };
  const next = mergeArgs(old, { a: { c: [3] }, d: null, e: { f: null, g: 1 } });
  expect(next).toEqual({ a: { b: 1, c: [3] }, e: { g: 1 } });
  expect(diffArgs(old, next)).toEqual(['- a.c: [1,2]', '+ a.c: [3]', '- d: "x"', '+ e: {"g":1}']);
});

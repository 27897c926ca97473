import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readLastCall } from '../../src/cli/last-call';
import { recado } from './captured-output';
import { removeScratch, scratchFolder } from './scratch';
import { type SmallGateway, startSmallGateway } from './small-gateway';

let gateway: SmallGateway;
let home: string;
const before = { ...process.env };

beforeEach(async () => {
  gateway = await startSmallGateway();
  home = join(scratchFolder(), 'home');
  process.env = { ...before, RECADO_PORT: `${gateway.port}`, RECADO_HOME: home, RECADO_HOST: '127.0.0.1' };
  delete process.env['RECADO_API_KEY'];
});

afterEach(async () => {
  process.env = { ...before };
  await gateway.close();
  removeScratch();
});

function script(text: string): string {
  const path = join(scratchFolder(), 'script.yaml');
  writeFileSync(path, text);
  return path;
}

const lamp = `
assistant: town-hall
from: "+34600000001"
turns:
  - say: Hay una farola apagada
    expect: /^ha dicho/i
  - say: Sí
    expect: número 1001
`;

function answerYes(): void {
  gateway.answers.set('Sí', {
    say: ['Hecho.', 'Tiene el  NUMERO 1001.'],
    code: 'R-7K3F-92QD',
    delivery: 'delivered',
    recordId: '1001',
  });
}

test('a scripted call is played to the end: transcript, code, receipt, hang-up', async () => {
  answerYes();
  gateway.cases.set('R-7K3F-92QD', { state: 'delivered', recordId: '1001' });
  const { exit, out, json } = await recado('call', script(`${lamp}waitForReceiptSeconds: 5\n`), '--json');
  expect(exit).toBe(0);
  expect(out.trim().split('\n')).toHaveLength(1);
  expect(json()).toMatchObject({
    ok: true,
    assistant: 'town-hall',
    codes: ['R-7K3F-92QD'],
    receipts: [{ code: 'R-7K3F-92QD', state: 'delivered', recordId: '1001' }],
    failures: [],
  });
  expect(json()['transcript']).toHaveLength(6);
  const [begun, first, second, end] = gateway.requests;
  expect(begun?.body).toMatchObject({ assistant: 'town-hall', from: '+34600000001', channel: 'dev' });
  const callId = String(json()['callId']);
  expect([first?.path, second?.path]).toEqual([`/api/calls/${callId}/turns`, `/api/calls/${callId}/turns`]);
  expect(end?.path).toBe(`/api/calls/${callId}/hang-up`);
});

test('for a person the transcript goes to stdout as it is spoken', async () => {
  answerYes();
  const { out } = await recado('call', script(lamp));
  expect(out).toBe(
    'Buenos días.\n> Hay una farola apagada\nHa dicho: Hay una farola apagada\n> Sí\nHecho.\nTiene el  NUMERO 1001.\n',
  );
});

test('an expectation that is not met fails the call, names the turn, and still hangs up', async () => {
  const { exit, out } = await recado('call', script(lamp));
  expect(exit).toBe(1);
  expect(out).toContain('FAILED: The answer to turn 2 does not hold "número 1001".');
  expect(gateway.requests.at(-1)?.path).toMatch(/hang-up$/);
});

test('a receipt that does not come in the time fails the call and says how far it got', async () => {
  answerYes();
  gateway.cases.set('R-7K3F-92QD', { state: 'delivering', lastError: 'down' });
  const { exit, json } = await recado('call', script(`${lamp}waitForReceiptSeconds: 0.4\n`), '--json');
  expect(exit).toBe(1);
  expect(json()['failures']).toEqual(['R-7K3F-92QD: delivering (down) after 0.4 s.']);
});

test('a receipt that comes late, after the case was not even known, is waited for', async () => {
  answerYes();
  setTimeout(() => gateway.cases.set('R-7K3F-92QD', { state: 'delivering' }), 300);
  setTimeout(() => gateway.cases.set('R-7K3F-92QD', { state: 'settled', recordId: '1001' }), 700);
  const { exit, json } = await recado('call', script(`${lamp}waitForReceiptSeconds: 10\n`), '--json');
  expect(exit).toBe(0);
  expect(json()['receipts']).toEqual([{ code: 'R-7K3F-92QD', state: 'settled', recordId: '1001' }]);
});

test('what the system refused is a failure at once', async () => {
  answerYes();
  gateway.cases.set('R-7K3F-92QD', { state: 'refused' });
  const from = Date.now();
  expect((await recado('call', script(`${lamp}waitForReceiptSeconds: 30\n`))).exit).toBe(1);
  expect(Date.now() - from).toBeLessThan(5000);
});

test('waiting for a receipt when no code was given is a failure', async () => {
  const { exit, out } = await recado(
    'call',
    script('assistant: town-hall\nturns: [{say: Hola}]\nwaitForReceiptSeconds: 5\n'),
  );
  expect(exit).toBe(1);
  expect(out).toContain('No code was given');
});

test('a call that ends by itself is not hung up, and turns left over are a failure', async () => {
  gateway.answers.set('Hay una farola apagada', { ended: true });
  const { exit, out } = await recado('call', script(lamp));
  expect(exit).toBe(1);
  expect(out).toContain('The call ended after turn 1 of 2.');
  expect(gateway.requests.at(-1)?.path).not.toMatch(/hang-up$/);
});

test('a call left open on purpose is not hung up', async () => {
  await recado('call', script('assistant: town-hall\nturns: [{say: Hola}]\nhangUp: false\n'));
  expect(gateway.requests.at(-1)?.path).toMatch(/turns$/);
});

test('an assistant that speaks another language than expected is a failure', async () => {
  const { exit, out } = await recado(
    'call',
    script('assistant: town-hall\nlanguage: en\nturns: [{say: Hi}]\n'),
  );
  expect(exit).toBe(1);
  expect(out).toContain('The assistant speaks es, and en was expected.');
});

test('a gateway that is killed in the middle of a turn is asked the same turn again', async () => {
  let cuts = 0;
  gateway.intercept = ({ path }) => {
    if (!path.endsWith('/turns') || cuts > 0) return undefined;
    cuts += 1;
    void gateway.restartAfter(600);
    return 'cut';
  };
  const { exit } = await recado('call', script('assistant: town-hall\nturns: [{say: Hola, expect: Hola}]\n'));
  expect(exit).toBe(0);
  const turns = gateway.requests.filter(({ path }) => path.endsWith('/turns'));
  expect(turns).toHaveLength(2);
  expect(turns[0]?.body).toEqual(turns[1]?.body);
});

test('a 503 during a call is waited out, a 500 is told in the gateway’s words', async () => {
  let refusals = 0;
  gateway.intercept = ({ path }) =>
    path.endsWith('/turns') && refusals++ === 0
      ? { status: 503, body: { error: 'away', fix: 'wait' } }
      : undefined;
  expect((await recado('say', 'Hola')).exit).toBe(0);
  gateway.intercept = () => ({ status: 500, body: { error: 'Something went wrong', fix: 'Try again.' } });
  const { exit, err } = await recado('say', 'Hola');
  expect({ exit, err }).toEqual({ exit: 1, err: 'Something went wrong\nTry again.\n' });
});

test('nobody there: exit code 3 and how to start it, also as JSON', async () => {
  await gateway.close();
  const { exit, err, json } = await recado('cases', '--json');
  expect(exit).toBe(3);
  expect(err).toContain('npm start');
  expect(json()).toEqual({
    error: expect.stringContaining('ECONNREFUSED'),
    fix: expect.stringContaining('npm start'),
  });
});

test('another program on the port is recognised as not ours', async () => {
  const stranger: Server = createServer((_, response) => response.end('<html>hello</html>'));
  await new Promise<void>((resolve) => void stranger.listen(0, '127.0.0.1', resolve));
  process.env['RECADO_PORT'] = `${(stranger.address() as AddressInfo).port}`;
  const { exit, err } = await recado('cases');
  stranger.close();
  expect(exit).toBe(1);
  expect(err).toContain('RECADO_PORT');
});

test('RECADO_API_KEY goes along as bearer, and a wrong one is bad configuration', async () => {
  process.env['RECADO_API_KEY'] = 'a-long-and-secret-key';
  await recado('cases');
  expect(gateway.requests[0]?.key).toBe('Bearer a-long-and-secret-key');
  gateway.intercept = () => ({
    status: 401,
    body: { error: 'The key is wrong', fix: 'Set RECADO_API_KEY.' },
  });
  expect((await recado('cases')).exit).toBe(2);
});

test('say goes on in the same call until it has ended, then begins another', async () => {
  const first = await recado('say', 'Hola', '--json');
  const callId = first.json()['callId'];
  expect(first.json()).toMatchObject({ greeting: 'Buenos días.', say: ['Ha dicho: Hola'] });
  expect((await recado('say', 'Una farola', '--json')).json()).toMatchObject({
    callId,
    say: ['Ha dicho: Una farola'],
  });
  gateway.answers.set('Adiós', { ended: true });
  await recado('say', 'Adiós');
  expect(readLastCall(home)).toBeUndefined();
  expect((await recado('say', 'Hola', '--json')).json()['callId']).not.toBe(callId);
});

test('say begins another call when the last one is over without its knowledge', async () => {
  const callId = String((await recado('say', 'Hola', '--json')).json()['callId']);
  gateway.over.add(callId);
  const { exit, json, err } = await recado('say', 'Hola', '--json');
  expect(exit).toBe(0);
  expect(json()['callId']).not.toBe(callId);
  expect(err).toContain('The last call is over');
});

test('say with another assistant, another caller or --new begins another call; --call speaks in that one', async () => {
  const first = String((await recado('say', 'Hola', '--json')).json()['callId']);
  expect(gateway.requests.at(-2)?.body).toMatchObject({ assistant: 'town-hall' });
  for (const words of [['--assistant', 'help-desk'], ['--from', '+34600000002'], ['--new']]) {
    const last = readLastCall(home)?.callId;
    expect((await recado('say', 'Hola', '--json', ...words)).json()['callId']).not.toBe(last);
  }
  expect((await recado('say', 'Hola', '--json', '--call', first)).json()['callId']).toBe(first);
});

test('a mangled memory of the last call begins another', async () => {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'last-call.json'), '{"callId":');
  expect((await recado('say', 'Hola')).exit).toBe(0);
});

test('an operator lists cases, looks at one, retries it and withdraws it', async () => {
  gateway.cases.set('R-7K3F-92QD', {
    state: 'parked',
    waitingFor: 'operator',
    nextStep: 'Somebody must decide.',
  });
  expect((await recado('cases')).out).toBe(
    'R-7K3F-92QD  parked      avisar de una farola apagada  (waits for operator: Somebody must decide.)\n',
  );
  await recado('cases', '--open', '--limit', '5');
  expect(gateway.requests.at(-1)?.path).toBe('/api/cases?limit=5&open=true');
  expect((await recado('cases', 'R-7K3F-92QD')).out).toContain('caller: asked');
  expect((await recado('cases', 'R-0000-0000')).err).toBe(
    'There is no case R-0000-0000\nDo something else.\n',
  );
  expect((await recado('retry', 'R-7K3F-92QD', '--by', 'Ana', '--json')).json()).toEqual({
    code: 'R-7K3F-92QD',
    result: 'retry R-7K3F-92QD',
  });
  expect(gateway.requests.at(-1)?.body).toEqual({ by: 'Ana' });
  await recado('withdraw', 'R-7K3F-92QD', '--reason', 'asked twice');
  expect(gateway.requests.at(-1)?.body).toEqual({ by: 'shell', reason: 'asked twice' });
});

test.each([
  [['bogus'], /unknown command/],
  [['say'], /missing required argument 'text'/],
  [['call'], /missing required argument 'script'/],
  [['cases', '--limit', '0'], /whole number from 1 to 500/],
  [['withdraw', 'R-7K3F-92QD'], /--reason/],
  [['say', 'a', 'b'], /too many arguments/],
  [['doctor', '--colour'], /unknown option/],
])('bad usage %j ends with 2 and says what is wrong', async (words, message) => {
  const { exit, err, json } = await recado(...words, '--json');
  expect(exit).toBe(2);
  expect(err).toMatch(message);
  expect(json()).toHaveProperty('fix');
});

test('a port that is no number is bad configuration', async () => {
  process.env['RECADO_PORT'] = 'eight';
  const { exit, err } = await recado('cases');
  expect(exit).toBe(2);
  expect(err).toContain('RECADO_PORT');
});

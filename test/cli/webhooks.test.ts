import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { senders, sent } from '../fakes/webhook-senders';
import { recado } from './captured-output';
import { removeScratch, scratchFolder } from './scratch';
import { type SmallGateway, startSmallGateway } from './small-gateway';

const before = { ...process.env };
let gateway: SmallGateway;
let folder: string;
const { zendesk } = senders;
const hubspot = senders['hubspot-v3'];

beforeEach(async () => {
  gateway = await startSmallGateway();
  folder = scratchFolder();
  const config = join(folder, 'recado.yaml');
  const crm = { scheme: 'zendesk', secret: '${CRM_SECRET}', record: 'ticket.id', event: 'id' };
  writeFileSync(
    config,
    stringify({
      connections: { crm: { system: 'webhooks-only', webhook: crm }, agenda: { system: 'agenda' } },
    }),
  );
  process.env = {
    ...before,
    ...{ RECADO_PORT: `${gateway.port}`, RECADO_HOST: '127.0.0.1', RECADO_HOME: folder },
    ...{ RECADO_CONFIG: config, CRM_SECRET: zendesk.secret },
  };
  delete process.env['RECADO_API_KEY'];
  delete process.env['RECADO_WEBHOOK_SECRET'];
});
afterEach(async () => {
  process.env = { ...before };
  await gateway.close();
  removeScratch();
});

const at = new Date('2026-11-22T10:00:00.000Z');
const body = '{"id":"evt_1","ticket":{"id":17}}';
function captured({
  came = body,
  line = 'POST /webhooks/crm HTTP/1.1\r\n',
  more = '',
  signed = body,
} = {}): string {
  const { headers } = sent(zendesk, signed, at);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const path = join(folder, 'captured.http');
  writeFileSync(path, `${line}Host: calls.example.org\r\n${lines.join('')}${more}\r\n${came}`);
  return path;
}
const verify = async (path: string, ...words: string[]) =>
  await recado('verify-webhook', 'crm', '--request', path, ...words);

test('a captured webhook that is right is told with what it reports', async () => {
  const { exit, out } = await verify(captured(), '--at', at.toISOString());
  expect(exit).toBe(0);
  expect(out).toBe('It is genuine.\n  Record 17, event evt_1, 2026-11-22T10:00:00.000Z\n');
  const { json } = await verify(captured({ line: '' }), '--at', at.toISOString(), '--json');
  expect(json()).toMatchObject({ genuine: true, events: [{ eventId: 'evt_1', record: { id: '17' } }] });
});

test.each<[string, string, () => Promise<{ exit: number; json: () => Record<string, unknown> }>]>([
  ['it is looked at later', 'clock', async () => await verify(captured(), '--json')],
  [
    'an editor added a line end',
    'body-reencoded',
    async () => await verify(captured({ came: `${body}\n` }), '--at', at.toISOString(), '--json'),
  ],
  [
    'a header came twice',
    'malformed',
    async () =>
      await verify(
        captured({ more: 'X-Zendesk-Webhook-Signature: AAAA\r\n' }),
        '--at',
        at.toISOString(),
        '--json',
      ),
  ],
  [
    'the record stands elsewhere',
    'senseless',
    async () => await verify(captured({ came: '{}', signed: '{}' }), '--at', at.toISOString(), '--json'),
  ],
  [
    'it is of another tenant',
    'wrong-key',
    async () => {
      process.env['CRM_SECRET'] = zendesk.other;
      return await verify(captured(), '--at', at.toISOString(), '--json');
    },
  ],
])('when %s, the reason is %s', async (_what, why, run) => {
  const { exit, json } = await run();
  expect(exit).toBe(1);
  expect(json()).toMatchObject({
    ...{ genuine: false, why },
    ...{ reason: expect.stringMatching(/\.$/), fix: expect.stringMatching(/\.$/) },
  });
});

test('a scheme is checked with a secret of the environment, and an address behind a proxy is told', async () => {
  process.env['RECADO_WEBHOOK_SECRET'] = hubspot.secret;
  const request = sent(hubspot, '[]', at);
  const file = join(folder, 'body');
  writeFileSync(file, '[]');
  const headers = Object.entries(request.headers).flatMap(([name, value]) => [
    '--header',
    `${name}: ${value}`,
  ]);
  const check = async (url: string, ...more: string[]) =>
    await recado(
      ...['verify-webhook', '--scheme', 'hubspot-v3', '--body-file', file, '--at', at.toISOString()],
      ...['--url', url, ...headers, ...more],
    );
  expect((await check(`https://calls.example.org${request.target}`)).exit).toBe(0);
  const behind = await check(`http://10.0.0.7:8790${request.target}`, '--header', 'Host: calls.example.org');
  expect(behind).toMatchObject({
    exit: 1,
    out: expect.stringContaining('https://calls.example.org/webhooks/crm'),
  });
});

test.each([
  [['verify-webhook'], 'nothing to check it against'],
  [['verify-webhook', 'nobody', '--request', 'x'], 'no connection nobody'],
  [['verify-webhook', 'agenda', '--request', 'x'], 'takes no webhooks'],
  [['verify-webhook', 'crm'], 'no request'],
  [['verify-webhook', 'crm', '--request', '/nowhere'], 'cannot be read'],
  [['verify-webhook', '--scheme', 'zendeks', '--request', 'x'], 'no such scheme'],
  [
    ['verify-webhook', '--scheme', 'jira', '--header', 'a: b', '--body-file', '/dev/null'],
    'RECADO_WEBHOOK_SECRET',
  ],
])('%j is bad usage, told with what to do', async (words, told) => {
  const { exit, err } = await recado(...words);
  expect(exit).toBe(2);
  expect(err).toContain(told);
  expect(err.trimEnd().split('\n')).toHaveLength(2);
});

test('the log is listed with its reasons, and one is handed over again under a name', async () => {
  const refused = {
    reason: 'It is late.',
    fix: 'Put the clock right.',
    sizeBytes: 33,
    times: 4,
    why: 'clock',
  };
  const items = [
    { state: 'refused', connection: 'crm', receivedAt: at.toISOString(), ...refused },
    {
      ...{ state: 'parked', connection: 'crm', eventId: 'e1', kind: 'record', recordId: '17', times: 3 },
      ...{ at: at.toISOString(), receivedAt: at.toISOString(), tries: 2, note: 'nobody watches' },
    },
  ];
  gateway.intercept = ({ method }) => ({
    status: 200,
    body: method === 'GET' ? { items, next: 'abc' } : { result: 'It waits again.' },
  });
  const { out } = await recado('webhooks', '--state', 'refused', '--text', 'e1', '--limit', '2');
  expect(gateway.requests.at(-1)?.path).toBe('/api/webhooks?limit=2&state=refused&text=e1');
  expect(out).toContain('33 bytes  came 4 times\n  Reason It is late.\n  Fix    Put the clock right.');
  expect(out).toContain('crm  record 17  came 3 times\n  Event  e1\n  Note   nobody watches');
  expect(out).toContain('--before abc');
  expect((await recado('replay', 'crm', 'e/1', '--by', 'ana')).exit).toBe(0);
  expect(gateway.requests.at(-1)).toMatchObject({
    path: '/api/webhooks/crm/e%2F1/replay',
    body: { by: 'ana' },
  });
});

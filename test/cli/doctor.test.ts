import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Check, Patient } from '../../src/cli/doctor/check';
import { doctor, examine } from '../../src/cli/doctor/doctor';
import { createOutput } from '../../src/cli/output';
import { writePids } from '../../src/cli/run-record';
import { secretsPath } from '../../src/cli/secrets';
import { greenMailIsMissing, startGreenMail } from '../fakes/green-mail';
import { openSmtpServer } from '../fakes/smtp-server';
import { capture } from './captured-output';
import { removeScratch, scratchFolder } from './scratch';

const root = join(__dirname, '../..');
const servers: Server[] = [];
const sockets: Socket[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  for (const child of children.splice(0)) child.kill('SIGKILL');
  removeScratch();
});

const connections =
  'connections:\n  agenda: {system: agenda}\n  town-hall-desk: {system: sandbox-desk, url: "http://127.0.0.1:1/desks/town-hall", token: t, webhookSecret: whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==}\n  shop-desk: {system: sandbox-desk, url: "http://127.0.0.1:1/desks/shop", token: t, webhookSecret: whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==}\n  it-desk: {system: sandbox-desk, url: "http://127.0.0.1:1/desks/it", token: t, webhookSecret: whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==}\n';

/** A healthy installation in scratch: packages and build are there, nothing runs. */
async function healthy() {
  const folder = scratchFolder();
  const paths = {
    root: join(folder, 'recado'),
    home: join(folder, 'home'),
    agents: join(folder, 'agents'),
    bin: join(folder, 'bin'),
  };
  for (const path of Object.values(paths)) mkdirSync(path);
  writeFileSync(join(paths.root, 'package.json'), readFileSync(join(root, 'package.json')));
  symlinkSync(join(root, 'node_modules'), join(paths.root, 'node_modules'));
  const built = [
    'dist/src/worker/worker-main.js',
    'dist/src/worker/gateway-main.js',
    'dist/src/worker/store-main.js',
    'dist/src/worker/sandbox-main.js',
    'dist/workflow-bundle.js',
    'dist/console/index.html',
  ];
  for (const path of built) {
    mkdirSync(join(paths.root, path, '..'), { recursive: true });
    writeFileSync(join(paths.root, path), '');
  }
  cpSync(join(root, 'agents/town-hall.es.yaml'), join(paths.agents, 'town-hall.es.yaml'));
  writeFileSync(join(folder, 'recado.yaml'), connections);
  program(paths.bin, 'temporal', 'echo "temporal version 1.9.0 (Server 1.32.0, UI 2.50.1)"');
  const ports = await freePorts(4);
  const env: NodeJS.ProcessEnv = {
    PATH: `${paths.bin}:/usr/bin:/bin`,
    RECADO_HOME: paths.home,
    RECADO_CACHE: join(folder, 'cache'),
    RECADO_CONFIG: join(folder, 'recado.yaml'),
    RECADO_AGENTS: paths.agents,
    RECADO_PORT: `${ports[0]}`,
    RECADO_SANDBOX_PORT: `${ports[1]}`,
    RECADO_TEMPORAL_PORT: `${ports[2]}`,
    RECADO_TEMPORAL_UI_PORT: `${ports[3]}`,
  };
  return { folder, ...paths, ports, env, patient: { root: paths.root, env } };
}

function program(folder: string, name: string, body: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, name), 0o755);
}

async function listen(port = 0): Promise<number> {
  const server = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function freePorts(count: number): Promise<number[]> {
  const ports = await Promise.all(Array.from({ length: count }, () => listen()));
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** The faults and warnings of an examination. */
async function ills(patient: Partial<Patient>): Promise<Check[]> {
  return (await examine(patient)).filter(({ state }) => state !== 'ok');
}

test('a healthy installation has no fault, and each line says what was found', async () => {
  const { patient } = await healthy();
  const output = capture();
  expect(await doctor(createOutput(true, output), patient)).toBe(0);
  const { checks } = output.json() as { checks: Check[] };
  expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'node',
      'packages',
      'build',
      'data folder',
      'clock',
      'browser',
      'configuration',
      'assistants',
      'secrets',
      'model',
      'API key',
      'temporal',
      'store',
      'gateway',
    ]),
  );
  expect(output.err()).toContain('Nothing is wrong.');
});

test('a fault ends with 1, and is printed with the line that mends it', async () => {
  const { patient } = await healthy();
  const output = capture();
  expect(await doctor(createOutput(false, output), { ...patient, nodeVersion: '18.19.1' })).toBe(1);
  expect(output.out()).toMatch(/FAULT {2}node .*18\.19\.1.*\n.*→ Install Node 20/);
  expect(output.out()).toContain('1 fault.');
});

type Sick = Awaited<ReturnType<typeof healthy>>;
const planted: [string, (sick: Sick) => Promise<Partial<Patient>> | Partial<Patient>, Partial<Check>][] = [
  ['an old Node', ({ patient }) => ({ ...patient, nodeVersion: '20.9.0' }), { name: 'node', state: 'fault' }],
  [
    'a package that is not installed',
    ({ root: folder, patient }) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      writeFileSync(
        join(folder, 'package.json'),
        JSON.stringify({ ...manifest, dependencies: { 'no-such-package': '1.0.0' } }),
      );
      return patient;
    },
    { name: 'packages', state: 'fault', detail: 'no-such-package is missing', fix: 'Run npm ci.' },
  ],
  [
    'a package of another version',
    ({ root: folder, patient }) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      writeFileSync(
        join(folder, 'package.json'),
        JSON.stringify({ ...manifest, dependencies: { zod: '3.0.0' } }),
      );
      return patient;
    },
    { name: 'packages', state: 'fault', detail: expect.stringContaining('instead of 3.0.0') },
  ],
  [
    'a build that is not there',
    ({ root: folder, patient }) => {
      rmSync(join(folder, 'dist/workflow-bundle.js'));
      return patient;
    },
    { name: 'build', state: 'fault', detail: 'dist/workflow-bundle.js not there', fix: 'Run npm run build.' },
  ],
  [
    'sources newer than the build',
    ({ root: folder, patient }) => {
      mkdirSync(join(folder, 'src/deep'), { recursive: true });
      setMtimeAhead(join(folder, 'src/deep/new.ts'));
      return patient;
    },
    { name: 'build', state: 'warn' },
  ],
  [
    'a data folder that is a file',
    ({ home, patient }) => {
      rmSync(home, { recursive: true });
      writeFileSync(home, '');
      return patient;
    },
    { name: 'data folder', state: 'fault' },
  ],
  [
    'a disk that is full',
    ({ patient }) => ({ ...patient, freeMegabytes: () => 20 }),
    { name: 'data folder', state: 'fault', detail: expect.stringContaining('20 MB free') },
  ],
  [
    'a disk that is filling up',
    ({ patient }) => ({ ...patient, freeMegabytes: () => 500 }),
    { name: 'data folder', state: 'warn' },
  ],
  [
    'a port that another program has',
    async ({ ports, patient }) => {
      await listen(ports[1]);
      return patient;
    },
    {
      state: 'fault',
      detail: expect.stringContaining('sandbox help desk'),
      fix: expect.stringContaining('RECADO_SANDBOX_PORT'),
    },
  ],
  [
    'two ports that are one',
    ({ patient, env }) => ({ ...patient, env: { ...env, RECADO_SANDBOX_PORT: env['RECADO_PORT'] } }),
    { name: 'ports', state: 'fault' },
  ],
  ['a clock of 1970', ({ patient }) => ({ ...patient, now: () => 0 }), { name: 'clock', state: 'fault' }],
  [
    'no recado.yaml',
    ({ folder, patient }) => {
      rmSync(join(folder, 'recado.yaml'));
      return patient;
    },
    { name: 'configuration', state: 'fault', fix: expect.stringContaining('RECADO_CONFIG') },
  ],
  [
    'a broken recado.yaml',
    ({ folder, patient }) => {
      writeFileSync(join(folder, 'recado.yaml'), 'connections: [');
      return patient;
    },
    { name: 'configuration', state: 'fault' },
  ],
  [
    'a host that others can reach, without a key',
    ({ patient, env }) => ({ ...patient, env: { ...env, RECADO_HOST: '0.0.0.0' } }),
    { name: 'configuration', state: 'fault', fix: expect.stringContaining('RECADO_API_KEY') },
  ],
  [
    'a system nobody has a connector for',
    ({ folder, patient }) => {
      writeFileSync(join(folder, 'recado.yaml'), `${connections}  crm: {system: zendesc}\n`);
      return patient;
    },
    { name: 'connection crm', state: 'fault', detail: expect.stringContaining('zendesc') },
  ],
  [
    'a connection that lacks a setting',
    ({ folder, patient }) => {
      writeFileSync(join(folder, 'recado.yaml'), `${connections}  other: {system: sandbox-desk}\n`);
      return patient;
    },
    { name: 'connection other', state: 'fault' },
  ],
  [
    'an assistant with a mistake',
    ({ agents, patient }) => {
      writeFileSync(join(agents, 'broken.yaml'), 'id: broken\n');
      return patient;
    },
    { name: 'assistants', state: 'fault', detail: expect.stringContaining('broken.yaml') },
  ],
  [
    'no assistants at all',
    ({ patient, env, folder }) => ({ ...patient, env: { ...env, RECADO_AGENTS: join(folder, 'nowhere') } }),
    { name: 'assistants', state: 'fault', fix: expect.stringContaining('RECADO_AGENTS') },
  ],
  [
    'secrets that others can read',
    ({ home, patient }) => {
      writeFileSync(secretsPath(home), 'RECADO_SECRET=x\n');
      chmodSync(secretsPath(home), 0o644);
      return patient;
    },
    { name: 'secrets', state: 'fault', fix: expect.stringContaining('chmod 600') },
  ],
  [
    'mangled secrets',
    ({ home, patient }) => {
      writeFileSync(secretsPath(home), 'x\n', { mode: 0o600 });
      return patient;
    },
    { name: 'secrets', state: 'fault', detail: expect.stringContaining('line 1') },
  ],
  [
    'a model address that is none',
    ({ patient, env }) => ({ ...patient, env: { ...env, OPENAI_BASE_URL: 'my model' } }),
    { name: 'model', state: 'fault', fix: expect.stringContaining('https://') },
  ],
  [
    'a short API key',
    ({ patient, env }) => ({ ...patient, env: { ...env, RECADO_API_KEY: 'abc' } }),
    { name: 'API key', state: 'warn' },
  ],
  [
    'no Temporal server at hand',
    ({ bin, patient }) => {
      rmSync(join(bin, 'temporal'));
      return patient;
    },
    { name: 'temporal', state: 'warn', detail: expect.stringContaining('first start') },
  ],
  [
    'a Temporal server elsewhere that does not answer',
    async ({ patient, env }) => {
      const [port] = await freePorts(1);
      return { ...patient, env: { ...env, TEMPORAL_ADDRESS: `127.0.0.1:${port}` } };
    },
    { name: 'temporal', state: 'fault', fix: expect.stringContaining('TEMPORAL_ADDRESS') },
  ],
  [
    'a database address that is none',
    ({ patient, env }) => ({ ...patient, env: { ...env, DATABASE_URL: 'mysql://x' } }),
    { name: 'store', state: 'fault', fix: expect.stringContaining('postgresql://') },
  ],
  [
    'a database that does not answer',
    async ({ patient, env }) => {
      const [port] = await freePorts(1);
      return { ...patient, env: { ...env, DATABASE_URL: `postgresql://u@127.0.0.1:${port}/d` } };
    },
    { name: 'store', state: 'fault', fix: expect.stringContaining('DATABASE_URL') },
  ],
  [
    'a database port that says nothing',
    async ({ patient, env }) => ({
      ...patient,
      env: { ...env, DATABASE_URL: `postgresql://u@127.0.0.1:${await listen()}/d` },
    }),
    { name: 'store', state: 'fault' },
  ],
  [
    'a Recado that runs without its worker',
    ({ home, patient }) => {
      mkdirSync(join(home, 'run'), { recursive: true });
      writePids(home, {}, true);
      return patient;
    },
    { name: 'processes', state: 'fault', detail: 'Recado runs without worker, gateway, sandbox' },
  ],
  [
    'a Recado that is starting',
    ({ home, patient }) => {
      mkdirSync(join(home, 'run'), { recursive: true });
      writePids(home, {}, false);
      return patient;
    },
    { name: 'gateway', state: 'warn', detail: 'Recado is still starting' },
  ],
];

function setMtimeAhead(path: string): void {
  writeFileSync(path, '');
  // Written after the build, whatever the clock's grain.
  utimesSync(path, new Date(), new Date(Date.now() + 60_000));
}

test.each(planted)('%s is found, and one line mends it', async (_, plant, expected) => {
  const sick = await healthy();
  const found = await ills(await plant(sick));
  expect(found).toEqual([expect.objectContaining({ fix: expect.stringMatching(/\S.*\.$/), ...expected })]);
  expect(found[0]?.fix).not.toContain('\n');
});

test('ports that our own processes hold are well', async () => {
  const { home, ports, patient } = await healthy();
  const code = `const s = require('net').createServer().listen(${ports[1]}, '127.0.0.1', () => console.log('up'))`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  mkdirSync(join(home, 'run'), { recursive: true });
  writePids(home, { sandbox: child.pid ?? 0 }, false);
  const checks = await examine(patient);
  expect(checks.find(({ name }) => name === `port ${ports[1]}`)).toMatchObject({
    state: 'ok',
    detail: expect.stringContaining(`process ${child.pid}`),
  });
});

test('several faults are all named at once', async () => {
  const { patient, env } = await healthy();
  const found = await ills({
    ...patient,
    nodeVersion: '18.0.0',
    now: () => 0,
    env: { ...env, OPENAI_BASE_URL: 'x', DATABASE_URL: 'y' },
  });
  expect(found.map(({ name }) => name)).toEqual(['node', 'clock', 'model', 'store']);
});

const telephone = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'a-simulated-auth-token-0000000000',
  RECADO_PUBLIC_URL: 'http://127.0.0.1:1',
};

test('a telephone that cannot work is found: its address, its number, and nobody who hears', async () => {
  const { patient, env, agents } = await healthy();
  const file = join(agents, 'town-hall.es.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nphone: {ifDropped: call-back}\n`);
  expect(await ills({ ...patient, env: { ...env, ...telephone } })).toMatchObject([
    { name: 'number', state: 'warn', fix: expect.stringContaining('TWILIO_FROM') },
    { name: 'public address', state: 'warn', detail: expect.stringContaining('only the simulator') },
    { name: 'hearing', state: 'warn', detail: expect.stringContaining('town-hall') },
  ]);
});

test('a public address that nobody answers is found', async () => {
  const { patient, env } = await healthy();
  const found = await ills({
    ...patient,
    env: {
      ...{ ...env, ...telephone, RECADO_PUBLIC_URL: 'https://nowhere.invalid' },
      ...{ TWILIO_FROM: '+34910000000', DEEPGRAM_API_KEY: 'stand-in' },
    },
  });
  expect(found).toMatchObject([
    { name: 'public address', detail: expect.stringContaining('does not answer') },
  ]);
});

test.each([
  ['that is not there', undefined, 'cannot be reached'],
  ['that turns us away', { GREETING: '554 no mail here' }, 'answers 554'],
  ['that takes our mail', {}, undefined],
] as const)('a mail server %s is told', async (_, script, detail) => {
  const { patient, env } = await healthy();
  const server = await openSmtpServer(script);
  if (script === undefined) await server.close();
  const RECADO_SMTP_URL = `smtp://127.0.0.1:${server.port}`;
  const mail = { RECADO_SMTP_URL, RECADO_MAIL_FROM: 'avisos@example.org' };
  const found = await ills({ ...patient, env: { ...env, ...mail } });
  if (script !== undefined) await server.close();
  expect(found).toMatchObject(
    detail === undefined ? [] : [{ name: 'e-mail', state: 'warn', detail: expect.stringContaining(detail) }],
  );
  expect(server.letters).toEqual([]);
});

const greenMail = greenMailIsMissing();
(greenMail ? test.skip : test)(
  'a mailbox of answers is told: read, locked, or not there',
  async () => {
    const { patient, env } = await healthy();
    const server = await startGreenMail(['avisos:office@villanueva.example']);
    const found = async (imap: string): Promise<Check[]> => {
      const mail = {
        RECADO_SMTP_URL: `smtp://127.0.0.1:${server.smtpPort}`,
        RECADO_MAIL_FROM: 'avisos@example.org',
      };
      return await ills({ ...patient, env: { ...env, ...mail, RECADO_IMAP_URL: imap } });
    };
    try {
      expect(await found(`imap://avisos:office@127.0.0.1:${server.imapPort}`)).toEqual([]);
      const locked = await found(`imap://avisos:secret-word@127.0.0.1:${server.imapPort}`);
      expect(locked).toMatchObject([
        { name: 'answers by e-mail', state: 'warn', detail: expect.stringMatching(/password/) },
      ]);
      expect(JSON.stringify(locked)).not.toContain('secret-word');
      expect(await found('imap://avisos:office@127.0.0.1:1')).toMatchObject([
        { name: 'answers by e-mail', state: 'warn', detail: expect.stringMatching(/ECONNREFUSED/) },
      ]);
    } finally {
      await server.stop();
    }
  },
  120_000,
);

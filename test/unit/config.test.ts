import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config';
import { UsageError } from '../../src/errors';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'recado-config-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The environment of a process whose `recado.yaml` holds that text. */
function withFile(text: string, more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const path = join(folder, 'recado.yaml');
  writeFileSync(path, text);
  return { RECADO_CONFIG: path, ...more };
}

/** What a person is told when the configuration is wrong. */
function refusalOf(env: NodeJS.ProcessEnv): UsageError {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const good =
  'connections:\n  desk: { system: sandbox-desk, url: "${DESK_URL:-http://127.0.0.1:1}", token: "${DESK_TOKEN}" }\n';

test('secrets come from the environment, and what is not set may have another value', () => {
  const { connections } = loadConfig(withFile(good, { DESK_TOKEN: 'abc' }));
  expect(connections.desk).toEqual({ system: 'sandbox-desk', url: 'http://127.0.0.1:1', token: 'abc' });
});

test('a secret with YAML in it stays a text', () => {
  const { connections } = loadConfig(withFile(good, { DESK_TOKEN: '"}\nother: {system: x' }));
  expect(Object.keys(connections)).toEqual(['desk']);
  expect(connections.desk?.token).toBe('"}\nother: {system: x');
});

test('a name in a comment asks for nothing', () => {
  expect(() => loadConfig(withFile(`# \${NOBODY_SET_THIS}\n${good}`, { DESK_TOKEN: 'abc' }))).not.toThrow();
});

test.each([
  ['a secret that is not set', good, {}, /needs DESK_TOKEN/],
  ['broken YAML', 'connections: [', {}, /line 1/],
  ['an unknown key', 'connections: {}\ncolours: red\n', {}, /colours/],
  ['a connection without a system', 'connections: { desk: { url: x } }\n', {}, /desk\.system/],
  ['a name with capitals', 'connections: { Desk: { system: x } }\n', {}, /Desk/],
  ['a port that is none', 'connections: {}\n', { RECADO_PORT: '99999' }, /RECADO_PORT/],
  ['a log level that is none', 'connections: {}\n', { LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
  [
    'listening for everybody without a key',
    'connections: {}\n',
    { RECADO_HOST: '0.0.0.0' },
    /RECADO_API_KEY/,
  ],
])('%s is refused with what to do', (_, text, more, message) => {
  const refused = refusalOf(withFile(text, more));
  expect(refused.message).toMatch(message);
  expect(refused.fix).toMatch(/\w{3,}/);
});

test('a file that is not there is named', () => {
  expect(refusalOf({ RECADO_CONFIG: join(folder, 'nowhere.yaml') }).message).toContain('nowhere.yaml');
});

test('others may be let in where a key is set', () => {
  const config = loadConfig(
    withFile('connections: {}\n', { RECADO_HOST: '0.0.0.0', RECADO_API_KEY: 'long' }),
  );
  expect(config).toMatchObject({ host: '0.0.0.0', apiKey: 'long' });
});

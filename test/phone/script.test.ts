import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { addPhone } from '../../src/cli/phone';
import type { Act } from '../../src/cli/command';
import { reportError } from '../../src/cli/exit';
import { createOutput } from '../../src/cli/output';
import { readPhoneScript } from '../../src/phone/script-file';
import { UsageError } from '../../src/errors';
import { Words } from '../../src/phone/words';
import { authToken, openSmallGateway } from './small-gateway';

const folder = mkdtempSync(join(tmpdir(), 'recado-phone-'));
const written = (text: string): string => {
  const file = join(folder, 'script.yaml');
  writeFileSync(file, text);
  return file;
};
const faultOf = (text: string): { message: string; fix: string } => {
  try {
    readPhoneScript(written(text));
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message, fix: error.fix };
    throw error;
  }
  throw new Error('it was read');
};

test('every example is a script', () => {
  const examples = join(__dirname, '../../examples/phone');
  const files = readdirSync(examples).filter((name) => name.endsWith('.yaml'));
  expect(files.length).toBeGreaterThanOrEqual(3);
  const languages = files.map((name) => readPhoneScript(join(examples, name)).language);
  expect(new Set(languages)).toEqual(new Set(['es', 'pt-BR', 'en']));
});

test('what a script may not hold is named with line and way out', () => {
  const head = 'from: "+34600000001"\nassistant: town-hall\n';
  expect(faultOf(`${head}stepps: []\n`)).toEqual({
    message: expect.stringContaining('stepps') as string,
    fix: expect.stringContaining('Known keys'.toLowerCase()) as string,
  });
  expect(faultOf(`${head}steps:\n  - say: Hola\n    hear: adiós\n`).message).toMatch(
    /line 4: steps\[0\]: A step does one thing: hear, say/,
  );
  expect(faultOf(`${head}steps:\n  - shout: Hola\n`).message).toMatch(/line 4.*shout/);
  expect(faultOf(`${head}steps:\n  - hear: /(/\n`).message).toMatch(
    /steps\[0\]\.hear: is no valid regular expression/,
  );
  expect(faultOf(`${head}steps:\n  - press: 12a\n`).message).toMatch(/holds 0-9/);
  expect(faultOf('assistant: town-hall\nfrom: 34600000001\n').message).toMatch(/line 2: from/);
  expect(faultOf('a: [').fix).toMatch(/Correct that line/);
  expect(() => readPhoneScript(join(folder, 'none.yaml'))).toThrow(/cannot be read \(ENOENT\)/);
});

/** The command as main.ts runs it. */
async function phone(
  words: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; out: string; err: string }> {
  const seen = { out: '', err: '', code: -1 };
  const streams = {
    stdout: { write: (text: string) => void (seen.out += text) },
    stderr: { write: (text: string) => void (seen.err += text) },
  };
  const recado = new Command('recado')
    .option('--json')
    .exitOverride()
    .configureOutput({ writeErr: streams.stderr.write });
  const run = (act: Act) =>
    async function action(this: Command): Promise<void> {
      const output = createOutput(this.optsWithGlobals<{ json?: boolean }>().json ?? false, streams);
      seen.code = await act(output, ...this.args).catch((error: unknown) => reportError(error, output));
    };
  addPhone(recado, run);
  const before = { ...process.env };
  Object.assign(process.env, env);
  await recado.parseAsync(['phone', ...words], { from: 'user' });
  process.env = before;
  return seen;
}

test('the command plays a script against a gateway, prints what was said, and answers 0 only where all held', async () => {
  const gateway = await openSmallGateway({
    words: new Words(),
    answer: () => '<Say>Buenos días.</Say><Pause length="1"/><Hangup/>',
  });
  const env = { TWILIO_AUTH_TOKEN: authToken };
  const script = (wanted: string): string =>
    written(
      `from: "+34600000001"\nassistant: town-hall\ngateway: ${gateway.url}\nsteps:\n  - hear: ${wanted}\n    withinMs: 3000\n`,
    );
  const good = await phone([script('buenos días')], env);
  expect(good.err).toContain('simulated REST API');
  expect(good.out).toMatch(/Buenos días\.\n/);
  expect(good.out).toContain('Longest silence');
  expect(good.code).toBe(0);

  const bad = await phone([script('buenas noches'), '--calls', '2', '--at-once', '2', '--json'], env);
  const results = bad.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { ok: boolean; from: string });
  expect(results.map(({ ok }) => ok)).toEqual([false, false]);
  expect(results.map(({ from }) => from).toSorted()).toEqual(['+34600000001', '+34600000002']);
  expect(bad.code).toBe(1);
  await gateway.close();
});

test('without a token, or with options that are none, the command says what to do', async () => {
  const file = written('from: "+34600000001"\nassistant: town-hall\nsteps: []\n');
  const without = await phone([file], { TWILIO_AUTH_TOKEN: '' });
  expect(without.err).toMatch(/TWILIO_AUTH_TOKEN is not set/);
  expect(without.code).toBe(2);
  const odd = await phone([file, '--calls', 'many'], { TWILIO_AUTH_TOKEN: authToken });
  expect(odd.err).toMatch(/--calls/);
  expect(odd.code).toBe(2);
});

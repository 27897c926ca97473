/** The command line: what may be typed, and what each word does. */
import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { type Api, apiTarget, createApi } from './api';
import { call } from './call';
import { readCallScript } from './call-script';
import { command, listCases, showCase } from './cases';
import { dev } from './dev';
import { doctor } from './doctor/doctor';
import { exitCode, reportError } from './exit';
import { requireNode } from './node-floor';
import { createOutput, type Output, type Streams } from './output';
import { projectRoot, readManifest } from './project-root';
import { say } from './say';

/** What a command does with its words; answers the exit code. */
type Act = (output: Output, ...words: string[]) => Promise<number>;
/** Makes a command's action of it. */
type Run = (act: Act) => (this: Command) => Promise<void>;

/** Runs a command line (without `node` and the script); answers the exit code. Never throws. */
export async function runCommandLine(words: string[], streams: Streams = process): Promise<number> {
  let code: number = exitCode.ok;
  const run: Run = (act) =>
    async function action(this: Command): Promise<void> {
      const output = createOutput(this.optsWithGlobals<{ json?: boolean }>().json ?? false, streams);
      code = await act(output, ...this.args).catch((error: unknown) => reportError(error, output));
    };
  const output = createOutput(words.includes('--json'), streams);
  try {
    requireNode();
    await program(run, streams).parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(error, output);
    // Commander has said what is wrong with the words already; asking for help or the version is no error.
    if (error.exitCode === 0) return exitCode.ok;
    output.result({ error: error.message, fix: 'recado --help lists the commands.' });
    return exitCode.usage;
  }
}

const homeOf = (): string => resolve(process.env['RECADO_HOME'] ?? '.recado');

function program(run: Run, { stdout, stderr }: Streams): Command {
  const recado = new Command('recado')
    .description('What callers ask for gets done exactly once, and they are told how it went.')
    .version(readManifest(projectRoot())?.version ?? 'unknown')
    .option('--json', 'print one JSON object as the last line of stdout; progress goes to stderr')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    })
    .showHelpAfterError('(recado --help lists the commands)')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 it failed, 2 bad usage or configuration, 3 the gateway does not answer.',
    );
  addDev(recado, run);
  addTalk(recado, run);
  addCases(recado, run);
  addDoctor(recado, run);
  return recado;
}

function addDev(recado: Command, run: Run): void {
  add(recado, 'dev', 'run everything on this machine until Ctrl-C').action(run((output) => dev(output)));
}

function addDoctor(recado: Command, run: Run): void {
  add(recado, 'doctor', 'look for what is wrong here, and how to mend it').action(
    run((output) => doctor(output)),
  );
}

function addTalk(recado: Command, run: Run): void {
  const calling = add(
    recado,
    'call <script>',
    'play a scripted conversation (YAML) against the running gateway',
  );
  calling
    .option('--assistant <id>', 'assistant instead of the one in the script')
    .option('--from <number>', 'calling number, like +34600000001');
  calling.action(
    run(async (output, file = '') => {
      const script = readCallScript(file);
      const { assistant, from } = calling.opts<{ assistant?: string; from?: string }>();
      return call(
        openApi(),
        { ...script, ...(assistant ? { assistant } : {}), ...(from ? { from } : {}) },
        output,
      );
    }),
  );

  const saying = add(recado, 'say <text>', 'say one thing, in the last call or a new one');
  saying
    .option('--assistant <id>', 'assistant to call')
    .option('--call <id>', 'call to speak in')
    .option('--from <number>', 'calling number, like +34600000001')
    .option('--new', 'begin another call');
  saying.action(
    run(async (output, text = '') => {
      const { new: fresh, ...options } = saying.opts<{
        assistant?: string;
        call?: string;
        from?: string;
        new?: boolean;
      }>();
      const wish = { text, home: homeOf(), ...options, ...(fresh ? { fresh } : {}) };
      return say(openApi(), wish, output);
    }),
  );
}

function addCases(recado: Command, run: Run): void {
  const cases = add(recado, 'cases [code]', 'list what callers asked for, or show one case');
  cases
    .option('--open', 'only those that are not settled')
    .option('--limit <n>', 'at most that many', toCount, 20);
  cases.action(
    run(async (output, code) => {
      const api = openApi();
      if (code !== undefined) return showCase(api, code, output);
      const { open = false, limit } = cases.opts<{ open?: boolean; limit: number }>();
      return listCases(api, { open, limit }, output);
    }),
  );

  const retry = add(recado, 'retry <code>', 'try a delivery again at once').option(
    '--by <name>',
    'who you are',
    'shell',
  );
  retry.action(
    run(async (output, code = '') => {
      const { by } = retry.opts<{ by: string }>();
      return command(openApi(), code, { verb: 'retry', by }, output);
    }),
  );

  const withdraw = add(recado, 'withdraw <code>', 'give a delivery up')
    .option('--by <name>', 'who you are', 'shell')
    .requiredOption('--reason <text>', 'why; the caller is told that it was withdrawn');
  withdraw.action(
    run(async (output, code = '') => {
      const { by, reason } = withdraw.opts<{ by: string; reason: string }>();
      return command(openApi(), code, { verb: 'withdraw', by, reason }, output);
    }),
  );
}

const openApi = (): Api => createApi(apiTarget());

/** A command that takes `--json` after its name too. */
const add = (recado: Command, name: string, description: string): Command =>
  recado
    .command(name)
    .description(description)
    .option('--json', 'print one JSON object as the last line of stdout');

function toCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 500) return count;
  throw new InvalidArgumentError('It must be a whole number from 1 to 500.');
}

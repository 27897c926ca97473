/** The command line: what may be typed, and what each word does. */
import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { call } from './call';
import { readCallScript } from './call-script';
import { add, openApi, type Run } from './command';
import { dev } from './dev';
import { planNames } from '../drill/plan';
import { doctor } from './doctor/doctor';
import { drill } from './drill';
import { exitCode, reportError } from './exit';
import { addKey } from './key';
import { requireNode } from './node-floor';
import { addOperatorCommands } from './operator-commands';
import { createOutput, type Streams } from './output';
import { addPhone } from './phone';
import { projectRoot, readManifest } from './project-root';
import { addRing } from './ring';
import { say } from './say';
import { addWebhookCommands } from './webhook-commands';

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
  addPhone(recado, run);
  addRing(recado, run);
  addOperatorCommands(recado, run);
  addKey(recado, run);
  addWebhookCommands(recado, run);
  addDoctor(recado, run);
  addDrill(recado, run);
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

function addDrill(recado: Command, run: Run): void {
  const drilling = add(recado, 'drill', 'break an installation of its own on purpose, and see what is lost')
    .requiredOption('--plan <name>', `${planNames.join(', ')}; several with commas, or all`)
    .option('--class <class>', 'key, reference, none: what the systems offer against doubles (default: all)')
    .option('--calls <n>', 'calls to play')
    .option('--seed <n>', 'makes the same callers, lags and faults again')
    .option('--oracle <folder>', 'reference calls: <domain>.tools.json and <domain>.calls.jsonl')
    .option('--at-once <n>', 'calls at the same time')
    .option('--full', 'the full counts; hours rather than minutes')
    .option('--keep', 'keep the installation’s folder with its logs')
    .option('--report <path>', 'where <path>.md and <path>.json are written');
  drilling.action(
    run(async (output) => {
      const { json: _, ...words } = drilling.opts<Record<string, unknown>>();
      return await drill(words, output);
    }),
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

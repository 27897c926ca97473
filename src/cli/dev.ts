/** `recado dev`: everything on one machine, from one command, ended by one Ctrl-C. */
import { join, resolve } from 'node:path';
import { type Assistants, loadAssistants } from '../agent/assistants';
import { loadConfig, type Config } from '../config';
import { childrenOf } from './children';
import { requireHome } from './disk';
import type { Language } from '../domain/language';
import { isLoopback } from '../gateway/guard';
import { urlOf } from './api';
import { spanWords, withElapsed } from './elapsed';
import { firstOf } from './first-assistant';
import { exitCode, NotReachable } from './exit';
import type { Output } from './output';
import { requirePorts, portsOf } from './ports';
import { endOrphans, takeHome, writePids } from './run-record';
import { ensureSecrets } from './secrets';
import { awaitEnd, type EndWish } from './signals';
import { supervise } from './supervisor';
import { awaitTemporal } from './temporal-reach';
import { ensureTemporal, type TemporalFound } from './temporal-server';

const externalTimeoutMs = 10_000;
const waitingLineEveryMs = 15_000;

/** Runs until it is told to end; answers the exit code. Throws `UsageError` where it cannot start. */
export async function dev(output: Output, env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const home = resolve(env['RECADO_HOME'] ?? '.recado');
  requireHome(home);
  const giveBack = takeHome(home);
  const end = awaitEnd();
  try {
    for (const orphan of await endOrphans(home))
      output.progress(`Ended ${orphan}, left behind by an earlier run.`);
    writePids(home, {}, false);
    const full = { ...ensureSecrets(home), ...sandboxAddress(env), ...env };
    const config = loadConfig(full);
    const assistants = loadAssistants(config.agents, new Set(Object.keys(config.connections)));
    await requirePorts(portsOf(config));
    const onProgress = (line: string): void => output.progress(line);
    const temporal = await ensureTemporal({ onProgress, env, signal: end.signal });
    if (temporal.kind === 'external') await requireExternal(config, output);
    return await runAll(config, temporal, { output, env: full, end, assistants });
  } catch (error) {
    if (end.signal.aborted) return exitCode.ok;
    throw error;
  } finally {
    end.forget();
    giveBack();
  }
}

/** recado.yaml asks for the sandbox's address; it listens where its port variable says. */
const sandboxAddress = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  env['RECADO_SANDBOX_PORT']
    ? { RECADO_SANDBOX_URL: urlOf('127.0.0.1', Number(env['RECADO_SANDBOX_PORT'])) }
    : {};

/** A server of somebody else's: it must answer, and it should know our search attributes. */
async function requireExternal(config: Config, output: Output): Promise<void> {
  const { address, namespace } = config.temporal;
  output.progress(`Using the Temporal server at ${address}, namespace ${namespace}.`);
  try {
    await awaitTemporal({ address, namespace, timeoutMs: externalTimeoutMs });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NotReachable(
      `The Temporal server at ${address} (namespace ${namespace}) cannot be used: ${why}`,
      'Start it and check TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE (recado doctor looks closer), or unset both for a server of our own.',
    );
  }
}

interface Surroundings {
  output: Output;
  env: NodeJS.ProcessEnv;
  end: EndWish;
  assistants: Assistants;
}

async function runAll(config: Config, temporal: TemporalFound, around: Surroundings): Promise<number> {
  const { output, env, end } = around;
  let ready = false;
  const logs = join(config.home, 'logs');
  const supervisor = supervise(childrenOf(config, temporal, env), {
    logs,
    onLine: (line) => output.progress(line),
    onPids: (pids) => writePids(config.home, pids, ready),
  });
  // Whatever ends this process takes the rest along; Node's children would go by themselves, Temporal would not.
  const killAll = (): void => supervisor.kill();
  process.once('exit', killAll);
  const comeUp = async (): Promise<void> => {
    const say = (elapsed: string): void =>
      output.progress(`Still waiting for ${supervisor.waitingFor().join(', ')} … ${elapsed}. Logs: ${logs}`);
    await withElapsed(waitingLineEveryMs, say, () => Promise.race([supervisor.ready, end.first]));
    if (end.signal.aborted) return;
    ready = true;
    writePids(config.home, supervisor.pids(), ready);
    tellReady(config, supervisor.pids(), around);
  };
  try {
    await comeUp();
    await end.first;
  } finally {
    const forced = end.second.then(() => supervisor.kill());
    await Promise.race([supervisor.stop(), forced]);
    process.removeListener('exit', killAll);
  }
  output.progress('Recado has ended; what was accepted goes on at the next start.');
  return exitCode.ok;
}

const hellos: Record<Language, string> = {
  es: 'Buenos días, quería avisar de una farola apagada',
  'pt-BR': 'Bom dia, queria saber do meu pedido',
  en: 'Hello, my laptop does not start',
};

function tellReady(config: Config, pids: Record<string, number>, { output, assistants }: Surroundings): void {
  const readyMs = Math.round(performance.now());
  const consoleUrl = urlOf(config.host, config.port);
  const temporalUiUrl = config.temporal.uiUrl;
  const all = assistants.list();
  const first = firstOf(all.map(({ id }) => id));
  const hello = hellos[all.find(({ id }) => id === first)?.language ?? 'en'];
  output.print(`Recado is ready (${spanWords(readyMs)}).`);
  output.print(`  Console      ${consoleUrl}   the dev phone, cases, the outage switch`);
  output.print(`  Temporal UI  ${temporalUiUrl}   each call and delivery as a workflow`);
  output.print('Try this in another terminal:');
  output.print(`  npx recado say "${hello}"`);
  if (first === 'town-hall') output.print('  npx recado call agents/calls/street-lamp.es.yaml');
  output.print('  npx recado doctor');
  if (config.apiKey && !isLoopback(config.host)) {
    output.print(`It listens on ${config.host}, which others can reach; requests need the RECADO_API_KEY.`);
  }
  output.print(`Ctrl-C ends everything; your data stays in ${config.home}.`);
  output.result({ consoleUrl, temporalUiUrl, readyMs, pids: { recado: process.pid, ...pids } });
}

/** `recado doctor`: what is wrong here, and the one line that mends it. */
import { resolve } from 'node:path';
import { type Config, loadConfig } from '../../config';
import { UsageError } from '../../errors';
import { apiTarget } from '../api';
import { freeMegabytes } from '../disk';
import { exitCode } from '../exit';
import type { Output } from '../output';
import { projectRoot } from '../project-root';
import { readSecrets } from '../secrets';
import { type Check, fault, type Patient, wordsOf } from './check';
import { checkGateway } from './gateway';
import { checkInstallation } from './installation';
import { checkMachine } from './machine';
import { checkMail } from './mail';
import { checkSettings } from './settings';
import { checkStore } from './store';
import { checkTelephone } from './telephone';
import { checkTemporal } from './temporal';

/** Prints every check and answers 1 where there is a fault. */
export async function doctor(output: Output, planted: Partial<Patient> = {}): Promise<number> {
  const checks = await examine(planted);
  for (const { state, name, detail, fix } of checks) {
    output.print(`${marks[state]}  ${name.padEnd(20)}  ${detail}`);
    if (fix && state !== 'ok') output.print(`       ${' '.repeat(20)}→ ${fix}`);
  }
  const faults = checks.filter(({ state }) => state === 'fault').length;
  output.print(faults === 0 ? 'Nothing is wrong.' : `${faults} ${faults === 1 ? 'fault' : 'faults'}.`);
  output.result({ checks });
  return faults === 0 ? exitCode.ok : exitCode.failed;
}

const marks = { ok: 'ok   ', warn: 'warn ', fault: 'FAULT' };

/** All checks, in the order a person would look. */
export async function examine(planted: Partial<Patient> = {}): Promise<Check[]> {
  const env = planted.env ?? process.env;
  const home = resolve(env['RECADO_HOME'] ?? '.recado');
  const { config, broken } = configOf(home, env);
  const patient: Patient = {
    env,
    home,
    root: projectRoot(),
    config,
    nodeVersion: process.versions.node,
    now: Date.now,
    freeMegabytes,
    ...planted,
  };
  const looks: [string, () => Check[] | Promise<Check[]>][] = [
    ['installation', () => checkInstallation(patient)],
    ['machine', () => checkMachine(patient)],
    ['configuration', () => checkSettings(patient, broken)],
    ['telephone', () => checkTelephone(patient)],
    ['e-mail', () => checkMail(patient)],
    ['temporal', () => checkTemporal(patient)],
    ['store', () => checkStore(patient)],
    ['gateway', () => (config ? checkGateway(patient, apiTarget(env)) : [])],
  ];
  const groups = await Promise.all(
    looks.map(async ([name, look]) => {
      try {
        return await look();
      } catch (error) {
        return [
          fault(
            name,
            `this could not be looked at: ${wordsOf(error)}`,
            'Report this; it is a fault in doctor.',
          ),
        ];
      }
    }),
  );
  return groups.flat();
}

function configOf(home: string, env: NodeJS.ProcessEnv): { config: Config | undefined; broken?: UsageError } {
  try {
    return { config: loadConfig({ ...secretsOf(home), ...env }) };
  } catch (error) {
    const broken =
      error instanceof UsageError ? error : new UsageError(wordsOf(error), 'Correct recado.yaml.');
    return { config: undefined, broken };
  }
}

/** Mangled secrets have a check of their own, and should not hide what else is wrong. */
function secretsOf(home: string): Record<string, string> {
  try {
    return readSecrets(home);
  } catch {
    return {};
  }
}

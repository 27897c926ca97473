/** Which server would be used, whether it answers, and whether it knows our search attributes. */
import { searchAttributes } from '../temporal-attributes';
import { readPinned } from '../temporal-cache';
import { inspectTemporal } from '../temporal-reach';
import { runningProcesses } from '../run-record';
import { findOnPath } from '../../search-path';
import { findTemporal } from '../temporal-server';
import { type Check, fault, ok, type Patient, warn, wordsOf } from './check';

/** Looks at the server that runs, or at the one that would be started. */
export async function checkTemporal(patient: Patient): Promise<Check[]> {
  const { config, home, env } = patient;
  if (!config) return [];
  const runs = 'temporal' in runningProcesses(home);
  if (config.temporal.external || runs) {
    const way = config.temporal.external ? 'TEMPORAL_ADDRESS' : 'ours';
    return [await checkReached(config.temporal, way)];
  }
  const found = await findTemporal({ env });
  if (found?.kind === 'binary')
    return [ok('temporal', `not running; would be started from ${found.path} (${found.way})`)];
  const go = findOnPath(['go'], env);
  return [
    warn(
      'temporal',
      `no server here yet; the first start tries to download one${go ? `, then builds it with ${go} (some minutes, once)` : ''}`,
      `For a quicker first start install Temporal's command line tool${go ? '' : `, or Go ${readPinned().go} to build it`}.`,
    ),
  ];
}

async function checkReached(target: { address: string; namespace: string }, way: string): Promise<Check> {
  const { address, namespace } = target;
  try {
    const seen = await inspectTemporal({ address, namespace, timeoutMs: 3000 });
    if (!seen.namespace) {
      return fault(
        'temporal',
        `${address} answers, but has no namespace ${namespace}`,
        `Run temporal operator namespace create --address ${address} --namespace ${namespace}, or correct TEMPORAL_NAMESPACE.`,
      );
    }
    if (seen.missing.length > 0) {
      return fault(
        'temporal',
        `${address} lacks the search attributes ${seen.missing.join(', ')}, or has them with another type`,
        `Run temporal operator search-attribute create --address ${address} --namespace ${namespace} ${flagsFor(seen.missing)}.`,
      );
    }
    return ok(
      'temporal',
      `${address} (${way}) answers; namespace ${namespace} and search attributes are there`,
    );
  } catch (error) {
    const fix =
      way === 'ours'
        ? 'Look into logs/temporal.log in the data folder; start Recado again.'
        : 'Start that server, correct TEMPORAL_ADDRESS (host:port), or unset it for a server of our own.';
    return fault('temporal', `${address} (${way}) does not answer: ${wordsOf(error)}`, fix);
  }
}

const flagsFor = (names: string[]): string =>
  Object.entries(searchAttributes)
    .filter(([name]) => names.includes(name))
    .map(([name, type]) => `--name ${name} --type ${type}`)
    .join(' ');

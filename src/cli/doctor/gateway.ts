import { status } from '../../gateway/shapes';
import { type ApiTarget, createApi } from '../api';
import { NotReachable } from '../exit';
import { runningProcesses, runState } from '../run-record';
import { type Check, fault, ok, type Patient, warn, wordsOf } from './check';

/** Asks the gateway how it sees the rest, where one runs from this data folder. */
export async function checkGateway({ home }: Patient, target: ApiTarget): Promise<Check[]> {
  const running = runningProcesses(home);
  if (runState(home) === 'off') return [ok('gateway', 'not running; npm start starts it')];
  if (runState(home) === 'starting') {
    return [warn('gateway', 'Recado is still starting', 'Wait some seconds and run doctor again.')];
  }
  const missing = ['worker', 'gateway', 'sandbox'].filter((name) => !(name in running));
  if (missing.length > 0) {
    const fix = `Look into ${missing.map((name) => `logs/${name}.log`).join(', ')} in the data folder.`;
    return [fault('processes', `Recado runs without ${missing.join(', ')}`, fix)];
  }
  try {
    const seen = await createApi(target).get('/api/status', status);
    const down = [
      seen.temporal === 'up' ? '' : 'Temporal',
      seen.database === 'up' ? '' : 'the database',
    ].filter(Boolean);
    if (down.length === 0)
      return [ok('gateway', `${target.url}, version ${seen.version}, model ${seen.model}`)];
    return [
      warn(
        'gateway',
        `${target.url} runs, but does not reach ${down.join(' and ')}`,
        'Look at the checks above.',
      ),
    ];
  } catch (error) {
    const fix =
      error instanceof NotReachable
        ? 'Look into logs/gateway.log in the data folder.'
        : 'Set RECADO_API_KEY as the gateway has it.';
    return [fault('gateway', wordsOf(error), fix)];
  }
}

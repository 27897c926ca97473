/** Where a circuit hears of deliveries and operators. Handlers only record; the circuit's one loop decides. */
import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import { type Circuit, join, leave, lookNow, tried } from '../src/domain/circuit';
import { circuitState, joinLine, leaveLine, probeNow, tryEnded } from './messages';

/** Opens the doors of a circuit. `changed` says that something came in since it was last set to false. */
export function attendLine(circuit: Circuit): { changed: boolean } {
  const door = { changed: false };
  const after = (work: () => void): void => {
    work();
    door.changed = true;
  };
  setHandler(joinLine, (waiting) => after(() => join(circuit, waiting)));
  setHandler(leaveLine, ({ code }) => after(() => leave(circuit, code)));
  setHandler(tryEnded, (result) => after(() => tried(circuit, result, Date.now(), Math.random())));
  const onProbe = (_wish: { by: string }): string => {
    after(() => lookNow(circuit, Date.now()));
    return `It is looked at now; ${circuit.line.length} wait.`;
  };
  setHandler(probeNow, onProbe, {
    validator: (_wish) => {
      if (circuit.state === 'open') return;
      throw ApplicationFailure.nonRetryable(
        'It is being tried already; nothing is to be hurried.',
        'Objection',
      );
    },
  });
  setHandler(circuitState, () => {
    const { line, granted, nextLookAt, connection, state, since, failures, drained, lastError } = circuit;
    const oldest = line.reduce((least, { since: at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
    return {
      ...{ connection, state, since, failures, drained },
      waiting: line.length,
      underWay: Object.keys(granted).length,
      ...(lastError === undefined ? {} : { lastError }),
      ...(nextLookAt === undefined ? {} : { nextLookAt: new Date(nextLookAt).toISOString() }),
      ...(line.length === 0 ? {} : { oldestSince: new Date(oldest).toISOString() }),
    };
  });
  return door;
}

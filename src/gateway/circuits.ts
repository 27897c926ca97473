/** The circuits of systems as their workflows tell them; one runs only while deliveries wait for its system. */
import { randomUUID } from 'node:crypto';
import { circuitWorkflowId } from '../../workflows/ids';
import { circuitState, probeNow } from '../../workflows/messages';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import { type CircuitView, circuitView } from './shapes';
import { isGone, persist, refusalOf, toRefused } from './temporal';

const lookMs = 2_000;
const probing = { awayMs: 10_000, totalMs: 12_000 };

/** Circuits are those of one installation, known by its task queue. */
type Reached = Pick<GatewayParts, 'temporal' | 'config'>;

/** A system's circuit; undefined when it cannot be asked within two seconds. */
export async function readCircuit(
  { temporal, config: { taskQueue } }: Reached,
  connection: string,
): Promise<CircuitView | undefined> {
  const handle = temporal.workflow.getHandle(circuitWorkflowId(taskQueue, connection));
  try {
    return await temporal.withDeadline(Date.now() + lookMs, async () => {
      const { status, closeTime } = await handle.describe();
      // One that was terminated would still tell how it stood.
      if (status.name !== 'RUNNING') return atRest(connection, closeTime);
      return circuitView.parse(await handle.query(circuitState));
    });
  } catch (error) {
    return isGone(error) ? atRest(connection) : undefined;
  }
}

const atRest = (connection: string, since?: Date): CircuitView => ({
  connection,
  state: 'closed',
  ...(since ? { since: since.toISOString() } : {}),
  ...{ waiting: 0, underWay: 0, failures: 0, drained: 0 },
});

/** Has a system that is away looked at now; answers what will happen. Throws `Refused` with the reason where nothing does. */
export async function probeCircuit(
  { temporal, config: { taskQueue } }: Reached,
  connection: string,
  by: string,
): Promise<string> {
  // One id for all tries, so that a wish whose answer was lost is not carried out twice.
  const options = { updateId: randomUUID(), args: [{ by }] as [{ by: string }] };
  const handle = temporal.workflow.getHandle(circuitWorkflowId(taskQueue, connection));
  try {
    return await persist(temporal, async () => await handle.executeUpdate(probeNow, options), probing);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) throw new Refused(409, refusal.reason, 'Look at its circuit as it stands now.');
    if (!isGone(error)) throw toRefused(error, 'Look at its circuit in a few seconds.');
    throw new Refused(
      409,
      `Nothing waits for ${connection}`,
      'Its circuit is closed: what is asked for next is sent at once.',
    );
  }
}

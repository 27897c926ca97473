import type { Activities } from '.';
import type { Waiting } from '../src/domain/circuit';

/** The circuits of systems that are away, as a worker reaches them. */
export interface Circuits {
  /** Whether deliveries wait in line for this system. False where nobody can say. */
  isWaitedAt(connection: string): Promise<boolean>;
  join(connection: string, waiting: Waiting, atOnce: number): Promise<void>;
}

/** Puts the line before a write: while others wait for a system, nobody passes them. */
export function createCircuits({
  circuits,
  write,
}: {
  circuits: Circuits;
  write: Activities['write'];
}): Pick<Activities, 'write' | 'joinCircuit'> {
  return {
    write: async (order, once) =>
      !once.myTurn && (await circuits.isWaitedAt(order.connection))
        ? { queued: true }
        : await write(order, once),
    joinCircuit: async (connection, waiting, atOnce) => await circuits.join(connection, waiting, atOnce),
  };
}

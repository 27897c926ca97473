/** The attacker of a bench: a process of its own, so that its work is not taken for the simulator's being late. */
import { once } from 'node:events';
import { join } from 'node:path';
import type { FuzzName } from '../../src/phone/fuzz';
import { startProcess } from './process';

/** What an attack came to, over all the times it was tried. */
export interface Attacked {
  name: FuzzName;
  times: number;
  /** Frames. */
  sent: number;
  /** How often the gateway closed the socket. */
  closed: number;
}

/** Attacks one after the other, each on a call of its own, between `begin` and `rest`. */
export interface Attacker {
  begin(): void;
  /** Comes back when the attack under way is over. */
  rest(): Promise<void>;
  outcomes(): Attacked[];
  end(): Promise<void>;
}

/** Starts it, at rest. */
export async function startAttacker(url: string, logs: string): Promise<Attacker> {
  const started = await startProcess({
    name: 'attacker',
    file: join(__dirname, 'attacker-main.js'),
    env: { ...process.env, BENCH_GATEWAY_URL: url },
    log: join(logs, 'attacker.log'),
  });
  let outcomes: Attacked[] = [];
  started.child.on('message', (told: { outcomes?: Attacked[] }) => {
    if (told.outcomes) outcomes = told.outcomes;
  });
  return {
    begin: () => void started.child.send('begin'),
    async rest() {
      started.child.send('rest');
      await once(started.child, 'message');
    },
    outcomes: () => outcomes,
    end: async () => await started.end(),
  };
}

/** The systems behind one door, and the ledger they share. */
import type { Json } from '../../domain/call';
import type { CreationClass } from '../../domain/terms';
import type { LedgerEntry } from '../ledger';
import { randomOf } from '../seeded-random';
import { createDesk } from './desk';
import type { Incoming } from './incoming';
import { type DeskAnswer, refused } from './protocol';
import { createSessions, expired } from './sessions';

/** How the systems behave while nothing is wrong. */
export interface SystemsOptions {
  /** By the connection's name. */
  systems: Record<string, { class: CreationClass }>;
  /** Milliseconds, least and most, for which a new record is hidden from its reference. */
  indexLagMs: readonly [number, number];
  /** Fixes the lag of each system's first record, of its second … */
  seed: number;
  /** What a declared operation or look-up answers; null where it is undefined. */
  answer?: (system: string, tool: string, args: Json) => Json | undefined;
  /** Requests need a session, which lasts so long. Without it the key will do as well. */
  sessionSeconds?: number;
  /** Number of each system's first record; drills that share a Temporal namespace must not share numbers. */
  firstNumber?: number;
}

/** The systems, by request. */
export interface Systems {
  carryOut(request: Incoming): DeskAnswer;
  /** Ends the session that a request came with. */
  endSession(request: Incoming): void;
}

/** Opens systems that hold nothing yet and write what they do into `entries`; `token` is the key of each. */
export function openSystems(options: SystemsOptions, token: string, entries: LedgerEntry[]): Systems {
  const names = Object.entries(options.systems);
  const systems = new Map(
    names.map(([system, { class: creation }], index) => {
      const random = randomOf(options.seed + index);
      const [leastMs, mostMs] = options.indexLagMs;
      let number = (options.firstNumber ?? 1001) - 1;
      const desk = createDesk({
        class: creation,
        nextNumber: () => (number += 1),
        lagMs: () => leastMs + random() * (mostMs - leastMs),
        answer: (tool, args) => options.answer?.(system, tool, args),
        write: (deed) => entries.push({ number: entries.length + 1, atMs: Date.now(), system, ...deed }),
      });
      return [system, { desk, sessions: createSessions(token, options.sessionSeconds) }] as const;
    }),
  );

  return {
    carryOut({ seen, asked, bearer }) {
      const system = systems.get(seen.system);
      if (!system) return refused(404, 'There is no such desk.');
      const { desk, sessions } = system;
      if (seen.path === '/token' && seen.method === 'POST') return sessions.open(bearer);
      return sessions.admits(bearer) ? desk(asked) : expired();
    },
    endSession: ({ seen, bearer }) => systems.get(seen.system)?.sessions.end(bearer),
  };
}

/**
 * The stand-in systems of a drill: any number of help desks behind one door, every byte under control.
 *
 * They speak the sandbox desk's protocol, hold everything in memory, and keep the ledger that the drill is judged by:
 * what they really did, in the order in which they did it. A plan decides what each request meets (`setFaults`), and
 * may do something of its own, such as killing a worker, at each point of a request's way (`onEvent`).
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LedgerEntry } from './ledger';
import { answerUnder, send } from './stand-in/answering';
import { type ChooseFault, isDone, type StandInRequest } from './stand-in/faults';
import { type Incoming, placeOf, readWhole } from './stand-in/incoming';
import { refused } from './stand-in/protocol';
import { openSystems, type Systems, type SystemsOptions } from './stand-in/systems';

export type { ChooseFault, StandInFault, StandInRequest } from './stand-in/faults';

/** The systems, and where they listen. */
export interface StandInOptions extends SystemsOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Awaited at each point of a request's way. */
  onEvent?: (event: StandInEvent) => void | Promise<void>;
}

/**
 * A point of a request's way: it has come in whole; its work is done, and has changed something; the first byte of its
 * answer is about to leave.
 */
export interface StandInEvent extends Pick<StandInRequest, 'number' | 'system' | 'path' | 'key'> {
  at: 'received' | 'committed' | 'answering';
}

/** A request that arrived. `status` is what was answered, where anything was. */
export interface StandInArrival extends Pick<StandInRequest, 'system' | 'method' | 'path'> {
  atMs: number;
  status?: number;
}

/** Stand-in systems that listen. */
export interface StandIn {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** The key of every system; it opens a session too. */
  token: string;
  /** The base address of one system. */
  urlOf(system: string): string;
  /** What was really done, in order. */
  entries(): readonly LedgerEntry[];
  /** Everything that arrived, in order. */
  requests(): readonly StandInArrival[];
  /** From now on; undefined for no faults. */
  setFaults(choose: ChooseFault | undefined): void;
  /** Ends it with all sockets, and what was to be done late. Rejects with the first mistake of a function handed in. */
  close(): Promise<void>;
}

/** Starts stand-in systems on loopback. */
export async function createStandIn(options: StandInOptions): Promise<StandIn> {
  const entries: LedgerEntry[] = [];
  const arrivals: StandInArrival[] = [];
  const mistakes: unknown[] = [];
  const later = new Set<NodeJS.Timeout>();
  const token = randomUUID();
  const way: Way = {
    ...{ options, arrivals, choose: undefined, systems: openSystems(options, token, entries) },
    later(afterMs, work) {
      const timer = setTimeout(() => {
        later.delete(timer);
        work().catch((mistake: unknown) => mistakes.push(mistake));
      }, afterMs);
      later.add(timer);
    },
  };
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    carry(way, request, response).catch((mistake: unknown) => {
      mistakes.push(mistake);
      response.destroy();
    });
  });
  const url = await listening(server, options.port ?? 0);
  return {
    ...{ url, token },
    urlOf: (system) => `${url}/desks/${system}`,
    entries: () => entries,
    requests: () => arrivals,
    setFaults(choose) {
      way.choose = choose;
    },
    async close() {
      for (const timer of later) clearTimeout(timer);
      await closed(server);
      if (mistakes.length > 0) throw mistakes[0];
    },
  };
}

/** What a request's way leads through. */
interface Way {
  options: StandInOptions;
  systems: Systems;
  arrivals: StandInArrival[];
  choose: ChooseFault | undefined;
  later(afterMs: number, work: () => Promise<unknown>): void;
}

async function carry(way: Way, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const arrival: StandInArrival = { atMs: Date.now(), ...placeOf(request) };
  const incoming = await readWhole(request, way.arrivals.push(arrival));
  // Who hangs up before the request is whole has asked for nothing.
  if (!incoming) return;
  const tell = teller(way.options, incoming);
  const work = async () => {
    const answer = way.systems.carryOut(incoming);
    if (answer.deed) await tell('committed');
    return answer;
  };

  await tell('received');
  const fault = way.choose?.(incoming.seen);
  if (fault?.kind === 'expired') way.systems.endSession(incoming);
  if (fault?.kind === 'late') way.later(fault.afterMs, work);
  const answer = answerUnder(fault, isDone(fault) ? await work() : refused(503, 'It was not done.'));
  if (fault?.kind === 'cut' || fault?.kind === 'down') request.socket.resetAndDestroy();
  if (!answer) return;
  await tell('answering');
  arrival.status = answer.status;
  send(response, answer, fault?.kind === 'drip');
}

function teller({ onEvent }: StandInOptions, { seen }: Incoming) {
  const { number, system, path, key } = seen;
  return async (at: StandInEvent['at']): Promise<void> => onEvent?.({ at, number, system, path, key });
}

function listening(server: Server, port: number): Promise<string> {
  // A connection that closes just as it is used again would be a fault that no plan has asked for.
  server.keepAliveTimeout = 120_000;
  server.requestTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen({ host: '127.0.0.1', port, backlog: 4096 }, () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Whether the ports are free, and who should change what where they are not. */
import { createConnection, createServer } from 'node:net';
import { UsageError } from '../errors';
import type { Config } from '../config';

/** A port that Recado listens on. */
export interface PortUse {
  /** What listens there. */
  what: string;
  /** The process of ours that listens there, as in `pids.json`. */
  owner: string;
  variable: string;
  host: string;
  port: number;
}

/** The ports that `recado dev` uses with this configuration. */
export function portsOf(config: Config): PortUse[] {
  const loopback = '127.0.0.1';
  const temporal = [
    {
      what: 'Temporal',
      owner: 'temporal',
      variable: 'RECADO_TEMPORAL_PORT',
      host: loopback,
      port: config.temporal.port,
    },
    {
      what: 'Temporal UI',
      owner: 'temporal',
      variable: 'RECADO_TEMPORAL_UI_PORT',
      host: loopback,
      port: config.temporal.uiPort,
    },
  ];
  return [
    {
      what: 'gateway and console',
      owner: 'gateway',
      variable: 'RECADO_PORT',
      host: config.host,
      port: config.port,
    },
    {
      what: 'sandbox help desk',
      owner: 'sandbox',
      variable: 'RECADO_SANDBOX_PORT',
      host: loopback,
      port: config.sandboxPort,
    },
    ...(config.temporal.external ? [] : temporal),
  ];
}

/** Why a port cannot be listened on: the system's error code, or undefined where it can. */
export function whyNotFree(use: Pick<PortUse, 'host' | 'port'>): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host: use.host, port: use.port, exclusive: true }, () =>
      server.close(() => resolve(undefined)),
    );
  });
}

/** Whether anybody accepts connections there. */
export function isListening(host: string, port: number, timeoutMs = 1000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: timeoutMs });
    const answer = (found: boolean): void => {
      socket.destroy();
      resolve(found);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
  });
}

/** Two uses of one port; undefined where all differ. */
export function sharedPort(uses: PortUse[]): [PortUse, PortUse] | undefined {
  for (const [index, use] of uses.entries()) {
    const other = uses.slice(index + 1).find(({ port }) => port === use.port);
    if (other) return [use, other];
  }
  return undefined;
}

/** Throws `UsageError` naming the first port that cannot be used and the variable to change. */
export async function requirePorts(uses: PortUse[]): Promise<void> {
  const shared = sharedPort(uses);
  if (shared) {
    throw new UsageError(
      `${shared[0].variable} and ${shared[1].variable} are both ${shared[0].port}.`,
      'Give each its own port.',
    );
  }
  const reasons = await Promise.all(uses.map(whyNotFree));
  for (const [index, use] of uses.entries()) {
    const reason = reasons[index];
    if (reason) throw new UsageError(portFault(use, reason), portFix(use, reason));
  }
}

/** What is wrong with a port. */
export function portFault(use: PortUse, reason: string): string {
  if (reason === 'EADDRINUSE') return `Port ${use.port} (${use.what}) is taken by another program.`;
  if (reason === 'EACCES') return `Port ${use.port} (${use.what}) may not be used by this user.`;
  if (reason === 'EADDRNOTAVAIL') return `${use.host} is not an address of this machine (${use.what}).`;
  return `Port ${use.port} (${use.what}) cannot be used: ${reason}.`;
}

/** What to do about it. */
export function portFix(use: PortUse, reason: string): string {
  if (reason === 'EADDRNOTAVAIL') return 'Set RECADO_HOST to an address of this machine, or unset it.';
  const find = reason === 'EADDRINUSE' ? `End that program (lsof -i :${use.port} names it), or set` : 'Set';
  return `${find} ${use.variable} to a free port.`;
}

/**
 * Lets many PostgreSQL clients share one PGlite over a Unix socket.
 *
 * PGlite is one session, so a client has it alone from the first message of a request to its end, and of a transaction
 * to its commit. `@electric-sql/pglite-socket` takes turns by single message instead; tried with parameters of 300 kB
 * and two clients, one client's values were bound to the other's statement.
 */
import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { createTurns, type Turns } from './turns';
import {
  createMessageReader,
  isEndOfRequest,
  isFlush,
  type Message,
  queryMessage,
  terminate,
} from './wire-messages';

/** The part of PGlite that is needed. */
export type Backend = Pick<PGlite, 'execProtocolRawStream' | 'isInTransaction'>;

export interface WireOptions {
  /** A client that leaves a transaction open for so long is cut off, or one that hangs would stop all others. */
  idleInTransactionMs: number;
  /** PGlite itself failed; nothing it says can be trusted afterwards. */
  onFault(error: unknown): void;
}

/** Listens at `path`. `close` cuts all clients off and rolls back what they had open. */
export async function serveWire(
  backend: Backend,
  path: string,
  options: WireOptions,
): Promise<{ close(): Promise<void> }> {
  const turns = createTurns();
  const sockets = new Set<Socket>();
  const sessions = new Set<Promise<void>>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const session = serveClient(socket, backend, turns, options);
    sessions.add(session);
    void session.finally(() => {
      sockets.delete(socket);
      sessions.delete(session);
    });
  });
  await listen(server, path);
  return {
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await Promise.all(sessions);
    },
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Serves one client; settles once it is gone and has left nothing open. Never fails. */
async function serveClient(
  socket: Socket,
  backend: Backend,
  turns: Turns,
  options: WireOptions,
): Promise<void> {
  let request: Uint8Array[] = [];
  let giveBack: (() => void) | undefined;

  const execute = (message: Uint8Array): Promise<void> =>
    backend.execProtocolRawStream(message, {
      // The bytes lie in PGlite's memory and change with its next message.
      onRawData: (bytes) => void (socket.writable && socket.write(Buffer.from(bytes))),
    });
  const carryOut = async (goesOn: boolean): Promise<void> => {
    giveBack ??= await turns.take();
    for (const message of request) await execute(message);
    request = [];
    if (goesOn || backend.isInTransaction()) {
      socket.setTimeout(options.idleInTransactionMs);
      return;
    }
    socket.setTimeout(0);
    giveBack();
    giveBack = undefined;
  };

  socket.on('timeout', () => socket.destroy());
  // A client that was killed is no fault of ours; its messages end with it.
  socket.on('error', () => undefined);
  try {
    for await (const message of messages(socket)) {
      if (message === 'no-encryption') socket.write('N');
      else if (message === terminate) socket.end();
      else {
        request.push(message);
        if (isEndOfRequest(message) || isFlush(message)) await carryOut(isFlush(message));
      }
    }
    if (giveBack) await execute(queryMessage('ROLLBACK'));
  } catch (error) {
    options.onFault(error);
  } finally {
    giveBack?.();
    socket.destroy();
  }
}

/** The client's messages until it is gone or sends what is none. */
async function* messages(socket: Socket): AsyncGenerator<Message> {
  const reader = createMessageReader();
  try {
    for await (const chunk of socket) if (Buffer.isBuffer(chunk)) yield* reader.read(chunk);
  } catch {
    return;
  }
}

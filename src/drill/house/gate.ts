/** A TCP gate in front of a server: shut, it cuts what runs through it and lets nobody in. */
import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';

/** A gate. */
export interface Gate {
  /** `127.0.0.1:<port>` */
  address: string;
  shut(): void;
  open(): void;
  close(): Promise<void>;
}

/** Opens a gate before a server on this machine. */
export async function openGate(target: { port: number }): Promise<Gate> {
  const sockets = new Set<Socket>();
  let isShut = false;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    if (isShut) return void near.destroy();
    const far = connect(target.port, '127.0.0.1');
    keep(near);
    keep(far);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the gate has no port');
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `127.0.0.1:${address.port}`,
    shut() {
      isShut = true;
      cutAll();
    },
    open() {
      isShut = false;
    },
    async close() {
      isShut = true;
      server.close();
      cutAll();
      await once(server, 'close');
    },
  };
}

/** A TCP line to a server that can be cut and mended: the server runs on, and nobody reaches it. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** `refuse`: connections break at once. `silent`: they open, and nothing ever comes. `mute`: all is heard there, and nothing comes back. */
export type Cut = 'refuse' | 'silent' | 'mute';

export interface CuttableLine {
  /** `host:port` */
  address: string;
  cut(how?: Cut): void;
  mend(): void;
  close(): Promise<void>;
}

/** Opens a line to `target` (`host:port`). */
export async function cuttableLine(target: string): Promise<CuttableLine> {
  const [host = '127.0.0.1', port = '0'] = target.split(':');
  const sockets = new Set<Socket>();
  let state: Cut | 'whole' = 'whole';
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
  };
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    keep(near);
    if (state === 'refuse') return void near.destroy();
    if (state === 'silent') return void near.resume();
    const far = connect(Number(port), host);
    keep(far);
    near.pipe(far).on('data', (piece: Buffer) => void (state === 'mute' || near.write(piece)));
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut(how = 'refuse') {
      state = how;
      if (how !== 'mute') breakAll();
    },
    mend() {
      state = 'whole';
      // What hangs in silence would hang on.
      breakAll();
    },
    async close() {
      breakAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

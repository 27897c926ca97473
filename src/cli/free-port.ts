import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Below the range from which systems take the near end of outgoing connections: none of those can come in between. */
const [lowest, highest] = [20_000, 32_000];

/** A port of loopback on which nobody listens just now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return (server.address() as AddressInfo).port === port;
  } catch {
    return false;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

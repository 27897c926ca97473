/** Sockets from the carrier to a gateway. */
import { WebSocket } from 'ws';
import type { Reach } from './reach';
import { type Account, pathOf, socketSignature, WebhookError } from './webhook';

const handshakeMs = 5000;

/** Opens a socket at the address that TwiML tells, at the first gateway that takes it. Throws `WebhookError`. */
export async function openSocket(
  { reach, account }: { reach: Reach; account: Account },
  url: string,
): Promise<WebSocket> {
  const headers = { 'x-twilio-signature': socketSignature(account, url), 'user-agent': 'Twilio.TmeWs/1.0' };
  let reason = 'no gateway';
  for (const address of reach.candidates(url)) {
    const socket = new WebSocket(address, {
      headers,
      perMessageDeflate: false,
      handshakeTimeout: handshakeMs,
    });
    const refused = await opened(socket);
    if (refused === undefined) return socket;
    reason = refused;
    reach.refused(address);
  }
  throw new WebhookError(`${pathOf(url)} takes no socket (${reason})`);
}

/** Undefined once it is open, else why not. */
async function opened(socket: WebSocket): Promise<string | undefined> {
  return await new Promise((resolve) => {
    socket.once('open', () => {
      // Later faults are told by `close`.
      socket.removeAllListeners('error').on('error', () => undefined);
      resolve(undefined);
    });
    socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });
}

/**
 * A door before a carrier's API: `mute`, it does what it is asked and its answer is lost; `cut`, a call to be placed is lost
 * on its way, and nobody hears of it; `down`, nothing gets through, and whoever asks is told so.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RestDoor {
  url: string;
  mood: 'well' | 'mute' | 'cut' | 'down';
  /** What was asked for: `POST Calls`, `POST Calls/CA`. */
  asked: string[];
  close(): Promise<void>;
}

/** Opens it on a port of its own. */
export async function openRestDoor(behind: string): Promise<RestDoor> {
  const server = createServer((request, response) => {
    void (async () => {
      const { method = '', url = '', headers } = request;
      door.asked.push(`${method} ${whatOf(url)}`);
      const body = await bodyOf(request);
      if (door.mood === 'cut' && whatOf(url) === 'Calls') return void request.socket.destroy();
      if (door.mood === 'down') return void response.writeHead(429).end();
      const answer = await fetch(`${behind}${url}`, {
        method,
        headers: {
          authorization: headers.authorization ?? '',
          ...(body ? { 'content-type': headers['content-type'] ?? '' } : {}),
        },
        ...(body ? { body } : {}),
      });
      const text = await answer.text();
      if (door.mood === 'mute') return void request.socket.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
    })().catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const door: RestDoor = {
    ...{ url: `http://127.0.0.1:${port}`, mood: 'well', asked: [] },
    close: async () => await new Promise((resolve) => void server.close(() => resolve())),
  };
  return door;
}

/** Without account and SIDs. */
const whatOf = (url: string): string =>
  url
    .replace(/^.*Accounts\/[^/]+\//, '')
    .replace(/(CA|RE)[0-9a-f]{32}/g, '$1')
    .replace('.json', '');

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

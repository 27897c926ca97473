/** A server that gives every request the same answer, or none; and keeps what it was asked. */
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Answering {
  url: string;
  asked: Asked[];
  close(): Promise<void>;
}

/** `silent` never answers; `reset` breaks the connection off; `pour` sends 3 MB; `drip` sends a byte of its JSON every 50 ms. */
export type AnswerOf =
  | { status: number; headers?: Record<string, string>; body?: string }
  | 'silent'
  | 'reset'
  | 'pour'
  | 'drip';

export async function answering(answer: AnswerOf | ((asked: Asked) => AnswerOf)): Promise<Answering> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(pieces).toString() };
      asked.push(one);
      const given = typeof answer === 'function' ? answer(one) : answer;
      if (given === 'silent') return;
      if (given === 'reset') return void request.socket.destroy();
      if (given === 'drip') return drip(response);
      if (given === 'pour') return void response.end(JSON.stringify('x'.repeat(3 * 1024 * 1024)));
      response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers });
      response.end(given.body ?? '');
    });
  });
  await listening(server);
  return { url: addressOf(server), asked, close: () => closed(server) };
}

function drip(response: ServerResponse): void {
  const body = '{"id":7,"text":"it never ends in time"}';
  let sent = 0;
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  const timer = setInterval(() => response.write(body[sent++] ?? ''), 50);
  response.once('close', () => clearInterval(timer));
}

/** Listens on a free port of loopback. */
export const listening = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });

export const addressOf = (server: Server): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Ends a server with all its connections. */
export const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** An address at which nothing listens. */
export async function nowhere(): Promise<string> {
  const server = createServer();
  await listening(server);
  const url = addressOf(server);
  await closed(server);
  return url;
}

/** How an answer goes out, or goes wrong on its way. */
import type { ServerResponse } from 'node:http';
import type { StandInFault } from './faults';
import type { DeskAnswer } from './protocol';
import { expired } from './sessions';

const dripMs = 1000;

/** The answer that a fault puts in the place of the system's; undefined where the connection breaks or nothing comes. */
export function answerUnder(
  fault: StandInFault | undefined,
  answer: DeskAnswer,
): { status: number; headers?: Record<string, string>; text: string } | undefined {
  const text = JSON.stringify(answer.body);
  switch (fault?.kind) {
    case 'cut':
    case 'down':
    case 'silent':
    case 'late':
      return undefined;
    case 'status': {
      const { status, retryAfterSeconds } = fault;
      const error = JSON.stringify({ error: 'The system is not well.', fix: 'Try again later.' });
      const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': `${retryAfterSeconds}` };
      return { status, headers, text: status === 204 || status === 304 ? '' : error };
    }
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html' }, text: '<!doctype html><p>Log in' };
    case 'errorBody':
      return { status: 200, text: '{"error":{"code":"E1007","message":"internal failure"}}' };
    case 'expired':
      return { status: expired().status, text: JSON.stringify(expired().body) };
    case 'truncated':
      return { status: answer.status, text: text.slice(0, Math.ceil(text.length / 2)) };
    case 'renamed':
      return { status: answer.status, text: JSON.stringify(renamed(answer.body)) };
    case 'drip':
    case undefined:
      return { status: answer.status, text };
  }
}

const renamed = (body: DeskAnswer['body']): object =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [`${name}_v2`, value]));

/** Sends it; at one byte a second where it drips. */
export function send(
  response: ServerResponse,
  { status, headers, text }: { status: number; headers?: Record<string, string>; text: string },
  drips: boolean,
): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': bytes.length,
    ...headers,
  });
  if (!drips) return void response.end(bytes);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + 1));
    sent += 1;
    if (sent >= bytes.length) response.end();
  }, dripMs);
  response.flushHeaders();
  response.once('close', () => clearInterval(timer));
}

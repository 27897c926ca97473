/** A request, read whole. */
import type { IncomingMessage } from 'node:http';
import type { Json } from '../../domain/call';
import type { StandInRequest } from './faults';
import type { DeskRequest } from './protocol';

/** A request as a plan sees it, and as its desk does. */
export interface Incoming {
  seen: StandInRequest;
  asked: DeskRequest;
  /** The token of its Authorization header. */
  bearer: string | undefined;
}

/** Which system a request is for, and where below it; an address that is no desk's belongs to system `''`. */
export function placeOf({
  method = '',
  url = '',
}: IncomingMessage): Pick<StandInRequest, 'system' | 'method' | 'path'> {
  const { pathname } = new URL(url, 'http://stand-in');
  const [, system = '', path = pathname] = /^\/desks\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
  return { system, method, path };
}

/** Reads it to its end; undefined where the client hangs up before. */
export async function readWhole(request: IncomingMessage, number: number): Promise<Incoming | undefined> {
  const place = placeOf(request);
  const pieces: Buffer[] = [];
  try {
    for await (const piece of request) pieces.push(piece as Buffer);
  } catch {
    return undefined;
  }
  const body = jsonOf(Buffer.concat(pieces).toString());
  const query = Object.fromEntries(new URL(request.url ?? '', 'http://stand-in').searchParams);
  const header = request.headers['idempotency-key'];
  const idempotencyKey = Array.isArray(header) ? header[0] : header;
  const key = idempotencyKey ?? textIn(body, 'reference') ?? textIn(body, 'key') ?? query['reference'];
  return {
    seen: { number, ...place, key, body },
    asked: { method: place.method, path: place.path, query, idempotencyKey, body },
    bearer: /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1],
  };
}

/** Undefined where there is none, or none that can be read; the desk then says what it lacks. */
function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function textIn(body: Json | undefined, name: string): string | undefined {
  const value = typeof body === 'object' && body && !Array.isArray(body) ? body[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

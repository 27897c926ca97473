/** Where in a request an id stands: `ticket.id`, `*.objectId` (one for each of a list), `header:x-id`, `query:id`. */
import { z } from 'zod';
import type { SignedRequest } from './scheme';

/** A path as recado.yaml writes it. */
export const bodyPath = z
  .string()
  .max(200)
  .regex(
    /^(header:[A-Za-z0-9-]+|query:[A-Za-z0-9_-]+|[^\s.:*]+(\.[^\s.*]+)*|([^\s.*]+\.)*\*(\.[^\s.*]+)*)$/,
    'a path like ticket.id, *.objectId, header:x-record-id or query:id',
  );

/** What a request holds, read once. */
export interface Readable {
  request: SignedRequest;
  /** The body's JSON, or the fields of a form; undefined for anything else. */
  body: unknown;
}

/** Reads the body. Never throws. */
export function readable(request: SignedRequest): Readable {
  const text = request.body.toString('utf8');
  try {
    return { request, body: JSON.parse(text) };
  } catch {
    const isForm = /^application\/x-www-form-urlencoded/i.test(request.headers['content-type'] ?? '');
    return { request, body: isForm ? Object.fromEntries(new URLSearchParams(text)) : undefined };
  }
}

/** Texts and numbers found there, as text; none where the path leads nowhere, several behind a `*`. */
export function foundAt({ request, body }: Readable, path: string): string[] {
  const [where = '', name = ''] = path.split(/:(.*)/s);
  if (where === 'header') return wordsOf(request.headers[name.toLowerCase()]);
  if (where === 'query')
    return wordsOf(new URLSearchParams(request.target.split('?').slice(1).join('?')).get(name));
  const ends = path
    .split('.')
    .reduce<unknown[]>((found, step) => found.flatMap((one) => stepInto(one, step)), [body]);
  return ends.flatMap(wordsOf);
}

function stepInto(value: unknown, step: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === '*') return Array.isArray(value) ? value : [];
  return Object.hasOwn(value, step) ? [(value as Record<string, unknown>)[step]] : [];
}

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'number' && Number.isSafeInteger(value) ? [String(value)] : [];
}

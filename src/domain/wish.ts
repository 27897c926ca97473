/** When two wishes are the same: the same thing is asked of the same system for the same caller. */
import { plain } from '../language/hearing';
import type { Json, Order } from './call';

/** What the code of a wish came to: the code it may have, and what was taken of it before. */
export interface Claim {
  /** Free; whoever asks for the same at the same time is given the same one. */
  code: string;
  /** The same wish, taken already and not long ago. `open`: nobody knows yet what becomes of it. */
  same?: { code: string; open: boolean };
}

/**
 * A wish as text; equal texts are the same wish. When it was asked and how it was spelled (case, accents, spaces, dots)
 * do not count. A caller whose number is unknown is somebody else in each call.
 */
export function wishOf({ connection, verb, args, callerKey, callId }: Order): string {
  const { origin: _origin, dueAt: _dueAt, dueDay: _dueDay, ...what } = args as Record<string, unknown>;
  const caller = callerKey === undefined ? { callId } : { callerKey };
  return JSON.stringify([caller, connection, verb, spelledAlike(what)]);
}

function spelledAlike(value: unknown): Json | undefined {
  if (typeof value === 'string') return plain(value).replace(/\.(?=\s|$)/g, '');
  if (Array.isArray(value)) return value.map((item) => spelledAlike(item) ?? null);
  if (typeof value !== 'object' || value === null) return value as Json | undefined;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, spelledAlike(item) ?? null]),
  );
}

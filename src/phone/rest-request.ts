/** Requests to the REST API: what they name, what they hold, and how they are refused. */
import type { z } from 'zod';
import type { PhoneCall } from './phone-call';
import type { Switchboard } from './switchboard';

/** A refusal in Twilio's words. */
export class RestError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Where a call's resource is. */
export interface CallPath {
  Params: { sid: string };
}

/** Throws `RestError`. */
export function callOf(board: Switchboard, sid: string): PhoneCall {
  const call = board.calls.get(sid);
  if (!call) throw new RestError(404, 20404, `The requested resource /Calls/${sid}.json was not found`);
  return call;
}

/** Reads a form. Throws `RestError`. */
export function read<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RestError(400, 20001, `${issue?.path.join('.') ?? ''}: ${issue?.message}`);
}

/** From an answer's text to what the schema makes of it. */
import type { z } from 'zod';
import { type Blame, statusKind, statusOutcome } from './http-faults';
import type { Method } from './http-request';

/** A whole answer, with what is needed to say what is wrong with it. */
export interface Answer {
  status: number;
  /** Undefined where it was more than 2 MB, or broke off although its status says enough. */
  text: string | undefined;
  /** The Retry-After header, in milliseconds. */
  retryAfterMs: number | undefined;
  method: Method;
  blame: Blame;
}

/** What the schema makes of an answer; it is given `undefined` where there is no body. Throws `ConnectorError`. */
export function parseAnswer<T>(
  { status, text, retryAfterMs, method, blame }: Answer,
  schema: z.ZodType<T>,
): T {
  if (status < 200 || status > 299) {
    const [kind, what] = statusKind(status);
    throw blame(kind, what, { retryAfterMs, outcome: statusOutcome(status) });
  }
  if (text === undefined) throw blame('malformed', 'answered more than 2 MB');
  const parsed = schema.safeParse(jsonOf(text, method, blame));
  if (!parsed.success) throw blame('malformed', `answered in an unknown shape: ${firstIssue(parsed.error)}`);
  return parsed.data;
}

/**
 * JSON that breaks off after a write is `timeout`: the write was most likely done and only its answer is lost, so the
 * next try must come by itself and look first. Anything else that is no JSON (a log-in page, a proxy's greeting) is
 * `malformed`.
 */
function jsonOf(text: string, method: Method, blame: Blame): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  try {
    return JSON.parse(trimmed);
  } catch {
    // The parser's own error quotes the body, so it is not handed on as a cause.
    if (trimmed.startsWith('<'))
      throw blame('malformed', 'answered a page instead of JSON; is its address right?');
    const begun = trimmed.startsWith('{') || trimmed.startsWith('[');
    if (begun && method !== 'GET')
      throw blame('timeout', 'answered JSON that breaks off; the outcome is unknown');
    throw blame('malformed', begun ? 'answered JSON that breaks off' : 'answered something that is not JSON');
  }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'unknown'}`;
}

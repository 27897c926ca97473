/** What an activity's failure says, as a fault in plain words. */
import { type ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import type { Fault } from '../src/domain/call';
import type { ErrorKind, FaultOutcome } from '../src/errors';

const kinds: ReadonlySet<string> = new Set<ErrorKind>([
  'unavailable',
  'timeout',
  'throttled',
  'unauthorized',
  'missing',
  'rejected',
  'malformed',
]);

const isKind = (type: string | null | undefined): type is ErrorKind => kinds.has(type ?? '');

interface Detail {
  retryAfterMs?: number;
  outcome?: FaultOutcome;
  unasked?: boolean;
}

/** Reads the failure of an activity. A lost worker is a `timeout`: whether the system did the work is unknown. */
export function faultOf(failure: ActivityFailure, at: string): Fault {
  const { cause } = failure;
  if (cause instanceof TimeoutFailure) {
    return {
      kind: 'timeout',
      message: 'the worker was lost or too slow during the try',
      outcome: 'unknown',
      unheard: true,
      at,
    };
  }
  if (!(cause instanceof ApplicationFailure) || !isKind(cause.type)) {
    return { kind: 'unknown', message: cause?.message ?? failure.message, outcome: 'unknown', at };
  }
  const [detail] = (cause.details ?? []) as [Detail?];
  return {
    kind: cause.type,
    message: cause.message,
    outcome: detail?.outcome ?? 'unknown',
    at,
    ...(detail?.retryAfterMs === undefined ? {} : { retryAfterMs: detail.retryAfterMs }),
    ...(detail?.unasked ? { unasked: true as const } : {}),
  };
}

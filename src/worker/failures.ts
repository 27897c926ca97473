/** Where errors of outside systems become failures that Temporal understands: once, for every activity. */
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor, ActivityInterceptorsFactory } from '@temporalio/worker';
import { ZodError } from 'zod';
import { ConnectorError, type ErrorKind } from '../errors';

const final: ReadonlySet<ErrorKind> = new Set(['missing', 'rejected', 'malformed']);
/** How long until a person may have renewed a key. */
const keyRenewedMs = 5 * 60_000;

/**
 * A failure typed by the kind of the error, with `{system, outcome, retryAfterMs, unasked}` as its detail. What no retry can mend is not
 * retried; a Retry-After is kept; a refused key is tried again slowly.
 */
export function failureOf(error: unknown): unknown {
  if (error instanceof ZodError) {
    return ApplicationFailure.create({ type: 'malformed', message: error.message, nonRetryable: true });
  }
  if (!(error instanceof ConnectorError)) return error;
  const { system, kind, message, retryAfterMs, outcome, unasked } = error;
  const nextRetryDelay = retryAfterMs ?? (kind === 'unauthorized' ? keyRenewedMs : undefined);
  return ApplicationFailure.create({
    type: kind,
    message,
    nonRetryable: final.has(kind),
    details: [
      {
        ...{ system, outcome },
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        ...(unasked ? { unasked } : {}),
      },
    ],
    ...(nextRetryDelay === undefined ? {} : { nextRetryDelay }),
    ...(error.cause instanceof Error ? { cause: error.cause } : {}),
  });
}

/** Maps the errors of every activity of a worker. */
export const mapFailures: ActivityInterceptorsFactory = () => {
  const inbound: ActivityInboundCallsInterceptor = {
    async execute(input, next) {
      try {
        return await next(input);
      } catch (error) {
        throw failureOf(error);
      }
    },
  };
  return { inbound };
};

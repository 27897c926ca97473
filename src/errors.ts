/**
 * Why an outside system did not do what it was asked.
 *
 * The kind decides what follows (design section 4): `unavailable`, `timeout` and `throttled` are retried without end;
 * `unauthorized` is retried slowly until a person renews the key; `missing` becomes an answer; `rejected` and
 * `malformed` are parked for a person.
 */
export type ErrorKind =
  | 'unavailable'
  | 'timeout'
  | 'throttled'
  | 'unauthorized'
  | 'missing'
  | 'rejected'
  | 'malformed';

/** A fault of an outside system, as every connector throws it. `message` says what happened and holds no caller data. */
export class ConnectorError extends Error {
  /** Milliseconds the system asked us to wait (its Retry-After), where it did. */
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly system: string,
    readonly kind: ErrorKind,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'ConnectorError';
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Bad input or a bad environment: `message` says what is wrong, `fix` what to do about it. Shown without a stack. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
    this.name = 'UsageError';
  }
}

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

/** Whether a system may have done what it was asked although no receipt came: `unknown` asks for a look before any further try. */
export type FaultOutcome = 'not-done' | 'unknown';

/** What is known of the outcome where nothing more is said: an answer that could not be read may follow a deed. */
const outcomes: Record<ErrorKind, FaultOutcome> = {
  unavailable: 'unknown',
  timeout: 'unknown',
  malformed: 'unknown',
  throttled: 'not-done',
  unauthorized: 'not-done',
  missing: 'not-done',
  rejected: 'not-done',
};

/** A fault of an outside system, as every connector throws it. `message` says what happened and holds no caller data. */
export class ConnectorError extends Error {
  /** Milliseconds the system asked us to wait (its Retry-After), where it did. */
  readonly retryAfterMs: number | undefined;
  readonly outcome: FaultOutcome;
  /** We did not ask it at all, since our own pace for it is used up: nothing is known of the system. */
  readonly unasked: boolean;

  constructor(
    readonly system: string,
    readonly kind: ErrorKind,
    message: string,
    options: {
      cause?: unknown;
      retryAfterMs?: number | undefined;
      outcome?: FaultOutcome;
      unasked?: boolean;
    } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'ConnectorError';
    this.retryAfterMs = options.retryAfterMs;
    this.outcome = options.outcome ?? outcomes[kind];
    this.unasked = options.unasked ?? false;
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

/** Something was asked for by a name that nothing has. */
export class UnknownName extends UsageError {}

/** The way to Temporal, which may be away for a while: each ask has a deadline and says what became of it. */
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { Config } from '../config';
import { Refused } from './problem';

/** Why nothing came back. `away`: Temporal is not reached. `slow`: it is, but the answer took too long. */
export class NoAnswer extends Error {
  constructor(
    readonly why: 'away' | 'slow',
    options: { cause?: unknown } = {},
  ) {
    super(why === 'away' ? 'Temporal is not reached' : 'the answer took too long', options);
    this.name = 'NoAnswer';
  }
}

/** How long one ask goes on: without a sign of Temporal, and altogether. In milliseconds. `signal` ends it at once. */
export interface Patience {
  awayMs: number;
  totalMs: number;
  signal?: AbortSignal;
}

/** A client that connects when it is first used, and again within a second whenever the server comes back. */
export function openTemporal({ temporal }: Pick<Config, 'temporal'>): Client {
  const connection = Connection.lazy({
    address: temporal.address,
    // gRPC's own back-off grows to two minutes; a server that restarts in seconds must not wait for that.
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1000 },
    // The client's own rests between tries grow to five seconds, past any deadline; and a try left behind by a connection that
    // was closed meanwhile throws into nowhere.
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ factor: 1, maxAttempts: 50 }))],
  });
  return new Client({ connection, namespace: temporal.namespace });
}

/**
 * Does one thing at Temporal, again and again until it is done or patience ends with `NoAnswer`. What is done must bear
 * repeating: a start with a conflict policy, an update with an id, a signal whose receiver knows repeats.
 */
export async function persist<T>(
  client: Client,
  work: () => Promise<T>,
  { awayMs, totalMs, signal }: Patience,
): Promise<T> {
  const pulse = feelPulse(client, awayMs);
  const until = Date.now() + totalMs;
  try {
    return await Promise.race([unlessEnded(signal, tries()), pulse.lost]);
  } finally {
    pulse.stop();
  }

  async function tries(): Promise<T> {
    for (;;) {
      try {
        return await client.withDeadline(Math.min(Date.now() + tryMs, until), work);
      } catch (error) {
        if (!isUnanswered(error)) throw error;
        if (signal?.aborted || pulse.stopped() || Date.now() >= until)
          throw new NoAnswer('slow', { cause: error });
        await pause(retryEveryMs);
      }
    }
  }
}

const tryMs = 5_000;
const retryEveryMs = 250;
/** An answer that takes longer than this makes us ask whether Temporal is there at all. */
const pulseAfterMs = 700;
const pulseEveryMs = 500;

/**
 * Looks, while an answer is awaited, whether Temporal still answers anything: an answer may take its time, a server that
 * is away is found out in seconds. `lost` is rejected with `NoAnswer` when it was silent for so long.
 */
function feelPulse(
  client: Client,
  awayMs: number,
): { lost: Promise<never>; stop(): void; stopped(): boolean } {
  let stopped = false;
  let seenAt = Date.now();
  let timer: NodeJS.Timeout | undefined;
  const lost = new Promise<never>((_, reject) => {
    const look = async (): Promise<void> => {
      const up = await isUp(client);
      if (stopped) return;
      if (up) seenAt = Date.now();
      else if (Date.now() - seenAt >= awayMs) return reject(new NoAnswer('away'));
      timer = setTimeout(() => void look(), up ? 2 * pulseEveryMs : pulseEveryMs);
    };
    timer = setTimeout(() => void look(), pulseAfterMs);
  });
  lost.catch(() => undefined);
  return {
    lost,
    stopped: () => stopped,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** What is left alone when the signal comes ends by its own deadline. The client's own signals leak a listener per request. */
async function unlessEnded<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return await work;
  let end = (): void => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = () => reject(new NoAnswer('slow'));
  });
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    return await Promise.race([work, ended]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

const upWithinMs = 1_000;

/** Whether Temporal answers within a second. */
export async function isUp(client: Client): Promise<boolean> {
  const look = async () => await client.workflowService.getSystemInfo({});
  try {
    await client.withDeadline(Date.now() + upWithinMs, look);
    return true;
  } catch {
    return false;
  }
}

/** True for a fault of the way there or of the waiting, after which the same may be tried again. */
export function isUnanswered(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'WorkflowUpdateRPCTimeoutOrCancelledError' || error.name === 'NamespaceNotFoundError')
    return true;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'number' && passingCodes.has(code);
}

// gRPC: CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, FAILED_PRECONDITION (a workflow whose task failed or
// timed out some times takes no update until one succeeds), ABORTED, INTERNAL, UNAVAILABLE.
const passingCodes = new Set([1, 2, 4, 8, 9, 10, 13, 14]);

/** True where the workflow is not there (any more). */
export const isGone = (error: unknown): boolean =>
  error instanceof Error && error.name === 'WorkflowNotFoundError';

/** Why a workflow refused an update, or failed it; undefined where the error is another. */
export function refusalOf(error: unknown): { reason: string; type: string | undefined } | undefined {
  if (!(error instanceof Error) || error.name !== 'WorkflowUpdateFailedError') return undefined;
  const { cause } = error;
  if (!(cause instanceof Error)) return { reason: error.message, type: undefined };
  return {
    reason: cause.message,
    type: 'type' in cause && typeof cause.type === 'string' ? cause.type : undefined,
  };
}

/** Asks a running or ended workflow; undefined when it cannot be asked within two seconds, or `withinMs`. */
export async function ask<T>(
  client: Client,
  question: () => Promise<T>,
  withinMs = 2_000,
): Promise<T | undefined> {
  try {
    return await client.withDeadline(Date.now() + withinMs, question);
  } catch {
    return undefined;
  }
}

/** The problem to answer with when patience ended. */
export function toRefused(error: unknown, fix: string): unknown {
  if (!(error instanceof NoAnswer)) return error;
  const what = error.why === 'away' ? 'Temporal cannot be reached just now' : 'The answer is not there yet';
  return new Refused(503, what, fix, { cause: error.cause });
}

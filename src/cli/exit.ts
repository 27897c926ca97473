/** How a command ends: its exit code, and what is said when it fails. */
import { UsageError } from '../errors';
import type { Output } from './output';

/** Exit codes of every command. */
export const exitCode = {
  ok: 0,
  /** The thing itself failed: an expectation was not met, a check found a fault, a process would not start. */
  failed: 1,
  /** Bad usage or configuration. */
  usage: 2,
  /** The gateway did not answer. */
  unreachable: 3,
} as const;

/** Something failed although Recado was asked rightly; ends with `code`, by default 1. */
export class Failed extends UsageError {
  constructor(
    message: string,
    fix: string,
    readonly code: number = exitCode.failed,
  ) {
    super(message, fix);
    this.name = 'Failed';
  }
}

/** The gateway, or a Temporal server of somebody else's, did not answer; exit code 3. */
export class NotReachable extends Failed {
  constructor(message: string, fix: string) {
    super(message, fix, exitCode.unreachable);
    this.name = 'NotReachable';
  }
}

/** Says what went wrong in two lines (what, fix), without a stack where the fault is the user's, and answers the exit code. */
export function reportError(error: unknown, output: Output): number {
  if (error instanceof UsageError) {
    output.progress(error.message);
    output.progress(error.fix);
    output.result({ error: error.message, fix: error.fix });
    return error instanceof Failed ? error.code : exitCode.usage;
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  output.progress(message);
  output.progress('This is a fault in Recado. Run recado doctor, and report the lines above.');
  output.result({ error: error instanceof Error ? error.message : String(error), fix: 'Run recado doctor.' });
  return exitCode.failed;
}

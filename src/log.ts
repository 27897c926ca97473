/** The log of every process: JSON lines that say what happened and never what a caller said or who they are. */
import pino, { type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** Caller data has no place in a log; a field of such a name is blanked wherever it stands, one or two levels down. */
const callerData = [
  'text',
  'from',
  'to',
  'phone',
  'email',
  'contact',
  'say',
  'lines',
  'args',
  // Addresses hold numbers of callers.
  'url',
  'path',
  'authorization',
];

/** Makes a process's log. `name` tells the processes apart; `level` is one of pino's. */
export function createLog(name: string, level: string, destination?: DestinationStream): Log {
  const options = {
    name,
    level,
    redact: {
      paths: callerData.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[caller data]',
    },
    // An error's own fields may quote what was sent; its message is ours and does not.
    serializers: { err: shortError, error: shortError },
  };
  return destination ? pino(options, destination) : pino(options);
}

function shortError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return { type: error.name, message: error.message, stack: error.stack };
}

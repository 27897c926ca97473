/** A webhook as somebody has captured it: a file as it went over the wire, or headers and a body apart. */
import { readFileSync } from 'node:fs';
import { UsageError } from '../errors';
import type { SignedRequest } from '../webhook-schemes/scheme';

/** Where its parts are. */
export interface Capture {
  /** A file with headers, an empty line and the body; the request's first line may stand before them. */
  request?: string;
  /** `name: value` each. */
  header?: string[];
  bodyFile?: string;
  /** The whole address that the sender called. */
  url?: string;
  method?: string;
  /** ISO instant at which it came. */
  at?: string;
}

/** Reads it. Throws `UsageError`. */
export function readCapture(capture: Capture, usualTarget: string): SignedRequest {
  const whole = capture.request === undefined ? undefined : split(read(capture.request));
  const { line, lines = [] } = whole ?? {};
  if (!whole && capture.bodyFile === undefined)
    throw new UsageError(
      'There is no request to look at.',
      'Name a file with --request, or give --header and --body-file.',
    );
  const url = capture.url === undefined ? undefined : URL.parse(capture.url);
  if (url === null)
    throw new UsageError(
      '--url is no address.',
      'Write the whole address that the sender calls, like https://calls.example.org/webhooks/crm.',
    );
  const body = capture.bodyFile === undefined ? whole?.body : read(capture.bodyFile);
  return {
    method: (capture.method ?? line?.method ?? 'POST').toUpperCase(),
    target: url ? targetOf(capture.url ?? '') : (line?.target ?? usualTarget),
    headers: headersOf([...lines, ...(capture.header ?? [])]),
    body: body ?? Buffer.alloc(0),
    receivedAt: toInstant(capture.at),
  };
}

/** As it is written: what `URL` makes of it need not be what was signed. */
const targetOf = (url: string): string => /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] || '/';

interface Split {
  line?: { method: string; target: string };
  lines: string[];
  body: Buffer;
}

function split(bytes: Buffer): Split {
  const end = /\r?\n\r?\n/.exec(bytes.toString('latin1'));
  const head = bytes.subarray(0, end?.index ?? bytes.length).toString('latin1');
  const body = end ? bytes.subarray(end.index + end[0].length) : Buffer.alloc(0);
  const lines = head.split(/\r?\n/);
  const first = /^([A-Za-z]+) (\S+) HTTP\/[\d.]+$/.exec(lines[0] ?? '');
  if (!first) return { lines, body };
  const [, method = '', target = ''] = first;
  return { line: { method, target }, lines: lines.slice(1), body };
}

function headersOf(lines: string[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines.filter((one) => one.trim() !== '')) {
    const [, name, value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name === undefined)
      throw new UsageError(
        'A line among the headers is not "name: value".',
        'Write one header on each line, and an empty line before the body.',
      );
    const before = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}

function toInstant(text: string | undefined): Date {
  const instant = text === undefined ? new Date() : new Date(text);
  if (!Number.isNaN(instant.getTime())) return instant;
  throw new UsageError('--at is no moment.', 'Write it like 2026-11-22T10:00:00Z.');
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new UsageError(`${path} cannot be read.`, 'Name a file that is there and readable.');
  }
}

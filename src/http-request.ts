/** What a request is made of. Whatever is wrong with address or key is said when a connection is opened. */
import { UsageError } from './errors';

/** A query value; lists are joined by commas, undefined is left out. */
export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** What a request carries besides its path. `body` is sent as JSON. */
export interface RequestParts {
  query?: Record<string, QueryValue>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The methods of `Http`. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

/** The address of a path below the base; undefined where `..` or an absolute path would leave it. */
export function addressOf(base: URL, path: string, query: Record<string, QueryValue> = {}): URL | undefined {
  const url = new URL(path, base);
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return undefined;
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined)
      url.searchParams.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  return url;
}

/** The headers of one request; `bearer` takes the place of the connection's own key. */
export function headersOf(common: Headers, { body, headers = {} }: RequestParts, bearer?: string): Headers {
  const all = new Headers(common);
  if (body !== undefined) all.set('content-type', 'application/json');
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  if (bearer !== undefined) all.set('authorization', `Bearer ${bearer}`);
  return all;
}

/** The base address, ending in `/`. Throws `UsageError` where it cannot be used. */
export function checkedBase(system: string, baseUrl: string): URL {
  const url = URL.parse(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.search && !url.hash) return url;
  throw new UsageError(
    `The address of ${system} cannot be used.`,
    'Write its url like https://tickets.example.org, without user, query or #.',
  );
}

/** The headers that all requests of a connection share. Throws `UsageError` where a key cannot be sent. */
export function checkedHeaders(system: string, headers: Record<string, string>): Headers {
  try {
    return new Headers({ accept: 'application/json', 'user-agent': 'recado', ...headers });
  } catch {
    // The built-in error quotes the value, which is a secret.
    throw new UsageError(
      `The key for ${system} holds characters that cannot be sent in a header.`,
      'Copy the key again, without line breaks or quotes.',
    );
  }
}

/** Our addresses as Twilio calls them. */
import { UsageError } from '../../errors';

/** Makes full addresses from paths. */
export interface PublicAddresses {
  /** For webhooks, actions and redirects; a query is welcome. */
  web(path: string): string;
  /** For `<Stream>` and `<ConversationRelay>`: `wss:`, and `ws:` only where the public address is a plain one. */
  socket(path: string): string;
}

/** Addresses below `publicUrl` (`https://calls.example.org`). */
export function publicAddresses(publicUrl: string): PublicAddresses {
  const base = publicUrl.replace(/\/+$/, '');
  const web = (path: string): string => `${base}${path.startsWith('/') ? path : `/${path}`}`;
  return { web, socket: (path) => socketAddress(web(path)) };
}

/**
 * The address of a socket. Twilio cuts a query off, so that what was in it would silently be lost: `<Parameter>`
 * carries it. Throws `UsageError`.
 */
export function socketAddress(address: string): string {
  const url = address.replace(/^http/i, 'ws');
  if (/^wss?:\/\/[^?#]+$/i.test(url)) return url;
  throw new UsageError(
    'The address of a socket for Twilio has a query, or is none.',
    'Use a wss address without a query, and parameters for what it should carry.',
  );
}

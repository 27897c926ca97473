/**
 * Who may come in. On loopback: requests whose Host is a loopback name, so that no page can reach us by re-binding its
 * own name to 127.0.0.1. With a key: requests that carry it, or one of recado.yaml, as far as that one opens. Always: pages
 * of our own origin only, sockets too.
 *
 * Webhooks pass: their signature is their proof, and a tunnel set up for them thereby opens nothing else.
 */
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config';
import { createKeyring, type Holder, isWalled, type Keyring, noteHolder } from './key-holder';
import { Refused } from './problem';
import type { Routes } from './routes';
import { scopeOf } from './scopes';

/** Subprotocol a socket may ask for; beside it `bearer.<key>` carries the key, as browsers set no headers there. */
export const socketProtocol = 'recado';
const bearerProtocol = 'bearer.';

/** Puts the guard and the security headers in front of every route. */
export function addGuard(app: Routes, config: Pick<Config, 'host' | 'apiKey' | 'apiKeys'>): void {
  const loopback = isLoopback(config.host);
  const keyring = createKeyring(config);
  app.addHook('onRequest', async (request) => {
    if (isUnder(request, '/webhooks') || isUnder(request, '/twilio')) return;
    if (loopback) checkHost(request);
    checkOrigin(request);
    if (isUnder(request, '/api')) admit(request, keyring);
  });
  app.addHook('onSend', async (request, reply) => {
    void reply.headers(securityHeaders);
    if (isUnder(request, '/api')) void reply.header('cache-control', 'no-store');
  });
}

function checkHost(request: FastifyRequest): void {
  if (isLoopback(hostName(request.headers.host) ?? '')) return;
  throw new Refused(
    403,
    'Recado listens to this machine only, and the Host header names another',
    'Use http://127.0.0.1 or http://localhost with its port.',
  );
}

function checkOrigin({ headers }: FastifyRequest): void {
  if (headers.origin === undefined) return;
  const origin = URL.parse(headers.origin);
  if (origin && /^https?:$/.test(origin.protocol) && origin.host === headers.host?.toLowerCase()) return;
  throw new Refused(
    403,
    'A page of another origin may not talk to Recado',
    'Open the console of this gateway, or ask from a program that sends no Origin.',
  );
}

function admit(request: FastifyRequest, keyring: Keyring): void {
  const given = bearerOf(request);
  const holder = keyring(given);
  if (!holder)
    throw new Refused(
      401,
      given === undefined ? 'The key is missing' : 'The key is wrong',
      'Send the header "authorization: Bearer <key>", with RECADO_API_KEY or a key of recado.yaml; a socket may ask for the subprotocols recado and bearer.<key>.',
    );
  checkScope(request, holder);
  noteHolder(request, holder);
}

function checkScope({ method, routeOptions }: FastifyRequest, holder: Holder): void {
  if (!holder.scopes) return;
  const asked = scopeOf(method, routeOptions.url ?? '');
  if (!asked || !holder.scopes.includes(asked.scope))
    throw new Refused(
      403,
      'This key does not open this',
      asked
        ? `Give it the scope ${asked.scope} under apiKeys in recado.yaml, or use another key.`
        : 'Use RECADO_API_KEY.',
    );
  if (isWalled(holder) && !asked.walled)
    throw new Refused(
      403,
      'This key is kept to its own tenants or connections, and this route shows those of all',
      'Use a key without tenants and connections.',
    );
}

function bearerOf({ headers }: FastifyRequest): string | undefined {
  const header = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  if (header !== undefined) return header;
  const protocols = headers['sec-websocket-protocol']?.split(',').map((protocol) => protocol.trim());
  return protocols?.find((protocol) => protocol.startsWith(bearerProtocol))?.slice(bearerProtocol.length);
}

function hostName(host: string | undefined): string | undefined {
  return host === undefined ? undefined : (URL.parse(`http://${host}`)?.hostname ?? undefined);
}

/** True for `localhost`, `127.*` and `::1`. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

const isUnder = (request: FastifyRequest, path: string): boolean => {
  // The route that will answer, not the address as written, of which there are many spellings.
  const route = request.routeOptions.url;
  return route !== undefined && (route === path || route.startsWith(`${path}/`));
};

const securityHeaders = {
  'content-security-policy': [
    "default-src 'self'",
    "img-src 'self' data:",
    "style-src 'self' 'unsafe-inline'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** What the address may have been before a proxy changed it. */
import type { SignedRequest } from './scheme';

/** An address that may have been signed; `found` names it without its query. */
export interface EarlierAddress {
  found: string;
  url: string;
  target: string;
}

/** Each costs a digest of the whole body, and strangers may ask for it. */
const most = 64;

/** The other protocol, port or host, and the slash at the end; the likeliest first. */
export function addressesBefore(url: string, { headers, target }: SignedRequest): EarlierAddress[] {
  const base = URL.parse(url);
  const prefix = base && base.pathname !== '/' ? base.pathname.replace(/\/+$/, '') : '';
  const forwarded = headers['x-forwarded-host']?.split(',')[0]?.trim();
  const hosts = [forwarded, base?.host, headers.host].flatMap((host) =>
    host && /^[A-Za-z0-9.:[\]_-]{1,255}$/.test(host) ? [host, host.replace(/:\d+$/, '')] : [],
  );
  const ports = [base?.port, headers['x-forwarded-port'], '443', '80'].flatMap((port) =>
    port && /^\d{1,5}$/.test(port) ? [`:${port}`] : [],
  );
  const [path = '', ...query] = target.split('?');
  const rest = query.length > 0 ? `?${query.join('?')}` : '';
  const paths = [path, path.endsWith('/') ? path.slice(0, -1) : `${path}/`];
  const bases = ['https', 'http'].flatMap((protocol) =>
    [...new Set(hosts)]
      .flatMap((host) => [host, ...(/:\d+$/.test(host) ? [] : ports.map((port) => `${host}${port}`))])
      .flatMap((host) => [...new Set([prefix, ''])].map((before) => `${protocol}://${host}${before}`)),
  );
  return paths
    .flatMap((way) => [...new Set(bases)].map((one) => ({ one, way })))
    .slice(0, most)
    .map(({ one, way }) => ({ found: `${one}${way}`, url: one, target: `${way}${rest}` }));
}

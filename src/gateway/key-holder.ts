/** Who asks: the holder of RECADO_API_KEY, of a key of recado.yaml, or, on a loopback without a key, this machine. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Scope } from '../api-keys';
import type { Config } from '../config';

/** Who asks, and what they may. */
export interface Holder {
  /** `all`, or `key:<name>`. */
  name: string;
  /** Undefined: everything. */
  scopes?: readonly Scope[];
  /** Undefined: those of all. */
  connections?: readonly string[];
  tenants?: readonly string[];
}

const everybody: Holder = { name: 'all' };

/** Finds the holder of a key; undefined where it is wrong, or missing and needed. */
export type Keyring = (given: string | undefined) => Holder | undefined;

/** The keys of this installation. */
export function createKeyring({ apiKey, apiKeys }: Pick<Config, 'apiKey' | 'apiKeys'>): Keyring {
  const known = [
    ...(apiKey === undefined ? [] : [{ digest: sha256(apiKey), holder: everybody }]),
    ...apiKeys.map(({ name, sha256: hex, scopes, connections, tenants }) => ({
      digest: Buffer.from(hex, 'hex'),
      holder: {
        ...{ name: `key:${name}`, scopes },
        ...(connections ? { connections } : {}),
        ...(tenants ? { tenants } : {}),
      },
    })),
  ];
  return (given) => {
    if (known.length === 0) return everybody;
    if (given === undefined) return apiKey === undefined ? everybody : undefined;
    // Digests are of one length, and none is left out once another has fitted, so that time tells nothing.
    const digest = sha256(given);
    const fits = known.map((one) => timingSafeEqual(one.digest, digest));
    return known[fits.indexOf(true)]?.holder;
  };
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

const holders = new WeakMap<object, Holder>();

/** Notes who asks. */
export const noteHolder = (request: FastifyRequest, holder: Holder): void =>
  void holders.set(request.raw, holder);

/** Who asks; known on every route under `/api`. */
export function holderOf(request: FastifyRequest): Holder {
  const holder = holders.get(request.raw);
  if (!holder) throw new Error('the guard has not seen this request');
  return holder;
}

/** Whether only a part of the cases is this holder's. */
export const isWalled = ({ connections, tenants }: Holder): boolean =>
  connections !== undefined || tenants !== undefined;

/** Whether a case is this holder's to see. */
export const maySee = (
  { connections, tenants }: Holder,
  { connection, tenant }: { connection: string; tenant: string },
): boolean => (connections?.includes(connection) ?? true) && (tenants?.includes(tenant) ?? true);

/** What a list of cases is cut down to for this holder. */
export const wallsOf = ({
  connections,
  tenants,
}: Holder): { connections?: readonly string[]; tenants?: readonly string[] } => ({
  ...(connections ? { connections } : {}),
  ...(tenants ? { tenants } : {}),
});

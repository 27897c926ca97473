/** Faults that meet the first request of a write, whatever identifies it. */
import { createHash } from 'node:crypto';
import type { StandInFault, StandInRequest } from '../stand-in';

/** Whether a request makes something: a ticket, or a declared operation. */
export const makes = ({ method, path }: StandInRequest): boolean =>
  method === 'POST' && (path === '/tickets' || path === '/acts');

/** Remembers writes; `isFirst` is true once for each. A write without key is known by its body. */
export function firstTimes(): (request: StandInRequest) => boolean {
  const seen = new Set<string>();
  return (request) => {
    const name = nameOf(request);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  };
}

/** One of the faults for this write, always the same one for one seed. */
export function pick(
  faults: readonly StandInFault[],
  request: StandInRequest,
  seed: number,
): StandInFault | undefined {
  const digest = createHash('sha256')
    .update(`${seed} ${bodyOf(request)}`)
    .digest();
  return faults[digest.readUInt32BE(0) % faults.length];
}

const nameOf = (request: StandInRequest): string => `${request.system} ${request.key ?? bodyOf(request)}`;

/** The body without the key, so that the same write has the same fault with every class of system. */
const bodyOf = ({ body }: StandInRequest): string =>
  JSON.stringify(body, (key, value: unknown) => (key === 'reference' ? undefined : value));

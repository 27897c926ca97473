/** Which addresses lead into a private network or to this machine, whatever their spelling. */
import { BlockList, isIP } from 'node:net';

const closed = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(net, prefix, 'ipv4');
// Ways from IPv6 into IPv4 (6to4, Teredo), documentation, and what routers hand out among themselves.
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  closed.addSubnet(net, prefix, 'ipv6');
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');

const bare = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

/** Whether this is an address that is not one of the public internet. False for names. */
export function isPrivateAddress(host: string): boolean {
  const address = bare(host);
  switch (isIP(address)) {
    case 4:
      return closed.check(address, 'ipv4');
    case 6:
      return !global.check(address, 'ipv6') || closed.check(address, 'ipv6');
    default:
      return false;
  }
}

/** Whether this address is of this machine alone. False for names. */
export const isLoopbackAddress = (address: string): boolean =>
  (isIP(address) === 4 && address.startsWith('127.')) || address === '::1';

/** Whether this host is written as this machine: `localhost`, `127.*` or `::1`. */
export const isLoopbackName = (host: string): boolean =>
  host === 'localhost' || isLoopbackAddress(bare(host));

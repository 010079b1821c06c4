import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Where an address leads. `internal` never answers anyone's request, not even in development. */
export type AddressReach = 'public' | 'loopback' | 'private' | 'internal';

/** Azure's in-host agent answers on a public-looking address; it hands out configuration and certificates of the machine. */
const hostAgents: ReadonlySet<string> = new Set(['168.63.129.16']);
const privateRanges: ReadonlySet<string> = new Set(['private', 'uniqueLocal', 'carrierGradeNat']);
/** Cloud metadata services inside ranges that are otherwise merely private: AWS over IPv6, Alibaba Cloud. */
const metadataAddresses: ReadonlySet<string> = new Set(['fd00:ec2::254', '100.100.100.200']);
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Tells where a textual IP address leads. Anything not known to be public is treated as not public: unknown never helps.
 * IPv4 addresses inside IPv6 (mapped) are judged as what they mean; other embeddings (6to4, Teredo, NAT64) are internal.
 */
export function reachOf(address: string): AddressReach {
  // The library also reads forms such as `127.1`, and takes the deprecated `::127.0.0.1` (RFC 4291 §2.5.5.1) for a mapped address.
  if (isIP(address) === 0 || /^::\d+\./.test(address)) return 'internal';
  const ip = ipaddr.process(address);
  if (hostAgents.has(ip.toString()) || metadataAddresses.has(ip.toString())) return 'internal';
  const range = ip.range();
  if (range === 'loopback') return 'loopback';
  if (privateRanges.has(range)) return 'private';
  if (range !== 'unicast') return 'internal';
  // The library calls everything else unicast; only 2000::/3 is routed (RFC 4291 §2.4).
  return ip instanceof ipaddr.IPv6 && !ip.match(globalUnicast) ? 'internal' : 'public';
}

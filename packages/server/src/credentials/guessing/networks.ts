import ipaddr from 'ipaddr.js';

/**
 * Who is behind an address: one IPv4 address, or all of a /64 of IPv6, since whoever has one address of it has them all
 * (RFC 4291 §2.5.4, RFC 6177 §2).
 */
export function subscriberOf(address: string): string {
  return prefixOf(address, 32, 64);
}

/** The surroundings of an address, which stay when a provider gives out a new one: a /24 of IPv4, a /48 of IPv6 (RFC 6177 §2). */
export function placeOf(address: string): string {
  return prefixOf(address, 24, 48);
}

function prefixOf(address: string, v4: number, v6: number): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv4
    ? `${ipaddr.IPv4.networkAddressFromCIDR(`${parsed.toString()}/${v4}`).toString()}/${v4}`
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${v6}`).toString()}/${v6}`;
}

import ipaddr from 'ipaddr.js';

/** Networks whose `X-Forwarded-For` is believed. */
export type TrustedProxies = readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];

/** Reads CIDR texts. @throws Error naming the text that is not one. */
export function parseTrustedProxies(cidrs: readonly string[]): TrustedProxies {
  return cidrs.map((cidr) => ipaddr.parseCIDR(cidr));
}

/**
 * The caller's address. Behind trusted proxies it is the last address of `X-Forwarded-For` that is not itself a trusted proxy;
 * from anyone else that header is ignored, since it is the caller's own claim (RFC 9700 §4.13).
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): string {
  let address = normal(peer ?? '') ?? 'unknown';
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim());
  while (isTrusted(address, trusted)) {
    const next = normal(hops.pop() ?? '');
    if (next === undefined) return address;
    address = next;
  }
  return address;
}

function normal(text: string): string | undefined {
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : undefined;
}

function isTrusted(address: string, trusted: TrustedProxies): boolean {
  if (trusted.length === 0 || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return trusted.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits));
}

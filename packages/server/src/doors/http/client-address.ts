import ipaddr from 'ipaddr.js';

/** Networks whose `X-Forwarded-For` is believed. */
export type TrustedProxies = readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];

/** Reads CIDR texts. @throws Error naming the text that is not one. */
export function parseTrustedProxies(cidrs: readonly string[]): TrustedProxies {
  return cidrs.map((cidr) => ipaddr.parseCIDR(cidr));
}

/** A connection has one peer, and many requests. */
const peers = new WeakMap<object, string>();

/** The address at the other end of a connection; `unknown` once it is gone. */
export function peerAddress(socket: { readonly remoteAddress?: string | undefined }): string {
  const before = peers.get(socket);
  if (before !== undefined) return before;
  const address = normal(socket.remoteAddress ?? '');
  if (address !== undefined) peers.set(socket, address);
  return address ?? 'unknown';
}

/**
 * The caller's address. Behind trusted proxies it is the last address of `X-Forwarded-For` that is not itself a trusted proxy;
 * from anyone else that header is ignored, since it is the caller's own claim (RFC 9700 §4.13).
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, trusted: TrustedProxies): string {
  let address = peer;
  if (trusted.length === 0) return address;
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

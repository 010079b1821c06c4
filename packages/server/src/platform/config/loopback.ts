import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** True for hosts that only this machine can reach: loopback addresses, localhost and names below it (RFC 6761 §6.3). */
export function isLoopbackHost(host: string): boolean {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return ipaddr.process(bare).range() === 'loopback';
  return bare === 'localhost' || bare.endsWith('.localhost');
}

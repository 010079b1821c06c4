import { isIP } from 'node:net';

/** What a certificate speaks for. */
export interface CertificateNames {
  readonly dns: readonly string[];
  readonly ips: readonly string[];
}

const dnsName =
  /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?)*$/;
const unspecified: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/**
 * Sorts host names into names and addresses, localhost and loopback always among them.
 * Listening addresses that name no host (`0.0.0.0`, `::`) are left out.
 * @throws Error for what is neither a host name nor an address.
 */
export function namesOf(hosts: readonly string[]): CertificateNames {
  const dns = new Set(['localhost']);
  const ips = new Set(['127.0.0.1', '::1']);
  for (const host of hosts.map((text) => text.toLowerCase().replace(/^\[|\]$/g, ''))) {
    if (isIP(host) !== 0) {
      if (!unspecified.has(host)) ips.add(host);
    } else if (dnsName.test(host)) dns.add(host);
    else throw new Error(`\`${host}\` is neither a host name nor an address`);
  }
  return { dns: [...dns].sort(), ips: [...ips].sort() };
}

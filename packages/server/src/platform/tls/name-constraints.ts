import 'reflect-metadata';
import { Extension } from '@peculiar/x509';
import ipaddr from 'ipaddr.js';
import type { CertificateNames } from './certificate-names.js';

const loopback4 = [127, 0, 0, 0, 255, 0, 0, 0];

/**
 * Limits an authority to the given names and what lies below them, and to the loopback networks and the given addresses
 * (RFC 5280 §4.2.1.10). The certificate library has no class for this extension, so its few DER elements are written here.
 */
export function nameConstraints({ dns, ips }: CertificateNames): Extension {
  const names = dns.map((name) => der(0x82, Buffer.from(name, 'ascii')));
  const hosts = ips.map((ip) => der(0x87, hostNetwork(ip)));
  const subtrees = [...names, der(0x87, Buffer.from(loopback4)), ...hosts].map((name) => der(0x30, name));
  return new Extension('2.5.29.30', true, Uint8Array.from(der(0x30, der(0xa0, ...subtrees))));
}

/** An address followed by a mask of ones, as long as itself. */
function hostNetwork(ip: string): Buffer {
  const bytes = ipaddr.parse(ip).toByteArray();
  return Buffer.from([...bytes, ...bytes.map(() => 255)]);
}

/** One DER element (X.690 §8.1). */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...derLength(content.length)]), content]);
}

function derLength(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

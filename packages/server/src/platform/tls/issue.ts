import 'reflect-metadata';
import { KeyObject, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { Ids } from '../ids/index.js';
import type { CertificateNames } from './certificate-names.js';
import { nameConstraints } from './name-constraints.js';
import { type PemBundle, parsePemBundle } from './pem-bundle.js';

const day = 86_400_000;
const authorityLife = 3652 * day;
/** The longest that browsers accept of a server certificate is 398 days. */
const serverLife = 397 * day;
/** Machines' clocks differ a little. */
const head = 3_600_000;
const curve = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Makes a certificate authority that may speak for `names` and nothing else. `now` in milliseconds since the Unix epoch. */
export async function issueAuthority(names: CertificateNames, now: number, ids: Ids): Promise<PemBundle> {
  const keys = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // The suffix keeps two authorities on one machine apart in a trust store.
    name: `CN=Gatehouse development CA ${ids.bytes(4).toString('hex')}`,
    notBefore: new Date(now - head),
    notAfter: new Date(now - head + authorityLife),
    signingAlgorithm: curve,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      nameConstraints(names),
    ],
  });
  return bundle(keys.privateKey, certificate);
}

/** Makes a server certificate for `names`, signed by `authority`, ending no later than it. */
export async function issueServer(authority: PemBundle, names: CertificateNames, now: number): Promise<PemBundle> {
  const keys = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const end = Math.min(now - head + serverLife, Date.parse(authority.certificate.validTo));
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: authority.certificate.subject,
    notBefore: new Date(now - head),
    notAfter: new Date(end),
    signingAlgorithm: curve,
    publicKey: keys.publicKey,
    signingKey: await importSigningKey(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      serverNames(names),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(
        authority.certificate.publicKey.export({ type: 'spki', format: 'der' }),
      ),
    ],
  });
  return bundle(keys.privateKey, certificate);
}

/** Localhost and hosts, the names below localhost, and below each name those of its key vaults. */
export function serverNames({ dns, ips }: CertificateNames): x509.SubjectAlternativeNameExtension {
  const names = [...dns, '*.localhost', ...dns.map((name) => `*.vault.${name}`)];
  return new x509.SubjectAlternativeNameExtension([
    ...names.map((value) => ({ type: 'dns', value }) as const),
    ...ips.map((value) => ({ type: 'ip', value }) as const),
  ]);
}

function importSigningKey(key: KeyObject): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), curve, false, ['sign']);
}

function bundle(privateKey: webcrypto.CryptoKey, certificate: x509.X509Certificate): PemBundle {
  const keyPem = KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  const made = parsePemBundle(`${keyPem}${certificate.toString('pem')}\n`);
  if (made === undefined) throw new Error('the certificate that was made cannot be read back');
  return made;
}

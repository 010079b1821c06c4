import { type KeyObject, webcrypto } from 'node:crypto';
import type { Ids } from '../ids/index.js';
import type { CertificateNames } from './certificate-names.js';
import { nameConstraints } from './name-constraints.js';
import { type PemBundle, parsePemBundle } from './pem-bundle.js';
import * as x509 from './x509.js';

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
    serialNumber: serial(ids),
    notBefore: new Date(now - head),
    notAfter: new Date(now - head + authorityLife),
    signingAlgorithm: curve,
    keys: keys as CryptoKeyPair,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as CryptoKey),
      nameConstraints(names),
    ],
  });
  return bundle(keys.privateKey, certificate.toString('pem'));
}

/** Makes a server certificate for `names`, signed by `authority`, ending no later than it. */
export async function issueServer(authority: PemBundle, names: CertificateNames, now: number, ids: Ids): Promise<PemBundle> {
  const keys = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const end = Math.min(now - head + serverLife, Date.parse(authority.certificate.validTo));
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: authority.certificate.subject,
    serialNumber: serial(ids),
    notBefore: new Date(now - head),
    notAfter: new Date(end),
    signingAlgorithm: curve,
    publicKey: keys.publicKey as CryptoKey,
    signingKey: await importKey(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      serverNames(names),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as CryptoKey),
      await x509.AuthorityKeyIdentifierExtension.create(await importPublicKey(authority)),
    ],
  });
  return bundle(keys.privateKey, certificate.toString('pem'));
}

import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

/** A private key and its certificate, kept in one file so that they can never disagree. */
export interface PemBundle {
  readonly certPem: string;
  readonly keyPem: string;
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
}

const certificatePart = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----\n?/;
const keyPart = /-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----\n?/;

/** Reads a bundle. @returns undefined when the text is not one, or when key and certificate do not belong together. */
export function parsePemBundle(text: string): PemBundle | undefined {
  const certPem = certificatePart.exec(text)?.[0];
  const keyPem = keyPart.exec(text)?.[0];
  if (certPem === undefined || keyPem === undefined) return undefined;
  try {
    const certificate = new X509Certificate(certPem);
    const key = createPrivateKey(keyPem);
    return certificate.checkPrivateKey(key) ? { certPem, keyPem, certificate, key } : undefined;
  } catch {
    return undefined;
  }
}

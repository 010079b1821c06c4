import { createHash, X509Certificate } from 'node:crypto';

/** What a key credential keeps of a certificate. Times in milliseconds since the Unix epoch. */
export interface CertificateParts {
  /** base64 of DER. */
  readonly certificate: string;
  /** base64url of the digest of the DER. */
  readonly thumbprintSha1: string;
  readonly thumbprintSha256: string;
  readonly subject: string;
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Reads one certificate in PEM (RFC 7468 §5). */
export function readCertificate(
  pem: string,
):
  | { readonly kind: 'ok'; readonly certificate: CertificateParts }
  | { readonly kind: 'refused'; readonly reason: string } {
  if (pem.includes('PRIVATE KEY')) {
    return refused('must hold the certificate only; a private key has no place in a seed');
  }
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----/g)?.length ?? 0;
  if (blocks !== 1) return refused('must hold one certificate in PEM');
  try {
    const certificate = new X509Certificate(pem);
    const der = certificate.raw;
    return {
      kind: 'ok',
      certificate: {
        certificate: der.toString('base64'),
        // RFC 7515 §4.1.7 and §4.1.8: `x5t` and `x5t#S256`
        thumbprintSha1: createHash('sha1').update(der).digest('base64url'),
        thumbprintSha256: createHash('sha256').update(der).digest('base64url'),
        subject: certificate.subject,
        notBefore: Date.parse(certificate.validFrom),
        notAfter: Date.parse(certificate.validTo),
      },
    };
  } catch {
    return refused('is not a certificate that can be read');
  }
}

function refused(reason: string): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason };
}

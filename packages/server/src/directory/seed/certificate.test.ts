import { createHash, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { exampleCertificate } from '../seeding.fixture.js';
import { readCertificate } from './certificate.js';

describe('a certificate of a seed', () => {
  it('gives its DER, its thumbprints and the time it is valid', () => {
    const der = new X509Certificate(exampleCertificate).raw;
    expect(readCertificate(exampleCertificate)).toEqual({
      kind: 'ok',
      certificate: {
        certificate: der.toString('base64'),
        thumbprintSha1: createHash('sha1').update(der).digest('base64url'),
        thumbprintSha256: createHash('sha256').update(der).digest('base64url'),
        subject: 'CN=Contoso Daemon example',
        notBefore: Date.UTC(2024, 0, 1),
        notAfter: Date.UTC(2049, 11, 31, 23, 59, 59),
      },
    });
  });

  it.each([
    ['nothing', '', /one certificate/],
    ['two certificates', `${exampleCertificate}\n${exampleCertificate}`, /one certificate/],
    ['a private key beside it', `${exampleCertificate}\n-----BEGIN RSA PRIVATE KEY-----`, /private key/],
    ['a broken one', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', /be read/],
  ])('is refused when it is %s', (_title, pem, reason) => {
    expect(readCertificate(pem)).toEqual({ kind: 'refused', reason: expect.stringMatching(reason) });
  });
});

import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import { type JWTPayload, SignJWT } from 'jose';

type CryptoKey = webcrypto.CryptoKey;

/** A certificate that nobody issued, and the key to it. */
export interface FakeCertificate {
  /** base64 of DER. */
  readonly key: string;
  readonly pem: string;
  /** Hexadecimal. */
  readonly thumbprint: string;
  readonly privateKey: CryptoKey;
}

/** What a fake certificate is like where it differs from a usable one. */
export interface CertificateFlaws {
  readonly modulusLength?: number;
  readonly curve?: 'P-256';
  readonly notAfter?: Date;
  /** Its base64 fills lines of 64 characters without a rest. */
  readonly fillsLines?: true;
}

const rsa = (modulusLength: number) => ({
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength,
  publicExponent: new Uint8Array([1, 0, 1]),
});

/** Makes a certificate for tests, valid from 2020 to 2040. */
export async function fakeCertificate(flaws: CertificateFlaws = {}): Promise<FakeCertificate> {
  const { modulusLength = 2048, curve, notAfter = new Date('2040-01-01T00:00:00Z'), fillsLines } = flaws;
  const keys =
    curve === undefined
      ? await webcrypto.subtle.generateKey(rsa(modulusLength), true, ['sign', 'verify'])
      : await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: curve }, true, ['sign', 'verify']);
  const signingAlgorithm = curve === undefined ? rsa(modulusLength) : { name: 'ECDSA', hash: 'SHA-256' };
  const validity = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter };
  for (let name = 'fake'; ; name += 'e') {
    const made = await X509CertificateGenerator.createSelfSigned(
      { name: `CN=${name}`, keys, signingAlgorithm, ...validity },
      webcrypto as never,
    );
    const key = Buffer.from(made.rawData).toString('base64');
    if (fillsLines === true && key.length % 64 !== 0) continue;
    const thumbprint = Buffer.from(await made.getThumbprint('SHA-1', webcrypto as never)).toString('hex');
    return { key, pem: made.toString('pem'), thumbprint, privateKey: keys.privateKey };
  }
}

/** A proof of possession: what the holder of a certificate says of itself. */
export function proofOf({ privateKey }: FakeCertificate, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
}

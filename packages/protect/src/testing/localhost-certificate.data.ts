import { createPrivateKey } from 'node:crypto';

/** A certificate for localhost that signs itself, for tests alone: its key is published right here and is worth nothing. */
export const localhostCertificate = `-----BEGIN CERTIFICATE-----
MIIBezCCASGgAwIBAgIBATAKBggqhkjOPQQDAjAeMRwwGgYDVQQDDBNmYWtlIHRl
c3QgYXV0aG9yaXR5MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAe
MRwwGgYDVQQDDBNmYWtlIHRlc3QgYXV0aG9yaXR5MFkwEwYHKoZIzj0CAQYIKoZI
zj0DAQcDQgAEkGVlQh5rHdMa/pXN6j9SER2Dzqzs8gX14u1BC8TXULVhOCK2HMvv
deHsiMPBlt0gh2WwCkywgx1sTzT2yeMMY6NOMEwwDwYDVR0TAQH/BAUwAwEB/zAa
BgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwHQYDVR0OBBYEFIUISUveaRO4I8bL
yIVFbkKoFbNQMAoGCCqGSM49BAMCA0gAMEUCIQDAxcB4Hu9zPXbstOgiEMR3bEcb
lC9O6OJ3qGiBADwVYAIgVq53m8UIFESyUiji4lKod/SSZWuPJCNimat46Jr5xFc=
-----END CERTIFICATE-----
`;

export const localhostKey = createPrivateKey({
  format: 'jwk',
  key: {
    kty: 'EC',
    crv: 'P-256',
    x: 'kGVlQh5rHdMa_pXN6j9SER2Dzqzs8gX14u1BC8TXULU',
    y: 'YTgithzL73Xh7IjDwZbdIIdlsApMsIMdbE809snjDGM',
    d: '4ZjZ7aIV7T-SfkFCEaT0D25qOS85gqzOgqXGaAngHCg',
  },
}).export({ type: 'pkcs8', format: 'pem' }) as string;

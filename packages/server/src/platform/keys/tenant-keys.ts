import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { TenantId } from '@gatehouse/model';
import { type ColumnPlace, openColumn } from './envelope.js';
import type { KeyEncryptionKey } from './key-encryption-key.js';
import { type PublishedKey, publishedKey } from './published-key.js';
import type { KeyRow } from './repository.js';
import { type SigningAlgorithm, type SigningKey, signingKey } from './signing-key.js';

/** A tenant's keys, parsed once. */
export interface TenantKeys {
  readonly signers: ReadonlyMap<SigningAlgorithm, SigningKey>;
  /** Those that sign first, then by age; RS256 before others, for clients that take the first one they understand. */
  readonly published: readonly PublishedKey[];
  readonly verification: ReadonlyMap<string, KeyObject>;
}

/** The column that holds a key's private half. */
export function privateKeyPlace(tenant: TenantId, kid: string): ColumnPlace {
  return { tenant, table: 'signing_keys', column: 'private_key', row: kid };
}

/**
 * Parses a tenant's rows.
 * INVARIANT: a key is published only if whoever wrote its row held the key-encryption key. Someone who can write to the database
 * and nothing else cannot make verifiers trust a key of theirs.
 * @throws Error when a private half cannot be opened, or does not belong to the certificate beside it.
 */
export function parseTenantKeys(tenant: TenantId, rows: readonly KeyRow[], key: KeyEncryptionKey): TenantKeys {
  const signers = new Map<SigningAlgorithm, SigningKey>();
  const published: PublishedKey[] = [];
  const verification = new Map<string, KeyObject>();
  for (const row of [...rows].sort((a, b) => rank(a) - rank(b))) {
    const { privateKey, certificate } = openRow(tenant, row, key);
    if (row.state === 'current') signers.set(row.alg, signingKey(row.kid, row.alg, privateKey));
    published.push(publishedKey(row.kid, certificate));
    verification.set(row.kid, certificate.publicKey);
  }
  return { signers, published, verification };
}

function openRow(
  tenant: TenantId,
  row: KeyRow,
  key: KeyEncryptionKey,
): { readonly privateKey: KeyObject; readonly certificate: X509Certificate } {
  const opened = openColumn(key, privateKeyPlace(tenant, row.kid), row.sealedPrivateKey);
  if (opened === undefined) {
    throw new Error(
      `signing key \`${row.kid}\` of tenant \`${tenant}\` cannot be opened with any configured key-encryption key`,
    );
  }
  const privateKey = createPrivateKey({ key: opened, format: 'der', type: 'pkcs8' });
  opened.fill(0);
  const certificate = new X509Certificate(row.certificate);
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new Error(`signing key \`${row.kid}\` of tenant \`${tenant}\` is not the key of its certificate`);
  }
  return { privateKey, certificate };
}

function rank({ state, alg }: KeyRow): number {
  return (alg === 'RS256' ? 0 : 10) + ['current', 'next', 'retired'].indexOf(state);
}

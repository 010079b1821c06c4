import { createHash } from 'node:crypto';
import type {
  AppId,
  CredentialId,
  FederatedIdentityCredential,
  KeyCredential,
  PasswordCredential,
} from '@gatehouse/model';
import { derivedId } from '../derived-id.js';
import type { SeedApplication } from '../schema/application.js';

const day = 24 * 60 * 60 * 1000;
/** Microsoft Graph documentation: addPassword gives two years when no end is named. */
const secretLifetime = 730 * day;

/**
 * The secrets the seed names, and behind them the stored ones it does not name: seeding adds and mends, it takes nothing away.
 * A secret without its text keeps the stored digest; where there is none, its digest is empty and the plan refuses it.
 */
export function passwordCredentialsOf(
  items: SeedApplication['passwordCredentials'],
  stored: readonly PasswordCredential[],
  { appId, now }: { readonly appId: AppId; readonly now: number },
): readonly PasswordCredential[] {
  const named = (items ?? []).map((item, index): PasswordCredential => {
    const keyId = item.keyId ?? derivedId<CredentialId>('', 'secret', `${appId} ${item.displayName ?? index}`);
    const before = stored.find((one) => one.keyId === keyId);
    const startAt = item.startDateTime ?? before?.startAt ?? now;
    const displayName = item.displayName ?? before?.displayName;
    return {
      keyId,
      ...(displayName !== undefined && { displayName }),
      startAt,
      endAt: item.endDateTime ?? before?.endAt ?? startAt + secretLifetime,
      hint: item.secretText?.slice(0, 3) ?? before?.hint ?? '',
      digest: item.secretText === undefined ? (before?.digest ?? '') : secretDigest(item.secretText),
    };
  });
  return merged(named, stored, (credential) => credential.keyId);
}

/** SHA-256 of a client secret, base64url: what is kept of it. */
function secretDigest(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('base64url');
}

/** The certificates the seed names, and behind them the stored ones it does not name. */
export function keyCredentialsOf(
  items: SeedApplication['keyCredentials'],
  stored: readonly KeyCredential[],
  appId: AppId,
): readonly KeyCredential[] {
  const named = (items ?? []).map((item): KeyCredential => {
    const { certificate, thumbprintSha1, thumbprintSha256, notBefore, notAfter, subject } = item.certificate;
    const keyId = item.keyId ?? derivedId<CredentialId>('', 'certificate', `${appId} ${thumbprintSha256}`);
    const before = stored.find((one) => one.keyId === keyId);
    return {
      keyId,
      displayName: item.displayName ?? before?.displayName ?? subject,
      usage: item.usage ?? before?.usage ?? 'Verify',
      type: item.type ?? before?.type ?? 'AsymmetricX509Cert',
      startAt: item.startDateTime ?? notBefore,
      endAt: item.endDateTime ?? notAfter,
      certificate,
      thumbprintSha1,
      thumbprintSha256,
    };
  });
  return merged(named, stored, (credential) => credential.keyId);
}

/** The federated credentials the seed names, and behind them the stored ones it does not name; known by their names. */
export function federatedCredentialsOf(
  items: SeedApplication['federatedIdentityCredentials'],
  stored: readonly FederatedIdentityCredential[],
  appId: AppId,
): readonly FederatedIdentityCredential[] {
  const named = (items ?? []).map((item): FederatedIdentityCredential => {
    const before = stored.find((one) => one.name === item.name);
    const description = item.description ?? before?.description;
    const jwks = item.jwks ?? before?.jwks;
    return {
      id: item.id ?? before?.id ?? derivedId<CredentialId>('', 'federated-credential', `${appId} ${item.name}`),
      name: item.name,
      issuer: item.issuer,
      subject: item.subject,
      audiences: item.audiences,
      ...(description !== undefined && { description }),
      ...(jwks !== undefined && { jwks }),
    };
  });
  return merged(named, stored, (credential) => credential.name);
}

function merged<Item>(named: readonly Item[], stored: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const keys = new Set(named.map(keyOf));
  return [...named, ...stored.filter((item) => !keys.has(keyOf(item)))];
}

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
import type { Exactness } from './exactness.js';

const day = 24 * 60 * 60 * 1000;
/** Microsoft Graph documentation: addPassword gives two years when no end is named. */
const secretLifetime = 730 * day;

/** What credentials are made with: whose they are, whether the stored ones that the seed does not name stay, and the time. */
interface CredentialContext {
  readonly appId: AppId;
  readonly exact: Exactness;
  readonly now: number;
}

/**
 * The secrets the seed names, and behind them the stored ones it does not name, as far as they may stay. A secret without its text keeps
 * the stored digest; where there is none, its digest is empty, which no secret has. The plan refuses it unless its hint says that it is
 * one that an export could not tell.
 */
export function passwordCredentialsOf(
  items: SeedApplication['passwordCredentials'],
  stored: readonly PasswordCredential[],
  { appId, exact, now }: CredentialContext,
): readonly PasswordCredential[] {
  const named = (items ?? []).map((item, index): PasswordCredential => {
    const keyId = item.keyId ?? derivedId<CredentialId>('', 'secret', `${appId} ${item.displayName ?? index}`);
    const before = stored.find((one) => one.keyId === keyId);
    const startAt = item.startDateTime ?? before?.startAt ?? now;
    const displayName = item.displayName ?? (exact.objects ? undefined : before?.displayName);
    return {
      keyId,
      ...(displayName !== undefined && { displayName }),
      startAt,
      endAt: item.endDateTime ?? before?.endAt ?? startAt + secretLifetime,
      hint: item.secretText?.slice(0, 3) ?? before?.hint ?? item.hint ?? '',
      digest: item.secretText === undefined ? (before?.digest ?? '') : secretDigest(item.secretText),
    };
  });
  return merged(items && named, stored, (credential) => credential.keyId, exact);
}

/** SHA-256 of a client secret, base64url: what is kept of it. */
function secretDigest(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('base64url');
}

/** The certificates the seed names, and behind them the stored ones it does not name. */
export function keyCredentialsOf(
  items: SeedApplication['keyCredentials'],
  stored: readonly KeyCredential[],
  { appId, exact }: CredentialContext,
): readonly KeyCredential[] {
  const named = (items ?? []).map((item): KeyCredential => {
    const { certificate, thumbprintSha1, thumbprintSha256, notBefore, notAfter, subject } = item.certificate;
    const keyId = item.keyId ?? derivedId<CredentialId>('', 'certificate', `${appId} ${thumbprintSha256}`);
    const before = stored.find((one) => one.keyId === keyId);
    // One that has its keyId was made elsewhere, and may have no name; another is called after its subject.
    const unnamed = item.keyId === undefined ? subject : undefined;
    const displayName = item.displayName ?? (exact.objects ? unnamed : (before?.displayName ?? unnamed));
    return {
      keyId,
      ...(displayName !== undefined && { displayName }),
      usage: item.usage ?? before?.usage ?? 'Verify',
      type: item.type ?? before?.type ?? 'AsymmetricX509Cert',
      startAt: item.startDateTime ?? notBefore,
      endAt: item.endDateTime ?? notAfter,
      certificate,
      thumbprintSha1,
      thumbprintSha256,
    };
  });
  return merged(items && named, stored, (credential) => credential.keyId, exact);
}

/** The federated credentials the seed names, and behind them the stored ones it does not name; known by their names. */
export function federatedCredentialsOf(
  items: SeedApplication['federatedIdentityCredentials'],
  stored: readonly FederatedIdentityCredential[],
  { appId, exact }: CredentialContext,
): readonly FederatedIdentityCredential[] {
  const named = (items ?? []).map((item): FederatedIdentityCredential => {
    const before = stored.find((one) => one.name === item.name);
    const kept = exact.objects ? undefined : before;
    const description = item.description ?? kept?.description;
    const jwks = item.jwks ?? kept?.jwks;
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
  return merged(items && named, stored, (credential) => credential.name, exact);
}

function merged<Item>(
  named: readonly Item[] | undefined,
  stored: readonly Item[],
  keyOf: (item: Item) => string,
  exact: Exactness,
): readonly Item[] {
  if (named === undefined) return exact.objects ? [] : stored;
  const keys = new Set(named.map(keyOf));
  return exact.lists ? named : [...named, ...stored.filter((item) => !keys.has(keyOf(item)))];
}

import type { KeyCredential, PasswordCredential } from '@gatehouse/model';

/** What an application forbids to change on its service principals (Microsoft Graph documentation: servicePrincipalLockConfiguration). */
export interface InstanceLock {
  readonly isEnabled?: boolean | null;
  readonly allProperties?: boolean | null;
  readonly credentialsWithUsageSign?: boolean | null;
  readonly credentialsWithUsageVerify?: boolean | null;
  readonly tokenEncryptionKeyId?: boolean | null;
}

/** What of a service principal can be locked. */
export interface LockableProperties {
  readonly keyCredentials: readonly KeyCredential[];
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A property that can be locked. */
export type LockedProperty = 'keyCredentials' | 'passwordCredentials' | 'tokenEncryptionKeyId';

/**
 * The first locked property that a change of a service principal touches: new, changed and removed credentials alike. Secrets prove the
 * application, as certificates for verifying do.
 * @returns undefined when the lock lets the change be.
 */
export function lockedProperty(
  lock: InstanceLock | undefined,
  before: LockableProperties,
  after: LockableProperties,
): LockedProperty | undefined {
  if (lock?.isEnabled !== true) return undefined;
  const all = lock.allProperties === true;
  const verifying = all || lock.credentialsWithUsageVerify === true;
  const usages = [
    ...(all || lock.credentialsWithUsageSign === true ? (['Sign'] as const) : []),
    ...(verifying ? (['Verify'] as const) : []),
    ...(all ? (['Encrypt'] as const) : []),
  ];
  const keysOf = ({ keyCredentials }: LockableProperties) =>
    keyCredentials.filter(({ usage }) => usages.some((locked) => locked === usage));
  if (differ(keysOf(before), keysOf(after))) return 'keyCredentials';
  if (verifying && differ(before.passwordCredentials, after.passwordCredentials)) return 'passwordCredentials';
  const isKeyLocked = all || lock.tokenEncryptionKeyId === true;
  const moved = before.properties?.tokenEncryptionKeyId !== after.properties?.tokenEncryptionKeyId;
  return isKeyLocked && moved ? 'tokenEncryptionKeyId' : undefined;
}

type Credential = KeyCredential | PasswordCredential;

function differ(before: readonly Credential[], after: readonly Credential[]): boolean {
  if (before.length !== after.length) return true;
  const known = new Map(before.map((one) => [one.keyId, asText(one)]));
  return after.some((one) => known.get(one.keyId) !== asText(one));
}

/** Equal credentials read the same, in whatever order their properties stand. */
function asText(credential: Credential): string {
  return JSON.stringify(Object.entries(credential).sort(([one], [other]) => (one < other ? -1 : 1)));
}

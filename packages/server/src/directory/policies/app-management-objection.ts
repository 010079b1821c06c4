import {
  type AppId,
  type Application,
  type CustomSecurityAttributes,
  type Fact,
  type KeyCredential,
  known,
  type PasswordCredential,
  type ServicePrincipalId,
  unknown,
  type UserId,
} from '@gatehouse/model';
import { type AppManagementInput, checkAppManagement } from '@gatehouse/policy';
import { isSame } from '../journal-changes.js';
import { type DirectoryRefusal, type DirectoryWork, refused } from '../operation.js';
import { readServicePrincipalsByAppId, readServicePrincipalsById } from '../service-principals/repository.js';
import { readTenant } from '../tenants/repository.js';
import { readUsersById } from '../users/repository.js';
import { appManagementOf } from './app-management.js';

/** What has secrets and certificates; applications have identifier URIs as well. */
interface Holder {
  readonly id: string;
  readonly appId: AppId;
  readonly createdAt: number;
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly keyCredentials: readonly KeyCredential[];
}

/** An application, or its service principal in the tenant, as it is written; `before` is absent for a new one. */
export type ManagedChange =
  | { readonly kind: 'application'; readonly before: Application | undefined; readonly after: Application }
  | { readonly kind: 'servicePrincipal'; readonly before: Holder; readonly after: Holder };

/**
 * Refuses secrets, certificates and identifier URIs that are added against the application management policy that holds for the
 * object: the one assigned to it, or else the tenant's. What was there before may stay.
 */
export async function appManagementObjection(
  work: DirectoryWork,
  change: ManagedChange,
): Promise<DirectoryRefusal | undefined> {
  const adds = additions(change);
  if (Object.values(adds).every(({ length }) => length === 0)) return undefined;
  const policies = await appManagementOf(change.after.id)(work);
  if (!policies.tenantDefault.isEnabled && policies.assigned?.isEnabled !== true) return undefined;
  const tenant = await readTenant(work.tx);
  const [violation] = checkAppManagement({
    ...policies,
    object: await judged(work, change),
    adds,
    tenant: { id: work.tx.tenant, verifiedDomains: tenant?.domains.map(({ name }) => name) ?? [] },
    actorAttributes: await actorAttributes(work),
  });
  return violation && refused('app_policy', { violation });
}

function additions({ kind, before, after }: ManagedChange): Required<AppManagementInput['adds']> {
  const passwords = after.passwordCredentials
    .filter(({ keyId }) => !before?.passwordCredentials.some((one) => one.keyId === keyId))
    // Whoever calls chooses no secrets.
    .map(({ startAt, endAt }) => ({ isCustom: false, startAt, endAt }));
  const keys = after.keyCredentials
    .filter((key) => !before?.keyCredentials.some((one) => isSameKey(one, key)))
    .map(({ type, startAt, endAt }) => ({ isSymmetric: type === 'Symmetric', startAt, endAt }));
  return { passwords, keys, identifierUris: kind === 'application' ? addedUris(before, after) : [] };
}

/** A new name is no new certificate; other bytes or another life under a known keyId are. */
function isSameKey(one: KeyCredential, other: KeyCredential): boolean {
  const { displayName: _one, ...before } = one;
  const { displayName: _other, ...after } = other;
  return isSame(before, after);
}

/** Whoever goes back to tokens of version 1 has each identifier URI judged as if it were new: they were spared before. */
function addedUris(before: Application | undefined, after: Application): readonly string[] {
  const wasSpared = before?.api.requestedAccessTokenVersion === 2 && after.api.requestedAccessTokenVersion !== 2;
  return after.identifierUris.filter((uri) => wasSpared || !before?.identifierUris.includes(uri));
}

async function judged({ tx }: DirectoryWork, { kind, after }: ManagedChange): Promise<AppManagementInput['object']> {
  const { appId, createdAt } = after;
  if (kind !== 'application') return { kind, appId, createdAt };
  const [principal] = await readServicePrincipalsByAppId(tx, [appId]);
  const usesSaml = principal?.properties?.preferredSingleSignOnMode === 'saml';
  return { kind, appId, createdAt, requestedAccessTokenVersion: after.api.requestedAccessTokenVersion, usesSaml };
}

/** The custom security attributes of the person who calls or, where nobody does, of the application. */
async function actorAttributes({ tx, actor }: DirectoryWork): Promise<Fact<Readonly<Record<string, unknown>>>> {
  switch (actor.kind) {
    case 'user':
      return attributesOf(await readUsersById(tx, [actor.id as UserId]));
    case 'app':
      return attributesOf(await readServicePrincipalsById(tx, [actor.servicePrincipalId as ServicePrincipalId]));
    case 'operator':
    case 'platform':
      return unknown('has no security attributes');
  }
}

function attributesOf([found]: readonly { readonly customSecurityAttributes?: CustomSecurityAttributes }[]) {
  if (found === undefined) return unknown('the caller is not in the tenant');
  const sets = Object.entries(found.customSecurityAttributes ?? {});
  return known(
    Object.fromEntries(
      sets.flatMap(([set, values]) => Object.entries(values).map(([name, value]) => [`${set}_${name}`, value])),
    ),
  );
}

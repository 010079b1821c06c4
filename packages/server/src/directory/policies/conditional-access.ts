import {
  type ConditionalAccessPolicy,
  isTargeted,
  problemMessage,
  type ReferenceKind,
  referencesOf,
  validateConditionalAccessPolicy,
} from '@gatehouse/policy';
import { listDocuments } from '../documents/change-documents.js';
import type { StoredDocument } from '../documents/repository.js';
import { type DirectoryRefusal, type DirectoryWork, refused } from '../operation.js';
import type { PolicyKind } from './policy-kind.js';
import { unusableReferences } from './references.js';
import { securityDefaultsAreOn } from './security-defaults.js';

/** How many a tenant may have, whatever their state (Microsoft Entra documentation: service limits). */
const mostPolicies = 240;

/** `/identity/conditionalAccess/policies`. */
export const conditionalAccessPolicies: PolicyKind<ConditionalAccessPolicy> = {
  name: 'conditional-access-policy',
  limit: mostPolicies,
  nameOf: ({ displayName }) => displayName,
  stamp: 'modifiedDateTime',
  afterWrite: async (work, after, before) =>
    valueRefusal(after.body) ??
    (await referenceRefusal(work, after.body, before?.body)) ??
    defaultsRefusal(work, after.body),
};

/** The policies of the tenant that name an object. */
export async function policiesNaming(
  work: DirectoryWork,
  kind: ReferenceKind,
  id: string,
): Promise<readonly StoredDocument<ConditionalAccessPolicy>[]> {
  const policies = await listDocuments(conditionalAccessPolicies)(work);
  return policies.filter(({ body }) => isTargeted(body, kind, id));
}

function valueRefusal(policy: ConditionalAccessPolicy): DirectoryRefusal | undefined {
  const [first] = validateConditionalAccessPolicy(policy);
  return first && refused('invalid', { property: first.path, detail: problemMessage(first) });
}

/**
 * Whatever a policy newly names must be there. What it named before may have gone since: then the policy can still be changed, and
 * switched off.
 */
async function referenceRefusal(
  work: DirectoryWork,
  after: ConditionalAccessPolicy,
  before: ConditionalAccessPolicy | undefined,
): Promise<DirectoryRefusal | undefined> {
  const known = before === undefined ? [] : referencesOf(before);
  const fresh = referencesOf(after).filter(
    (one) => !known.some((other) => other.kind === one.kind && other.path === one.path && other.id === one.id),
  );
  const [first, ...others] = await unusableReferences(work, fresh);
  if (first === undefined) return undefined;
  const ofKind = [first, ...others.filter(({ kind }) => kind === first.kind)];
  const list = JSON.stringify(Object.fromEntries(ofKind.map(({ id, why }) => [id, why])));
  const { noun, number } = nouns[first.kind];
  return refused('invalid', { property: first.path, detail: `${number}Policy contains invalid ${noun}: ${list}` });
}

/** What the platform calls each kind of reference; the number before the sentence is known of one. */
const nouns: Readonly<Record<ReferenceKind, { readonly noun: string; readonly number: string }>> = {
  application: { noun: 'applications', number: '1034: ' },
  user: { noun: 'users', number: '' },
  group: { noun: 'groups', number: '' },
  servicePrincipal: { noun: 'service principals', number: '' },
  namedLocation: { noun: 'named locations', number: '' },
  authenticationContext: { noun: 'authentication contexts', number: '' },
  authenticationStrength: { noun: 'authentication strengths', number: '' },
  termsOfUse: { noun: 'terms of use', number: '' },
};

/** Microsoft Entra documentation: security defaults. */
async function defaultsRefusal(
  work: DirectoryWork,
  { state }: ConditionalAccessPolicy,
): Promise<DirectoryRefusal | undefined> {
  if (state !== 'enabled' || !(await securityDefaultsAreOn(work))) return undefined;
  const detail =
    'Security Defaults is enabled in the tenant. You must disable Security defaults before enabling a Conditional Access policy.';
  return refused('not_possible', { detail });
}

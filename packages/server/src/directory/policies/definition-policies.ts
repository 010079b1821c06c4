import { type DefinitionKind, readDefinition } from '@gatehouse/policy';
import { listDocuments } from '../documents/change-documents.js';
import { type DirectoryRefusal, type DirectoryWork, refused } from '../operation.js';
import { readTenant } from '../tenants/repository.js';
import { type PolicyKind, refuseProblems } from './policy-kind.js';

/** A policy whose content is a definition (Microsoft Graph documentation: stsPolicy). */
export interface DefinitionPolicy {
  readonly displayName: string;
  readonly description: string | null;
  /** A list of one JSON text. */
  readonly definition: readonly string[];
  /** Holds for whatever has no policy of the kind assigned; at most one. */
  readonly isOrganizationDefault: boolean;
}

/** How many of a kind a tenant may have. */
const mostPolicies = 500;

function kind(name: string, definition: DefinitionKind): PolicyKind<DefinitionPolicy> {
  const self: PolicyKind<DefinitionPolicy> = {
    name,
    limit: mostPolicies,
    nameOf: ({ displayName }) => displayName,
    afterWrite: async (work, { body }) =>
      (await definitionRefusal(work, definition, body)) ?? (await defaultRefusal(work, self, body)),
  };
  return self;
}

/** Every kind of policy with a definition, by the name of its collection. */
export const definitionPolicies = {
  activityBasedTimeoutPolicies: kind('activity-based-timeout-policy', 'ActivityBasedTimeoutPolicy'),
  claimsMappingPolicies: kind('claims-mapping-policy', 'ClaimsMappingPolicy'),
  homeRealmDiscoveryPolicies: kind('home-realm-discovery-policy', 'HomeRealmDiscoveryPolicy'),
  tokenIssuancePolicies: kind('token-issuance-policy', 'TokenIssuancePolicy'),
  tokenLifetimePolicies: kind('token-lifetime-policy', 'TokenLifetimePolicy'),
} as const;

async function definitionRefusal(
  { tx }: DirectoryWork,
  definitionKind: DefinitionKind,
  { definition }: DefinitionPolicy,
): Promise<DirectoryRefusal | undefined> {
  const domains = (await readTenant(tx))?.domains ?? [];
  const verifiedDomains = domains.map(({ name }) => name);
  const read = readDefinition(definitionKind, definition, { verifiedDomains });
  return read.kind === 'definition' ? undefined : refuseProblems(read.problems);
}

async function defaultRefusal(
  work: DirectoryWork,
  self: PolicyKind<DefinitionPolicy>,
  { isOrganizationDefault }: DefinitionPolicy,
): Promise<DirectoryRefusal | undefined> {
  if (!isOrganizationDefault) return undefined;
  const defaults = (await listDocuments(self)(work)).filter(({ body }) => body.isOrganizationDefault);
  if (defaults.length < 2) return undefined;
  const detail = 'another policy of the kind is the organization default';
  return refused('not_possible', { property: 'isOrganizationDefault', detail });
}

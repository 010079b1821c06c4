import { type DefinitionKind, readDefinition } from '@gatehouse/policy';
import { definitionPolicies } from '../../policies/definition-policies.js';
import type { DocumentSection } from './document-section.js';
import { policySection } from './policy-section.js';

const definitions: Readonly<Record<keyof typeof definitionPolicies, DefinitionKind>> = {
  activityBasedTimeoutPolicies: 'ActivityBasedTimeoutPolicy',
  claimsMappingPolicies: 'ClaimsMappingPolicy',
  homeRealmDiscoveryPolicies: 'HomeRealmDiscoveryPolicy',
  tokenIssuancePolicies: 'TokenIssuancePolicy',
  tokenLifetimePolicies: 'TokenLifetimePolicy',
};

/** Policies whose content is a definition. */
export const definitionSections: readonly DocumentSection[] = Object.entries(definitions).map(
  ([property, definition]) =>
    policySection({
      kind: definitionPolicies[property as keyof typeof definitions],
      property,
      isAssigned: true,
      whole: ['definition'],
      blank: { displayName: '', description: null, isOrganizationDefault: false },
      judge: (body, { tenant }) => {
        const verifiedDomains = tenant.domains.map(({ name }) => name);
        const read = readDefinition(definition, body.definition, { verifiedDomains });
        return read.kind === 'invalid'
          ? read.problems.map(({ path, reason }) => ({ path: 'definition', reason: `${path} ${reason}`.trim() }))
          : [];
      },
    }),
);

import {
  type DefinitionPolicy,
  definitionPolicies as kinds,
  type DirectoryRefusal,
  findDocument,
} from '../../../../directory/index.js';
import { definitionPolicyType } from '../../entities/policies/definition-policy.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { appliesToOperation, assignmentOperations } from '../../operations/document-assignments.js';
import { type DocumentSet, documentId, documentOperations } from '../../operations/document-set.js';
import { refusalError } from '../../refusal-error.js';
import type { GraphOperation, GraphResource } from '../../resource.js';
import { appliesToAccess, assignmentAccess, defaultAccess, policyAccess } from './definition-access.js';

type Collection = keyof typeof kinds;

interface Family {
  readonly collection: Collection;
  readonly nouns: readonly [one: string, several: string];
  /** What a policy can be assigned to; without anything it holds for the organization alone. */
  readonly holders: readonly ('application' | 'servicePrincipal')[];
}

const families: readonly Family[] = [
  {
    collection: 'activityBasedTimeoutPolicies',
    nouns: ['an activity-based timeout policy', 'activity-based timeout policies'],
    holders: [],
  },
  {
    collection: 'claimsMappingPolicies',
    nouns: ['a claims mapping policy', 'claims mapping policies'],
    holders: ['servicePrincipal'],
  },
  {
    collection: 'homeRealmDiscoveryPolicies',
    nouns: ['a home realm discovery policy', 'home realm discovery policies'],
    holders: ['application', 'servicePrincipal'],
  },
  {
    collection: 'tokenIssuancePolicies',
    nouns: ['a token issuance policy', 'token issuance policies'],
    holders: ['application', 'servicePrincipal'],
  },
  {
    collection: 'tokenLifetimePolicies',
    nouns: ['a token lifetime policy', 'token lifetime policies'],
    holders: ['application', 'servicePrincipal'],
  },
];

/** Policies whose content is a definition (Microsoft Graph documentation: tokenLifetimePolicy, claimsMappingPolicy and their like). */
export const definitionPolicies: GraphResource = {
  name: 'definitionPolicies',
  types: [],
  operations: families.flatMap(operationsOf),
};

function operationsOf({ collection, nouns, holders }: Family): readonly GraphOperation[] {
  const set = setOf(collection, nouns);
  return [
    ...documentOperations(set, policyAccess).map((operation) => sparingDefaults(operation, set)),
    ...(holders.length === 0 ? [] : [appliesToOperation(set, appliesToAccess)]),
    ...holders.flatMap((holder) =>
      assignmentOperations({
        set,
        holder,
        access: assignmentAccess(holder === 'application' ? 'applications' : 'servicePrincipals'),
      }),
    ),
  ];
}

function setOf(collection: Collection, nouns: Family['nouns']): DocumentSet<DefinitionPolicy> {
  const type = definitionPolicyType(collection.replace(/ies$/, 'y'));
  return {
    name: `policies/${collection}`,
    type,
    kind: kinds[collection],
    nouns,
    draft: (values) => ({
      body: { displayName: '', description: null, definition: [], isOrganizationDefault: false, ...values },
    }),
    explain: (refusal) => explain(refusal, type.name),
  };
}

/** The words that Graph has for a definition that cannot be, and then what is wrong with it. */
function explain(refusal: DirectoryRefusal, typeName: string): GraphError {
  const { reason, property = '', detail = '' } = refusal;
  const isInside = reason === 'invalid' && (property === 'definition' || /^[A-Z]/.test(property));
  if (!isInside) return refusalError(refusal, `${typeName.charAt(0).toUpperCase()}${typeName.slice(1)}`);
  const message = `Property definition has an invalid value. '${property}' ${detail}.`;
  const error = graphError(400, 'Request_BadRequest', message);
  return { ...error, details: [{ code: 'InvalidValue', message, target: 'definition' }] };
}

/** Who may not say what holds for the organization may not change what does so now. */
function sparingDefaults(operation: GraphOperation, { kind }: DocumentSet<DefinitionPolicy>): GraphOperation {
  if (operation.method !== 'PATCH' && operation.method !== 'DELETE') return operation;
  return {
    ...operation,
    run: async (call) => {
      const stored = await call.perform(findDocument(kind, documentId(call)));
      const refusal = stored?.body.isOrganizationDefault === true ? call.permits(defaultAccess, {}) : undefined;
      return refusal ?? operation.run(call);
    },
  };
}

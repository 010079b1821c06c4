import {
  type AuthenticationStrength,
  builtInStrengths,
  combinationOf,
  requirementsSatisfiedBy,
} from '@gatehouse/policy';
import { authenticationStrengths as kind } from '../../../../directory/index.js';
import {
  authenticationStrengthType,
  combinationConfigurationTypes,
} from '../../entities/policies/authentication-strength.js';
import { type DocumentSet, documentOperations } from '../../operations/document-set.js';
import type { GraphOperation, GraphResource, OperationAccess } from '../../resource.js';
import { combinationOperations } from './combination-operations.js';
import { configurationOperations } from './configuration-operations.js';
import { methodModeOperations } from './method-mode-operations.js';

type Access = Omit<OperationAccess, 'target'>;

const readers = [
  'Policy.Read.AuthenticationMethod',
  'Policy.Read.All',
  'Policy.ReadWrite.AuthenticationMethod',
  'Policy.ReadWrite.ConditionalAccess',
];
const read: Access = {
  permissions: { delegated: readers, application: readers },
  actions: [
    [
      'microsoft.directory/conditionalAccessPolicies/standard/read',
      'microsoft.directory/userCredentialPolicies/standard/read',
    ],
  ],
};

function write(action: string): Access {
  const writers = ['Policy.ReadWrite.ConditionalAccess', 'Policy.ReadWrite.AuthenticationMethod'];
  return {
    permissions: { delegated: writers, application: writers },
    actions: [`microsoft.directory/conditionalAccessPolicies/${action}`],
  };
}

const access = { read, create: write('create'), update: write('basic/update'), remove: write('delete') };

/** When the built-in strengths were made. */
const builtInSince = Date.UTC(2021, 11, 1);

function setAt(name: string): DocumentSet<AuthenticationStrength> {
  return {
    name,
    type: authenticationStrengthType,
    kind,
    nouns: ['an authentication strength', 'authentication strengths'],
    builtIn: [...builtInStrengths].map(([id, body]) => ({ id, parentId: null, body, createdAt: builtInSince })),
    render: ({ id, body, createdAt }) => ({ id, createdDateTime: new Date(createdAt).toISOString(), ...body }),
    draft: ({ allowedCombinations, ...values }) => {
      const allowed = (allowedCombinations as readonly string[]).map((one) => combinationOf(one) ?? one);
      const { displayName, description = null } = values as Pick<AuthenticationStrength, 'displayName'> & {
        readonly description?: string | null;
      };
      return {
        body: {
          displayName,
          description,
          policyType: 'custom',
          requirementsSatisfied: requirementsSatisfiedBy(allowed),
          allowedCombinations: allowed,
          combinationConfigurations: [],
          modifiedDateTime: null,
        },
      };
    },
    // What a strength proves follows from its combinations, whatever a body says.
    merge: (before, { displayName = before.displayName, description = before.description }) => ({
      ...before,
      displayName: displayName as string,
      description: description as string | null,
    }),
  };
}

/** Both places where Graph has them. */
const sets = [
  setAt('policies/authenticationStrengthPolicies'),
  setAt('identity/conditionalAccess/authenticationStrength/policies'),
];

/** Which combinations of methods are strong enough (Microsoft Graph documentation: authenticationStrengthPolicy). */
export const authenticationStrengths: GraphResource = {
  name: 'authenticationStrengths',
  types: combinationConfigurationTypes,
  operations: [
    ...sets.flatMap((set): readonly GraphOperation[] => [
      ...documentOperations(set, access),
      ...combinationOperations(set, access),
      ...configurationOperations(set, access),
    ]),
    ...methodModeOperations(read),
  ],
};

import {
  type AuthenticationContext,
  authenticationContexts as kind,
  isRefused,
  putPolicy,
} from '../../../../directory/index.js';
import { authenticationContextType } from '../../entities/policies/conditional-access.js';
import {
  type DocumentSet,
  documentOperations,
  explained,
  mergeValues,
  staleRefusal,
} from '../../operations/document-set.js';
import type { GraphCall, GraphOperation, GraphResource, GraphResult, OperationAccess } from '../../resource.js';
import { readBody } from '../../schema/index.js';

type Access = Omit<OperationAccess, 'target'>;

function access(action: string, permissions: Access['permissions']['delegated']): Access {
  return {
    permissions: { delegated: permissions, application: permissions },
    actions: [`microsoft.directory/conditionalAccessPolicies/${action}`],
  };
}

const writers = ['AuthenticationContext.ReadWrite.All', 'Policy.ReadWrite.ConditionalAccess'];

const contexts: DocumentSet<AuthenticationContext> = {
  name: 'identity/conditionalAccess/authenticationContextClassReferences',
  type: authenticationContextType,
  kind,
  nouns: ['an authentication context', 'authentication contexts'],
  draft: ({ id, ...values }) => ({
    id: typeof id === 'string' ? id : '',
    body: { displayName: '', description: null, isAvailable: false, ...values },
  }),
};

/** What applications can ask a step-up for (Microsoft Graph documentation: authenticationContextClassReference). */
export const authenticationContexts: GraphResource = {
  name: 'authenticationContextClassReferences',
  types: [],
  operations: documentOperations(contexts, {
    read: access('standard/read', [
      'AuthenticationContext.Read.All',
      'Policy.Read.ConditionalAccess',
      'AuthenticationContext.ReadWrite.All',
      'Policy.ReadWrite.ConditionalAccess',
    ]),
    create: access('create', writers),
    update: access('basic/update', writers),
    remove: access('delete', writers),
  }).map((operation): GraphOperation => (operation.method === 'PATCH' ? { ...operation, run: put } : operation)),
};

/** A change of a context that is not there makes it (Microsoft Graph documentation: update authenticationContextClassReference). */
async function put(call: GraphCall): Promise<GraphResult> {
  const id = call.params.id ?? '';
  const body = readBody(authenticationContextType, call.body, 'update', { id });
  if (body.kind === 'error') return body;
  const initial: AuthenticationContext = { displayName: '', description: null, isAvailable: false };
  const outcome = await call.perform(
    putPolicy(contexts.kind, id, {
      initial,
      change: async (before, work) =>
        (await staleRefusal(contexts, before, call, work)) ?? mergeValues(before.body, body.values),
    }),
  );
  return isRefused(outcome) ? explained(contexts, outcome) : { kind: 'none' };
}

import { type ConditionalAccessPolicy, builtInStrengths, conditionalAccessTemplates } from '@gatehouse/policy';
import {
  authenticationStrengths,
  conditionalAccessPolicies as kind,
  type DirectoryRefusal,
  listDocuments,
  type StoredDocument,
} from '../../../../directory/index.js';
import {
  conditionalAccessPolicyType,
  conditionalAccessTemplateType,
} from '../../entities/policies/conditional-access.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { type DocumentSet, documentOperations } from '../../operations/document-set.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { ofTenant } from '../../operations/of-tenant.js';
import { pageInMemory } from '../../operations/page-in-memory.js';
import { getEntity, listEntities } from '../../operations/read-entities.js';
import { refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphResource, OperationAccess } from '../../resource.js';
import { changedPolicy, policyOf, readPolicyBody } from './policy-body.js';

type Access = Omit<OperationAccess, 'target'>;

function access(action: string, permissions: Access['permissions']['delegated']): Access {
  return {
    permissions: { delegated: permissions, application: permissions },
    actions: [`microsoft.directory/conditionalAccessPolicies/${action}`],
  };
}

/** Whoever writes a policy must see the others, and the applications that it names. */
const writing = ['Policy.ReadWrite.ConditionalAccess', 'Policy.Read.All', 'Application.Read.All'];
const read = access('standard/read', ['Policy.Read.ConditionalAccess', 'Policy.Read.All']);

const policies: DocumentSet<ConditionalAccessPolicy> = {
  name: 'identity/conditionalAccess/policies',
  type: conditionalAccessPolicyType,
  kind,
  nouns: ['a Conditional Access policy', 'Conditional Access policies'],
  complete: withStrengths,
  render,
  read: readPolicyBody,
  draft: (values) => ({ body: policyOf(values) }),
  merge: changedPolicy,
  explain,
};

const templates: EntitySet<(typeof conditionalAccessTemplates)[number]> = {
  name: 'identity/conditionalAccess/templates',
  type: conditionalAccessTemplateType,
  place: 'id',
  render: (template) => ({ ...template }),
  find: (id) => async () => conditionalAccessTemplates.find((one) => one.id === id.toLowerCase()),
  page: (query) => async () => pageInMemory(conditionalAccessTemplates, ({ id, name }) => ({ id, name }), query),
  count: () => async () => ({ kind: 'counted', count: conditionalAccessTemplates.length }),
};

/** Under which conditions people and workloads get in (Microsoft Graph documentation: conditionalAccessPolicy). */
export const conditionalAccess: GraphResource = {
  name: 'conditionalAccess',
  types: [],
  operations: [
    ...documentOperations(policies, {
      read,
      create: access('create', [writing]),
      update: access('basic/update', [writing]),
      remove: access('delete', [writing.slice(0, 2)]),
    }),
    listEntities(templates, { summary: 'List templates of Conditional Access policies', access: read }),
    ofTenant(getEntity(templates, { summary: 'Get a template of a Conditional Access policy', access: read })),
  ],
};

/** Graph shows the whole strength where a policy names one by its id. */
function withStrengths(documents: readonly StoredDocument<ConditionalAccessPolicy>[]) {
  return async (work: Parameters<ReturnType<typeof listDocuments>>[0]) => {
    if (!documents.some(({ body }) => body.grantControls?.authenticationStrength != null)) return documents;
    const own = await listDocuments(authenticationStrengths)(work);
    const known = new Map<string, object>([...builtInStrengths, ...own.map(({ id, body }) => [id, body] as const)]);
    return documents.map((document) => {
      const { grantControls } = document.body;
      const id = grantControls?.authenticationStrength?.id;
      if (grantControls === null || id === undefined) return document;
      const authenticationStrength = { id, ...known.get(id) };
      return { ...document, body: { ...document.body, grantControls: { ...grantControls, authenticationStrength } } };
    });
  };
}

function render({ id, body, createdAt }: StoredDocument<ConditionalAccessPolicy>, call: GraphCall): GraphEntity {
  const { sessionControls } = body;
  const isPreview = call.versionUrl.endsWith('/beta');
  return {
    id,
    ...body,
    createdDateTime: new Date(createdAt).toISOString(),
    // Only beta knows of it.
    sessionControls:
      sessionControls === null || isPreview
        ? sessionControls
        : { ...sessionControls, continuousAccessEvaluation: null },
  };
}

/** What is wrong with a policy stands in the refusal as the platform tells it. */
function explain(refusal: DirectoryRefusal): GraphError {
  const { reason, detail } = refusal;
  const isTold = (reason === 'invalid' || reason === 'not_possible') && detail !== undefined;
  return isTold ? graphError(400, 'BadRequest', detail) : refusalError(refusal, 'ConditionalAccessPolicy');
}

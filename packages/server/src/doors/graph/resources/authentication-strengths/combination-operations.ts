import { type AuthenticationStrength, combinationOf, requirementsSatisfiedBy } from '@gatehouse/policy';
import { changePolicy, isRefused, policiesNaming, refused } from '../../../../directory/index.js';
import { graphError } from '../../graph-error.js';
import {
  type DocumentSet,
  documentEntities,
  documentId,
  explained,
  findAll,
  findOne,
} from '../../operations/document-set.js';
import { action } from '../../operations/write-entities.js';
import { notFound } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult, OperationAccess } from '../../resource.js';

type Strengths = DocumentSet<AuthenticationStrength>;
type Access = Omit<OperationAccess, 'target'>;

/** What can be done with the combinations of a strength, and where it is used. */
export function combinationOperations(
  set: Strengths,
  { read, update }: { readonly read: Access; readonly update: Access },
): readonly GraphOperation[] {
  const target = { kind: 'tenant' } as const;
  return [
    action({
      path: `/${set.name}/:id/updateAllowedCombinations`,
      summary: 'Change the combinations that an authentication strength allows',
      access: { ...update, target },
      run: (parameters, call) => updateCombinations(set, parameters, call),
    }),
    {
      method: 'GET',
      path: `/${set.name}/:id/usage`,
      summary: 'List the Conditional Access policies that use an authentication strength',
      access: { ...read, target },
      run: (call) => usage(set, call),
    },
    {
      method: 'GET',
      path: `/${set.name}/findByMethodMode/:authenticationMethodModes`,
      summary: 'List the authentication strengths that a method is part of',
      access: { ...read, target },
      describes: { answer: set.type, many: true },
      run: (call) => findByMode(set, call),
    },
  ];
}

async function updateCombinations(set: Strengths, { allowedCombinations: given }: GraphEntity, call: GraphCall) {
  const id = documentId(call);
  if (!Array.isArray(given) || given.length > 50 || !given.every((one) => typeof one === 'string')) {
    return graphError(400, 'Request_BadRequest', "The parameter 'allowedCombinations' must be a list of combinations.");
  }
  if (set.builtIn?.some((one) => one.id === id) === true) {
    return explained(
      set,
      refused('not_possible', { detail: 'an authentication strength that is built in cannot be changed' }),
    );
  }
  const allowed = (given as readonly string[]).map((one) => combinationOf(one) ?? one);
  const before = await call.perform(findOne(set, id));
  const changed = await call.perform(
    changePolicy(set.kind, id, ({ body }) => ({
      ...body,
      allowedCombinations: allowed,
      requirementsSatisfied: requirementsSatisfiedBy(allowed),
    })),
  );
  if (isRefused(changed)) return explained(set, changed);
  const users = await call.perform((work) => policiesNaming(work, 'authenticationStrength', id));
  return answer(call, 'microsoft.graph.updateAllowedCombinationsResult', {
    currentCombinations: allowed,
    previousCombinations: before?.body.allowedCombinations ?? [],
    conditionalAccessReferences: users.map((one) => one.id),
    additionalInformation: null,
  });
}

/** The policies that use it, by what they use it for. */
async function usage(set: Strengths, call: GraphCall): Promise<GraphResult> {
  const id = documentId(call);
  const found = await call.perform(findOne(set, id));
  if (found === undefined) return notFound(id);
  const users = await call.perform((work) => policiesNaming(work, 'authenticationStrength', id));
  const shown = users.map((one) => ({ id: one.id, ...one.body }));
  const isMfa = found.body.requirementsSatisfied === 'mfa';
  return answer(call, 'microsoft.graph.authenticationStrengthUsage', {
    mfa: isMfa ? shown : [],
    none: isMfa ? [] : shown,
  });
}

async function findByMode(set: Strengths, call: GraphCall): Promise<GraphResult> {
  const given = (call.params.authenticationMethodModes ?? '').replace(/^\[|\]$/g, '').split(',');
  const modes = given.map((one) => one.trim().replace(/^["']|["']$/g, ''));
  const found = (await call.perform(findAll(set))).filter(({ body }) =>
    body.allowedCombinations.some((one) => one.split(',').some((mode) => modes.includes(mode))),
  );
  const entities = documentEntities(set);
  return {
    kind: 'collection',
    context: `Collection(microsoft.graph.${set.type.name})`,
    entities: found.map((document) => ({ type: set.type, values: entities.render(document, call) })),
    select: null,
    next: null,
  };
}

function answer({ versionUrl }: GraphCall, context: string, values: object): GraphResult {
  const body = { '@odata.context': `${versionUrl}/$metadata#${context}`, ...values };
  return { kind: 'raw', mediaType: 'application/json;odata.metadata=minimal', body: JSON.stringify(body) };
}

import type { PermissionGrantConditionSet, PermissionGrantPolicy } from '@gatehouse/policy';
import { changePolicy, isRefused, refused, type StoredDocument } from '../../../../directory/index.js';
import { conditionSetType } from '../../entities/policies/permission-grant-policy.js';
import { type DocumentSet, explained, findOne } from '../../operations/document-set.js';
import { lowerGuids } from '../../operations/lower-guids.js';
import { notFound } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult, OperationAccess } from '../../resource.js';
import { checkEntityQuery, readBody } from '../../schema/index.js';

type Access = Omit<OperationAccess, 'target'>;
type Policies = DocumentSet<PermissionGrantPolicy>;

/** The two lists of a policy. */
export type ConditionList = 'includes' | 'excludes';

interface Tools {
  readonly read: Access;
  readonly update: Access;
  /** A whole condition set of what somebody said. */
  complete(values: GraphEntity, id: string): PermissionGrantConditionSet;
}

/** The condition sets of a policy, one list of them: list, get, add, change, remove. */
export function conditionSetOperations(set: Policies, list: ConditionList, tools: Tools): readonly GraphOperation[] {
  const path = `/${set.name}/:id/${list}`;
  const one = `${path}/:conditionSet`;
  const target = { kind: 'tenant' } as const;
  const reading = { access: { ...tools.read, target }, describes: { answer: conditionSetType } };
  const writing = { access: { ...tools.update, target } };
  const sentence = `a condition set of the ${list} of a permission grant policy`;
  return [
    {
      ...reading,
      method: 'GET',
      path,
      summary: `List the condition sets of the ${list} of a permission grant policy`,
      describes: { answer: conditionSetType, many: true },
      run: (call) => listSets(set, list, call),
    },
    { ...reading, method: 'GET', path: one, summary: `Get ${sentence}`, run: (call) => getSet(set, list, call) },
    {
      ...writing,
      method: 'POST',
      path,
      summary: `Add ${sentence}`,
      describes: { answer: conditionSetType, body: conditionSetType },
      run: (call) => addSet(set, list, call, tools),
    },
    {
      ...writing,
      method: 'PATCH',
      path: one,
      summary: `Update ${sentence}`,
      describes: { body: conditionSetType },
      run: (call) => changeSet(set, list, call),
    },
    {
      ...writing,
      method: 'DELETE',
      path: one,
      summary: `Remove ${sentence}`,
      run: (call) => removeSet(set, list, call),
    },
  ];
}

function contextOf(set: Policies, list: ConditionList, { params }: GraphCall): string {
  return `${set.name}('${(params.id ?? '').replaceAll("'", "''")}')/${list}`;
}

async function listSets(set: Policies, list: ConditionList, call: GraphCall): Promise<GraphResult> {
  const query = checkEntityQuery(conditionSetType, call.query);
  if (query.kind === 'error') return query;
  const policy = await call.perform(findOne(set, call.params.id ?? ''));
  if (policy === undefined) return notFound(call.params.id ?? '');
  return {
    kind: 'collection',
    context: contextOf(set, list, call),
    entities: policy.body[list].map((values) => ({ type: conditionSetType, values: { ...values } })),
    select: query.select,
    next: null,
  };
}

async function getSet(set: Policies, list: ConditionList, call: GraphCall): Promise<GraphResult> {
  const query = checkEntityQuery(conditionSetType, call.query);
  if (query.kind === 'error') return query;
  const { id = '', conditionSet = '' } = call.params;
  const policy = await call.perform(findOne(set, id));
  const found = policy?.body[list].find((one) => one.id === conditionSet);
  if (found === undefined) return notFound(policy === undefined ? id : conditionSet);
  const entity = { type: conditionSetType, values: { ...found } };
  return { kind: 'entity', context: contextOf(set, list, call), entity, select: query.select };
}

async function addSet(set: Policies, list: ConditionList, call: GraphCall, tools: Tools): Promise<GraphResult> {
  const body = readBody(conditionSetType, call.body, 'create');
  if (body.kind === 'error') return body;
  const added = tools.complete(lowerGuids(body.values), call.door.ids.guid());
  const refusal = await change(set, call, ({ body: before }) => ({ ...before, [list]: [...before[list], added] }));
  if (refusal !== undefined) return refusal;
  const entity = { type: conditionSetType, values: { ...added } };
  return { kind: 'entity', status: 201, context: contextOf(set, list, call), entity, select: null };
}

async function changeSet(set: Policies, list: ConditionList, call: GraphCall): Promise<GraphResult> {
  const id = call.params.conditionSet ?? '';
  const body = readBody(conditionSetType, call.body, 'update', { id });
  if (body.kind === 'error') return body;
  const refusal = await change(set, call, ({ body: before }) => {
    if (!before[list].some((one) => one.id === id)) return refused('not_found', { value: id });
    const changed = before[list].map((one) => (one.id === id ? { ...one, ...lowerGuids(body.values) } : one));
    return { ...before, [list]: changed };
  });
  return refusal ?? { kind: 'none' };
}

async function removeSet(set: Policies, list: ConditionList, call: GraphCall): Promise<GraphResult> {
  const id = call.params.conditionSet ?? '';
  const refusal = await change(set, call, ({ body: before }) => {
    const left = before[list].filter((one) => one.id !== id);
    return left.length === before[list].length ? refused('not_found', { value: id }) : { ...before, [list]: left };
  });
  return refusal ?? { kind: 'none' };
}

async function change(
  set: Policies,
  call: GraphCall,
  to: (before: StoredDocument<PermissionGrantPolicy>) => PermissionGrantPolicy | ReturnType<typeof refused>,
): Promise<GraphResult | undefined> {
  const id = call.params.id ?? '';
  if (set.builtIn?.some((one) => one.id === id) === true) {
    return explained(set, refused('not_possible', { detail: 'a built-in policy cannot be changed' }));
  }
  const changed = await call.perform(changePolicy(set.kind, id, to));
  return isRefused(changed) ? explained(set, changed) : undefined;
}

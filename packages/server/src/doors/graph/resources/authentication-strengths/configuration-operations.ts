import { type AuthenticationStrength, type CombinationConfiguration, combinationOf } from '@gatehouse/policy';
import { changePolicy, type DirectoryRefusal, isRefused, refused } from '../../../../directory/index.js';
import { combinationConfigurationTypes } from '../../entities/policies/authentication-strength.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { type DocumentSet, documentId, explained, findOne } from '../../operations/document-set.js';
import { lowerGuids } from '../../operations/lower-guids.js';
import { notFound } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult, OperationAccess } from '../../resource.js';
import { type EntityType, readBody } from '../../schema/index.js';

type Strengths = DocumentSet<AuthenticationStrength>;
type Access = Omit<OperationAccess, 'target'>;
type Configurations = readonly CombinationConfiguration[];

/** What narrows the combinations of a strength to some keys or certificates: list, get, add, change, remove. */
export function configurationOperations(
  set: Strengths,
  { read, update }: { readonly read: Access; readonly update: Access },
): readonly GraphOperation[] {
  const target = { kind: 'tenant' } as const;
  const path = `/${set.name}/:id/combinationConfigurations`;
  const one = `${path}/:configuration`;
  const reading = { access: { ...read, target } };
  const writing = { access: { ...update, target } };
  const noun = 'what narrows a combination of an authentication strength';
  return [
    { ...reading, method: 'GET', path, summary: `List ${noun}`, run: (call) => list(set, call) },
    { ...reading, method: 'GET', path: one, summary: `Get ${noun}`, run: (call) => get(set, call) },
    { ...writing, method: 'POST', path, summary: `Add ${noun}`, run: (call) => add(set, call) },
    { ...writing, method: 'PATCH', path: one, summary: `Update ${noun}`, run: (call) => amend(set, call) },
    { ...writing, method: 'DELETE', path: one, summary: `Remove ${noun}`, run: (call) => remove(set, call) },
  ];
}

function contextOf(set: Strengths, { params }: GraphCall): string {
  return `${set.name}('${(params.id ?? '').replaceAll("'", "''")}')/combinationConfigurations`;
}

async function list(set: Strengths, call: GraphCall): Promise<GraphResult> {
  const found = await call.perform(findOne(set, documentId(call)));
  if (found === undefined) return notFound(documentId(call));
  const entities = found.body.combinationConfigurations.map((values) => ({
    type: typeOf(values),
    values: { ...values },
  }));
  return { kind: 'collection', context: contextOf(set, call), entities, select: null, next: null };
}

async function get(set: Strengths, call: GraphCall): Promise<GraphResult> {
  const { id = '', configuration = '' } = call.params;
  const found = await call.perform(findOne(set, id));
  const values = found?.body.combinationConfigurations.find((one) => one.id === configuration);
  if (values === undefined) return notFound(found === undefined ? id : configuration);
  const entity = { type: typeOf(values), values: { ...values } };
  return { kind: 'entity', context: contextOf(set, call), entity, select: null };
}

async function add(set: Strengths, call: GraphCall): Promise<GraphResult> {
  const type = givenType(call.body);
  if ('kind' in type) return type;
  const body = readBody(type, call.body, 'create');
  if (body.kind === 'error') return body;
  const added = complete(type, { ...lowerGuids(body.values), id: call.door.ids.guid() });
  const refusal = await change(set, call, (before) => [...before, added]);
  if (refusal !== undefined) return refusal;
  return {
    kind: 'entity',
    status: 201,
    context: contextOf(set, call),
    entity: { type, values: { ...added } },
    select: null,
  };
}

async function amend(set: Strengths, call: GraphCall): Promise<GraphResult> {
  const id = call.params.configuration ?? '';
  const type = givenType(call.body);
  if ('kind' in type) return type;
  const body = readBody(type, call.body, 'update', { id });
  if (body.kind === 'error') return body;
  const refusal = await change(set, call, (before) => {
    const stored = before.find((one) => one.id === id);
    if (stored === undefined || typeOf(stored) !== type) return refused('not_found', { value: id });
    return before.map((one) => (one === stored ? complete(type, { ...stored, ...lowerGuids(body.values) }) : one));
  });
  return refusal ?? { kind: 'none' };
}

async function remove(set: Strengths, call: GraphCall): Promise<GraphResult> {
  const id = call.params.configuration ?? '';
  const refusal = await change(set, call, (before) => {
    const left = before.filter((one) => one.id !== id);
    return left.length === before.length ? refused('not_found', { value: id }) : left;
  });
  return refusal ?? { kind: 'none' };
}

async function change(
  set: Strengths,
  call: GraphCall,
  to: (before: Configurations) => Configurations | DirectoryRefusal,
): Promise<GraphError | undefined> {
  const id = documentId(call);
  if (set.builtIn?.some((one) => one.id === id) === true) {
    return explained(
      set,
      refused('not_possible', { detail: 'an authentication strength that is built in cannot be changed' }),
    );
  }
  const changed = await call.perform(
    changePolicy(set.kind, id, ({ body }) => {
      const after = to(body.combinationConfigurations);
      return isRefused(after) ? after : { ...body, combinationConfigurations: after };
    }),
  );
  return isRefused(changed) ? explained(set, changed) : undefined;
}

function complete(type: EntityType, given: GraphEntity): CombinationConfiguration {
  const applies = (given.appliesToCombinations ?? []) as readonly string[];
  return {
    ...(type.name === 'x509CertificateCombinationConfiguration'
      ? { allowedIssuerSkis: [], allowedPolicyOIDs: [] }
      : {}),
    ...given,
    '@odata.type': `#microsoft.graph.${type.name}`,
    appliesToCombinations: applies.map((one) => combinationOf(one) ?? one),
  } as unknown as CombinationConfiguration;
}

function typeOf(values: CombinationConfiguration): EntityType {
  return namedType(values['@odata.type']) ?? anyType;
}

function givenType(body: unknown): EntityType | GraphError {
  const given =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['@odata.type'] : undefined;
  const type = typeof given === 'string' ? namedType(given) : undefined;
  const names = combinationConfigurationTypes.map(({ name }) => `'#microsoft.graph.${name}'`).join(' or ');
  return type ?? graphError(400, 'Request_BadRequest', `A body must have '@odata.type': ${names}.`);
}

function namedType(odataType: string): EntityType | undefined {
  return combinationConfigurationTypes.find(({ name }) => name === odataType.replace(/^#?microsoft\.graph\./, ''));
}

const anyType: EntityType = {
  name: 'authenticationCombinationConfiguration',
  base: 'entity',
  properties: [],
  navigations: [],
};

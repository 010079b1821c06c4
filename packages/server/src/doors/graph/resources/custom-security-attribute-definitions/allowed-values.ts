import {
  type AllowedValue,
  changeAttributeDefinition,
  type DirectoryOperation,
  type DirectoryRefusal,
  findAttributeDefinition,
  isRefused,
  refused,
  withAllowedValues,
} from '../../../../directory/index.js';
import { graphError, type GraphError } from '../../graph-error.js';
import { type EntitySet, etagOf } from '../../operations/entity-set.js';
import { ofTenant } from '../../operations/of-tenant.js';
import { pageInMemory } from '../../operations/page-in-memory.js';
import { listPage } from '../../operations/read-entities.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResult, OperationAccess } from '../../resource.js';
import { checkEntityQuery, readBody } from '../../schema/index.js';
import { allowedValueType } from './definition-type.js';

const path = '/directory/customSecurityAttributeDefinitions/:definition/allowedValues';

/** The predefined values of one attribute (Microsoft Graph documentation: allowedValue). They are switched off, never deleted. */
export function allowedValueOperations(access: {
  readonly read: Omit<OperationAccess, 'target'>;
  readonly write: Omit<OperationAccess, 'target'>;
}): readonly GraphOperation[] {
  const read = { ...access.read, target: { kind: 'tenant' } } as const;
  const write = { ...access.write, target: { kind: 'tenant' } } as const;
  const describes = { answer: allowedValueType, body: allowedValueType };
  const operations: readonly GraphOperation[] = [
    { method: 'GET', path, summary: 'List the predefined values of an attribute', access: read, run: list },
    { method: 'GET', path: `${path}/:value`, summary: 'Get a predefined value', access: read, run: get },
    { method: 'POST', path, summary: 'Add a predefined value', access: write, describes, run: create },
    {
      method: 'PATCH',
      path: `${path}/:value`,
      summary: 'Switch a predefined value on or off',
      access: write,
      run: update,
    },
  ];
  return operations.map(ofTenant);
}

/** The values that a body gives for a definition: each with whether it is active. */
export function readAllowedValues(given: unknown): readonly AllowedValue[] | GraphError {
  if (!Array.isArray(given)) return graphError(400, 'Request_BadRequest', "'allowedValues' is a list of values.");
  const values: AllowedValue[] = [];
  for (const one of given as readonly unknown[]) {
    const read = readBody(allowedValueType, one, 'create');
    if (read.kind === 'error') return read;
    values.push(read.values as unknown as AllowedValue);
  }
  const ids = new Set(values.map(({ id }) => id));
  return ids.size === values.length
    ? values
    : graphError(400, 'Request_BadRequest', 'Request contains a property with duplicate values.');
}

function setOf(definition: string, values: readonly AllowedValue[]): EntitySet<AllowedValue> {
  return {
    name: `directory/customSecurityAttributeDefinitions('${definition}')/allowedValues`,
    type: allowedValueType,
    place: 'value',
    render: (value) => ({ ...value }),
    find: () => async () => undefined,
    page: (query) => async () => pageInMemory(values, ({ id, isActive }) => ({ id, isActive }), query),
  };
}

async function list(call: GraphCall): Promise<GraphResult> {
  const id = call.params.definition ?? '';
  const definition = await call.perform(findAttributeDefinition(id));
  return definition === undefined ? notFound(id) : listPage(setOf(id, definition.allowedValues), call);
}

async function get(call: GraphCall): Promise<GraphResult> {
  const query = checkEntityQuery(allowedValueType, call.query);
  if (query.kind === 'error') return query;
  const { definition: id = '', value = '' } = call.params;
  const definition = await call.perform(findAttributeDefinition(id));
  const found = definition?.allowedValues.find((one) => one.id === value);
  return found === undefined ? notFound(value) : answer(id, found, query.select);
}

async function create(call: GraphCall): Promise<GraphResult> {
  const body = readBody(allowedValueType, call.body, 'create');
  if (body.kind === 'error') return body;
  const value = body.values as unknown as AllowedValue;
  const id = call.params.definition ?? '';
  const added = await call.perform(
    changing(id, (before) =>
      before.some((one) => one.id === value.id)
        ? refused('taken', { property: 'id' })
        : withAllowedValues(before, [value]),
    ),
  );
  return isRefused(added) ? refusalError(added, 'AllowedValue') : { ...answer(id, value, null), status: 201 };
}

async function update(call: GraphCall): Promise<GraphResult> {
  const { definition: id = '', value = '' } = call.params;
  const body = readBody(allowedValueType, call.body, 'update', { id: value });
  if (body.kind === 'error') return body;
  const { isActive } = body.values as { readonly isActive?: boolean };
  const changed = await call.perform(
    changing(id, (before) => {
      const known = before.find((one) => one.id === value);
      if (known === undefined) return refused('not_found', { value });
      return withAllowedValues(before, [{ ...known, ...(isActive !== undefined && { isActive }) }]);
    }),
  );
  return isRefused(changed) ? refusalError(changed, 'AllowedValue') : { kind: 'none' };
}

function changing(
  id: string,
  change: (before: readonly AllowedValue[]) => readonly AllowedValue[] | DirectoryRefusal,
): DirectoryOperation<unknown> {
  return changeAttributeDefinition(id, (before) => {
    const allowedValues = change(before.allowedValues);
    return isRefused(allowedValues) ? allowedValues : { ...before, allowedValues };
  });
}

function answer(
  id: string,
  value: AllowedValue,
  select: readonly string[] | null,
): Extract<GraphResult, { kind: 'entity' }> {
  const values = { ...value };
  const entity = { type: allowedValueType, values };
  return { kind: 'entity', context: setOf(id, []).name, entity, select, etag: etagOf(values) };
}

import {
  type AttributeDefinition,
  changeAttributeDefinition,
  createAttributeDefinition,
  definitionId,
  findAttributeDefinition,
  isRefused,
  listAttributeDefinitions,
  withAllowedValues,
} from '../../../../directory/index.js';
import type { GraphError } from '../../graph-error.js';
import { type EntitySet, isStale } from '../../operations/entity-set.js';
import { ofTenant } from '../../operations/of-tenant.js';
import { pageInMemory } from '../../operations/page-in-memory.js';
import { getEntity, listEntities } from '../../operations/read-entities.js';
import { created } from '../../operations/write-entities.js';
import { refusalError } from '../../refusal-error.js';
import type {
  GraphCall,
  GraphEntity,
  GraphOperation,
  GraphResource,
  GraphResult,
  OperationAccess,
} from '../../resource.js';
import { readBody } from '../../schema/index.js';
import { allowedValueOperations, readAllowedValues } from './allowed-values.js';
import { allowedValueType, definitionType, type IdentifiedDefinition } from './definition-type.js';

const action = (name: string) => `microsoft.directory/customSecurityAttributeDefinitions/${name}`;

function access(permissions: readonly string[], name: string): Omit<OperationAccess, 'target'> {
  return { permissions: { delegated: permissions, application: permissions }, actions: [action(name)] };
}

const read = access(
  ['CustomSecAttributeDefinition.Read.All', 'CustomSecAttributeDefinition.ReadWrite.All'],
  'allProperties/read',
);
const write = access(['CustomSecAttributeDefinition.ReadWrite.All'], 'basic/update');

const definitionSet: EntitySet<IdentifiedDefinition> = {
  name: 'directory/customSecurityAttributeDefinitions',
  type: definitionType,
  place: 'definition',
  render: ({ allowedValues: _asked, ...definition }) => ({ ...definition }),
  find: (id) => async (work) => {
    const found = await findAttributeDefinition(id)(work);
    return found && identified(found);
  },
  page: (query) => async (work) => {
    const all = (await listAttributeDefinitions()(work)).map(identified);
    return pageInMemory(
      all,
      ({ id, attributeSet, name, status, type }) => ({ id, attributeSet, name, status, type }),
      query,
    );
  },
  expandable: (target) => (target === 'allowedValue' ? [allowedValueType] : []),
  expand: async (ids, _expansion, call) => {
    const found = await Promise.all(ids.map((id) => call.perform(findAttributeDefinition(id))));
    return new Map(ids.map((id, index) => [id, found[index]?.allowedValues ?? []]));
  },
};

/** Custom security attributes: their definitions (Microsoft Graph documentation). They are deactivated, never deleted. */
export const customSecurityAttributeDefinitions: GraphResource = {
  name: 'customSecurityAttributeDefinitions',
  types: [definitionType, allowedValueType],
  operations: [
    ...[
      listEntities(definitionSet, { summary: 'List definitions of custom security attributes', access: read }),
      getEntity(definitionSet, { summary: 'Get the definition of a custom security attribute', access: read }),
      writing('POST', '', 'Define a custom security attribute', create),
      writing('PATCH', '/:definition', 'Change the definition of a custom security attribute', update),
    ].map(ofTenant),
    ...allowedValueOperations({ read, write }),
  ],
};

function writing(
  method: 'POST' | 'PATCH',
  below: string,
  summary: string,
  run: (call: GraphCall) => Promise<GraphResult>,
): GraphOperation {
  return {
    method,
    path: `/${definitionSet.name}${below}`,
    summary,
    access: { ...(method === 'POST' ? { ...write, actions: [action('create')] } : write), target: { kind: 'tenant' } },
    describes: { ...(method === 'POST' && { answer: definitionType }), body: definitionType },
    run,
  };
}

/** Values may come with the definition, `allowedValues`, or with a change, `allowedValues@delta` (OData JSON Format 4.01 §8.6). */
async function create(call: GraphCall): Promise<GraphResult> {
  const { allowedValues = [], ...plain } = objectOf(call.body);
  const body = readBody(definitionType, isObject(call.body) ? plain : call.body, 'create');
  if (body.kind === 'error') return body;
  const values = readAllowedValues(allowedValues);
  if ('kind' in values) return values;
  const fault = wordFault(body.values);
  if (fault !== undefined) return fault;
  const draft = withValues({ allowedValues: values } as unknown as AttributeDefinition, body.values);
  const made = await call.perform(createAttributeDefinition(draft));
  return isRefused(made) ? refusalOf(made) : created(definitionSet, identified(made), call);
}

async function update(call: GraphCall): Promise<GraphResult> {
  const id = call.params.definition ?? '';
  const { 'allowedValues@delta': delta = [], ...plain } = objectOf(call.body);
  const body = readBody(definitionType, isObject(call.body) ? plain : call.body, 'update', { id });
  if (body.kind === 'error') return body;
  const values = readAllowedValues(delta);
  if ('kind' in values) return values;
  const fault = wordFault(body.values);
  if (fault !== undefined) return fault;
  const changed = await call.perform(
    changeAttributeDefinition(id, (before) => {
      if (isStale(definitionSet.render(identified(before), call), call.request)) {
        return { kind: 'refused', reason: 'stale' };
      }
      const after = withValues(before, body.values);
      return { ...after, allowedValues: withAllowedValues(before.allowedValues, values) };
    }),
  );
  return isRefused(changed) ? refusalOf(changed) : { kind: 'none' };
}

function objectOf(body: unknown): GraphEntity {
  return isObject(body) ? body : {};
}

function isObject(body: unknown): body is GraphEntity {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

function identified(definition: AttributeDefinition): IdentifiedDefinition {
  return { ...definition, id: definitionId(definition) };
}

const words: Readonly<Record<string, readonly string[]>> = {
  status: ['Available', 'Deprecated'],
  type: ['Boolean', 'Integer', 'String'],
};

function wordFault(values: GraphEntity): GraphError | undefined {
  const [odd] = Object.entries(words).find(([name, known]) => {
    const given = values[name];
    return given !== undefined && !known.some((word) => word === given);
  }) ?? [''];
  return odd === '' ? undefined : refusalOf({ kind: 'refused', reason: 'invalid', property: odd });
}

function withValues(before: AttributeDefinition, values: GraphEntity): AttributeDefinition {
  const all = Object.entries({ ...before, ...values }).filter(([, value]) => value !== null);
  return Object.fromEntries(all) as unknown as AttributeDefinition;
}

function refusalOf(refusal: Parameters<typeof refusalError>[0]): GraphError {
  return refusalError(refusal, 'CustomSecurityAttributeDefinition');
}

import {
  type AttributeSet,
  changeAttributeSet,
  createAttributeSet,
  findAttributeSet,
  listAttributeSets,
} from '../../../../directory/index.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { ofTenant } from '../../operations/of-tenant.js';
import { pageInMemory } from '../../operations/page-in-memory.js';
import { getEntity, listEntities } from '../../operations/read-entities.js';
import { createEntity, updateEntity } from '../../operations/write-entities.js';
import { refusalError } from '../../refusal-error.js';
import type { GraphEntity, GraphResource, OperationAccess } from '../../resource.js';
import { type EntityType, filters, text, whole } from '../../schema/index.js';

/** `attributeSet` (Microsoft Graph documentation: attributeSet resource type). */
const attributeSetType: EntityType = {
  name: 'attributeSet',
  base: 'entity',
  properties: [
    text('description', { maxLength: 128 }),
    text('id', { writable: 'create', required: true, maxLength: 32, query: { filter: filters.exact, sort: true } }),
    whole('maxAttributesPerSet'),
  ],
  navigations: [],
};

const action = (name: string) => `microsoft.directory/attributeSets/${name}`;
const reading = ['CustomSecAttributeDefinition.Read.All', 'CustomSecAttributeDefinition.ReadWrite.All'];
const writing = ['CustomSecAttributeDefinition.ReadWrite.All'];

function access(permissions: readonly string[], name: string): Omit<OperationAccess, 'target'> {
  return { permissions: { delegated: permissions, application: permissions }, actions: [action(name)] };
}

const attributeSetSet: EntitySet<AttributeSet> = {
  name: 'directory/attributeSets',
  type: attributeSetType,
  place: 'attributeSet',
  render: (set) => ({ ...set }),
  find: (id) => findAttributeSet(id),
  page: (query) => async (work) => pageInMemory(await listAttributeSets()(work), ({ id }) => ({ id }), query),
};

/** Sets of custom security attributes (Microsoft Graph documentation: attributeSet). Nothing of them is ever deleted. */
export const attributeSets: GraphResource = {
  name: 'attributeSets',
  types: [attributeSetType],
  operations: [
    listEntities(attributeSetSet, { summary: 'List attribute sets', access: access(reading, 'allProperties/read') }),
    getEntity(attributeSetSet, { summary: 'Get an attribute set', access: access(reading, 'allProperties/read') }),
    createEntity(attributeSetSet, {
      summary: 'Make an attribute set',
      access: access(writing, 'create'),
      prepare: ({ values }) => faultOf(values) ?? createAttributeSet(withValues({ id: '' }, values)),
    }),
    updateEntity(attributeSetSet, {
      summary: 'Change an attribute set',
      access: access(writing, 'basic/update'),
      prepare: (id, { values }, check) =>
        faultOf(values) ?? changeAttributeSet(id, (before) => check(before) ?? withValues(before, values)),
    }),
  ].map(ofTenant),
};

/** Microsoft Graph documentation: attributeSet, maxAttributesPerSet. */
function faultOf({ maxAttributesPerSet = null }: GraphEntity) {
  const isPossible =
    maxAttributesPerSet === null || (Number(maxAttributesPerSet) >= 1 && Number(maxAttributesPerSet) <= 500);
  if (isPossible) return undefined;
  return refusalError({ kind: 'refused', reason: 'invalid', property: 'maxAttributesPerSet' }, 'AttributeSet');
}

function withValues(before: AttributeSet, values: GraphEntity): AttributeSet {
  const all = Object.entries({ ...before, ...values }).filter(([, value]) => value !== null);
  return Object.fromEntries(all) as unknown as AttributeSet;
}

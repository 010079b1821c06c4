import { type AppId, parseGuid } from '@gatehouse/model';
import {
  changeSchemaExtension,
  createSchemaExtension,
  type DirectoryRefusal,
  deleteSchemaExtension,
  findSchemaExtension,
  listSchemaExtensions,
  refused,
  type SchemaExtension,
  type SchemaPropertyType,
  type StoredSchemaExtension,
} from '../../../../directory/index.js';
import { denied } from '../../authorize.js';
import { type GraphError } from '../../graph-error.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { ofTenant } from '../../operations/of-tenant.js';
import { pageInMemory } from '../../operations/page-in-memory.js';
import { getEntity, listEntities } from '../../operations/read-entities.js';
import { createEntity, deleteEntity, updateEntity } from '../../operations/write-entities.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphResource, OperationAccess } from '../../resource.js';
import { complexes, complexType, type EntityType, filters, text, texts } from '../../schema/index.js';

const extensionSchemaProperty = complexType('extensionSchemaProperty', [
  text('name', { required: true, maxLength: 64 }),
  text('type', { required: true }),
]);

/** `schemaExtension` (Microsoft Graph documentation: schemaExtension resource type). */
const schemaExtensionType: EntityType = {
  name: 'schemaExtension',
  base: 'entity',
  properties: [
    text('id', { writable: 'create', required: true, maxLength: 128, query: { filter: filters.exact } }),
    text('description', { maxLength: 1024, query: { filter: filters.exact } }),
    text('owner', { nullable: false, query: { filter: filters.exact } }),
    complexes('properties', extensionSchemaProperty, { required: true, maxItems: 50, distinct: ['name'] }),
    text('status', { nullable: false, query: { filter: filters.exact } }),
    texts('targetTypes', { required: true, maxItems: 10 }),
  ],
  navigations: [],
};

const reading: Omit<OperationAccess, 'target'> = {
  permissions: { delegated: ['User.Read', 'Application.Read.All'], application: ['Application.Read.All'] },
  actions: ['microsoft.directory/applications/standard/read'],
};

/** People need no role for it, but the owning application. */
const writing: Omit<OperationAccess, 'target'> = {
  permissions: {
    delegated: ['Application.ReadWrite.All'],
    application: [['Application.ReadWrite.All', 'Directory.ReadWrite.All']],
  },
  actions: ['microsoft.directory/applications/standard/read'],
};

/** What a person must be allowed to do with the owning application: its owners are, and who administers applications. */
const owning: Omit<OperationAccess, 'target'> = {
  ...writing,
  actions: ['microsoft.directory/applications/extensionProperties/update'],
};

const schemaExtensionSet: EntitySet<StoredSchemaExtension> = {
  name: 'schemaExtensions',
  type: schemaExtensionType,
  place: 'schemaExtension',
  render: ({ id, body }) => ({ id, ...body }),
  find: (id) => findSchemaExtension(id),
  page: (query) => async (work) =>
    pageInMemory(
      await listSchemaExtensions()(work),
      ({ id, body: { description = null, owner, status } }) => ({ id, description, owner, status }),
      query,
    ),
};

/** Structured values that applications add to objects: their definitions (Microsoft Graph documentation: schema extensions). */
export const schemaExtensions: GraphResource = {
  name: 'schemaExtensions',
  types: [schemaExtensionType],
  sets: { schemaExtensions: 'schemaExtension' },
  operations: [
    listEntities(schemaExtensionSet, { summary: 'List schema extensions', access: reading }),
    getEntity(schemaExtensionSet, { summary: 'Get a schema extension', access: reading }),
    createEntity(schemaExtensionSet, {
      summary: 'Define a schema extension',
      access: writing,
      prepare: ({ values }, call) => {
        if (values.status !== undefined && values.status !== 'InDevelopment') return invalid('status');
        const owner = ownerOf(values, call);
        if (typeof owner !== 'string') return owner;
        const faulty = faultOf(values);
        const { id, status: _status, ...draft } = draftOf(values);
        return faulty ?? createSchemaExtension({ ...draft, id: String(id), owner });
      },
    }),
    updateEntity(schemaExtensionSet, {
      summary: 'Change a schema extension',
      access: writing,
      prepare: (id, { values }, check, call) => prepareUpdate(id, values, check, call),
    }),
    deleteEntity(schemaExtensionSet, {
      summary: 'Delete a schema extension that is in development',
      access: writing,
      prepare: async (id, _check, call) => {
        const stored = await call.perform(findSchemaExtension(id));
        if (stored === undefined) return notFound(id);
        return ownershipFault(stored.body.owner, call) ?? deleteSchemaExtension(id);
      },
    }),
  ].map(ofTenant),
};

async function prepareUpdate(
  id: string,
  values: GraphEntity,
  check: (stored: StoredSchemaExtension) => DirectoryRefusal | undefined,
  call: GraphCall,
) {
  const stored = await call.perform(findSchemaExtension(id));
  if (stored === undefined) return notFound(id);
  const fault = ownershipFault(stored.body.owner, call) ?? faultOf(values);
  if (fault !== undefined) return fault;
  return changeSchemaExtension(id, (before) => {
    const refusal = check(before);
    if (refusal !== undefined) return refusal;
    const { description, ...given } = draftOf(values);
    const after = { ...before.body, ...given, ...(typeof description === 'string' && { description }) };
    if (values.description !== null) return after;
    const { description: _gone, ...rest } = after;
    return rest;
  });
}

/** The application that owns a new definition: the one named, or the one that calls (Microsoft Graph documentation: schemaExtension, owner). */
function ownerOf({ owner: given }: GraphEntity, call: GraphCall): AppId | GraphError {
  const { appId } = call.caller.principal;
  const owner = parseGuid<AppId>(typeof given === 'string' ? given : appId);
  if (owner === undefined) return invalid('owner');
  return ownershipFault(owner, call) ?? owner;
}

function ownershipFault(owner: string, call: GraphCall): GraphError | undefined {
  const { principal } = call.caller;
  // An application on its own has what it made.
  if (principal.kind === 'app') return principal.appId === owner ? undefined : denied();
  const application = call.configuration.ownApplication(owner as AppId);
  if (application === undefined) return denied();
  const isOwnedByCaller = application.owners.some((one) => one === principal.oid);
  return call.permits(owning, { isSelf: false, isOwnedByCaller, scopeIds: [application.id] }) && denied();
}

const targets = ['User', 'Group', 'AdministrativeUnit', 'Device', 'Organization'] as const;
const propertyTypes: readonly SchemaPropertyType[] = ['Binary', 'Boolean', 'DateTime', 'Integer', 'String'];
type GivenProperties = readonly { readonly name: string; readonly type: string }[];

/** What no declaration says of the values. */
function faultOf({ targetTypes, properties, status }: GraphEntity): GraphError | undefined {
  if (targetTypes !== undefined && (targetTypes as readonly string[]).map(targetOf).includes(undefined)) {
    return invalid('targetTypes');
  }
  if (Array.isArray(targetTypes) && targetTypes.length === 0) return invalid('targetTypes');
  const given = (properties ?? []) as GivenProperties;
  const isOdd = ({ name, type }: GivenProperties[number]) =>
    !/^[A-Za-z]\w*$/.test(name) || !propertyTypes.some((one) => one === type) || name in Object.prototype;
  if (given.some(isOdd) || (properties !== undefined && given.length === 0)) return invalid('properties');
  const folded = new Set(given.map(({ name }) => name.toLowerCase()));
  if (folded.size < given.length) return invalid('properties');
  const statuses: readonly unknown[] = ['InDevelopment', 'Available', 'Deprecated'];
  return status === undefined || statuses.includes(status) ? undefined : invalid('status');
}

function targetOf(written: string): (typeof targets)[number] | undefined {
  return targets.find((target) => target.toLowerCase() === written.toLowerCase());
}

function draftOf(values: GraphEntity): GraphEntity & Pick<SchemaExtension, 'targetTypes' | 'properties'> {
  const { description, targetTypes, ...rest } = values;
  return {
    ...rest,
    ...(typeof description === 'string' && { description }),
    ...(targetTypes !== undefined && {
      targetTypes: [...new Set((targetTypes as readonly string[]).map(targetOf))],
    }),
  } as unknown as GraphEntity & Pick<SchemaExtension, 'targetTypes' | 'properties'>;
}

function invalid(property: string): GraphError {
  return refusalError(refused('invalid', { property }), 'SchemaExtension');
}

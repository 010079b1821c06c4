import { type GroupSetting, settingTemplateName, settingTemplates } from '@gatehouse/policy';
import { groupSettings as kind } from '../../../../directory/index.js';
import { type DocumentSet, documentOperations } from '../../operations/document-set.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { ofTenant } from '../../operations/of-tenant.js';
import { pageInMemory } from '../../operations/page-in-memory.js';
import { getEntity, listEntities } from '../../operations/read-entities.js';
import type { GraphOperation, GraphResource, OperationAccess } from '../../resource.js';
import { complexes, complexType, type EntityType, filters, text } from '../../schema/index.js';

const settingValue = complexType('settingValue', [
  text('name', { required: true, maxLength: 128 }),
  text('value', { maxLength: 20_000 }),
]);

function settingType(name: string): EntityType {
  return {
    name,
    base: 'entity',
    properties: [
      text('displayName', { writable: 'never', query: { filter: filters.exact } }),
      text('templateId', { writable: 'create', required: true, query: { filter: filters.exact } }),
      complexes('values', settingValue, { maxItems: 50 }),
    ],
    navigations: [],
  };
}

const templateValue = complexType('settingTemplateValue', [
  text('name'),
  text('type'),
  text('defaultValue'),
  text('description'),
]);

function templateType(name: string): EntityType {
  return {
    name,
    base: 'directoryObject',
    properties: [
      text('displayName', { writable: 'never' }),
      text('description', { writable: 'never' }),
      complexes('values', templateValue, { writable: 'never' }),
    ],
    navigations: [],
  };
}

type Access = Omit<OperationAccess, 'target'>;

function access(permissions: readonly string[], action: string): Access {
  return {
    permissions: { delegated: permissions, application: permissions },
    actions: [`microsoft.directory/${action}`],
  };
}

// Microsoft Graph documentation: groupSetting, groupSettingTemplate.
const reading = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const writing = ['Directory.ReadWrite.All'];
const templateAccess = access(reading, 'groupSettingTemplates/standard/read');
const settingAccess = {
  read: access(reading, 'groupSettings/standard/read'),
  create: access(writing, 'groupSettings/create'),
  update: access(writing, 'groupSettings/basic/update'),
  remove: access(writing, 'groupSettings/delete'),
};

function settingsSet(name: string, type: EntityType, beta?: true): DocumentSet<GroupSetting> {
  return {
    name,
    type,
    kind,
    nouns: ['a setting', 'settings'],
    ...(beta && { beta }),
    draft: (values) => ({ body: settingOf(values) }),
    merge: (before, values) => ({
      ...before,
      ...(values.values === undefined ? {} : { values: valuesOf(values.values) }),
    }),
  };
}

function settingOf(given: Readonly<Record<string, unknown>>): GroupSetting {
  const templateId = String(given.templateId).toLowerCase();
  return { displayName: settingTemplateName(templateId), templateId, values: valuesOf(given.values) };
}

function valuesOf(given: unknown): GroupSetting['values'] {
  const values = (given ?? []) as readonly { readonly name: string; readonly value?: string | null }[];
  return values.map(({ name, value }) => ({ name, value: value ?? '' }));
}

function templatesOf(name: string, type: EntityType, beta?: true): readonly GraphOperation[] {
  const set: EntitySet<(typeof settingTemplates)[number]> = {
    name,
    type,
    place: 'id',
    render: (template) => ({ ...template, deletedDateTime: null }),
    find: (id) => async () => settingTemplates.find((template) => template.id === id.toLowerCase()),
    page: (query) => async () =>
      pageInMemory(settingTemplates, ({ id, displayName, description }) => ({ id, displayName, description }), query),
  };
  const more = { access: templateAccess, ...(beta && { beta }) };
  return [
    listEntities(set, { ...more, summary: 'List templates of settings' }),
    ofTenant(getEntity(set, { ...more, summary: 'Get a template of settings' })),
  ];
}

/** Settings of a tenant by templates, under the names of version 1.0 and those that beta keeps. */
export const groupSettings: GraphResource = {
  name: 'groupSettings',
  types: [
    settingType('groupSetting'),
    settingType('directorySetting'),
    templateType('groupSettingTemplate'),
    templateType('directorySettingTemplate'),
  ],
  operations: [
    ...documentOperations(settingsSet('groupSettings', settingType('groupSetting')), settingAccess),
    ...documentOperations(settingsSet('settings', settingType('directorySetting'), true), settingAccess),
    ...templatesOf('groupSettingTemplates', templateType('groupSettingTemplate')),
    ...templatesOf('directorySettingTemplates', templateType('directorySettingTemplate'), true),
  ],
};

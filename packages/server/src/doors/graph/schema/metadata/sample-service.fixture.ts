import { choice, complex, complexType, enumType, guid, instant, text, texts } from '../properties.js';
import { application, federatedIdentityCredential } from '../sample.fixture.js';
import type { PathDescription } from './openapi.js';
import type { ServiceDescription } from './operation-description.js';

const passwordCredential = complexType('passwordCredential', [
  text('displayName'),
  instant('endDateTime'),
  text('secretText', { writable: 'never' }),
]);
const scope = enumType('scope', 'tenant', 'unit');

export const service: ServiceDescription = {
  types: [application, federatedIdentityCredential],
  sets: [
    { name: 'applications', type: 'application' },
    { name: 'directoryObjects', type: 'directoryObject' },
  ],
  singletons: [{ name: 'template', type: 'application' }],
  operations: [
    {
      kind: 'action',
      name: 'addPassword',
      boundTo: { type: 'application' },
      parameters: [complex('passwordCredential', passwordCredential)],
      returns: { type: passwordCredential },
    },
    {
      kind: 'function',
      name: 'delta',
      boundTo: { type: 'application', collection: true },
      returns: { type: { kind: 'entity', name: 'application' }, collection: true },
    },
    {
      kind: 'action',
      name: 'getByIds',
      parameters: [texts('ids', { required: true }), choice('scope', scope)],
      returns: { type: { kind: 'entity', name: 'directoryObject' }, collection: true },
    },
    { kind: 'function', name: 'now', returns: { type: 'DateTimeOffset' } },
    { kind: 'action', name: 'restore', boundTo: { type: 'directoryObject' } },
  ],
};

export const paths: readonly PathDescription[] = [
  {
    method: 'GET',
    path: '/applications',
    summary: 'List applications',
    permissions: {
      delegated: ['Application.Read.All', 'Directory.Read.All'],
      application: ['Application.Read.All'],
    },
    query: ['$select', '$filter', '$top', '$count'],
    parameters: [{ in: 'header', property: text('ConsistencyLevel') }],
    response: { type: { kind: 'entity', name: 'application' }, collection: true },
  },
  {
    method: 'POST',
    path: '/applications',
    summary: 'Create application',
    permissions: { delegated: ['Application.ReadWrite.All'], application: [] },
    request: { entity: 'application' },
    response: { type: { kind: 'entity', name: 'application' } },
  },
  {
    method: 'PATCH',
    path: '/applications/:id',
    summary: 'Update application',
    permissions: { delegated: ['Application.ReadWrite.All'], application: ['Application.ReadWrite.OwnedBy'] },
    request: { entity: 'application' },
  },
  {
    method: 'DELETE',
    path: '/applications/:id/owners/:owner/$ref',
    summary: 'Remove owner',
    permissions: { delegated: ['Application.ReadWrite.All'], application: [] },
  },
  {
    method: 'POST',
    path: '/applications/:id/addPassword',
    summary: 'Add password',
    permissions: { delegated: ['Application.ReadWrite.All'], application: [] },
    request: { members: [complex('passwordCredential', passwordCredential, { required: true })] },
    response: { type: passwordCredential },
  },
  {
    method: 'POST',
    path: '/directoryObjects/checkMemberGroups',
    summary: 'Check member groups',
    permissions: { delegated: ['Directory.Read.All'], application: [] },
    request: { members: [texts('groupIds', { required: true, maxItems: 20 })] },
    parameters: [{ in: 'query', property: guid('tenant', { required: true }) }],
    response: { type: 'String', collection: true },
  },
];

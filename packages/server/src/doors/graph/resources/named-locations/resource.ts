import type { NamedLocation } from '@gatehouse/policy';
import { namedLocations as kind, type StoredDocument } from '../../../../directory/index.js';
import {
  countryNamedLocationType,
  ipNamedLocationType,
  namedLocationType,
} from '../../entities/policies/named-location.js';
import { type DocumentSet, documentOperations } from '../../operations/document-set.js';
import type { GraphResource, OperationAccess } from '../../resource.js';
import { changedLocation, locationOf, readLocationBody } from './location-body.js';

type Access = Omit<OperationAccess, 'target'>;

function access(action: string, permissions: Access['permissions']['delegated']): Access {
  return {
    permissions: { delegated: permissions, application: permissions },
    actions: [`microsoft.directory/namedLocations/${action}`],
  };
}

const writing = [['Policy.ReadWrite.ConditionalAccess', 'Policy.Read.All']];

const locations: DocumentSet<NamedLocation> = {
  name: 'identity/conditionalAccess/namedLocations',
  type: namedLocationType,
  kind,
  nouns: ['a named location', 'named locations'],
  variants: [ipNamedLocationType, countryNamedLocationType],
  render: ({ id, body, createdAt }: StoredDocument<NamedLocation>) => ({
    id,
    ...body,
    createdDateTime: new Date(createdAt).toISOString(),
  }),
  read: readLocationBody,
  draft: (values) => ({ body: locationOf(values) }),
  merge: changedLocation,
};

/** Places that policies speak of (Microsoft Graph documentation: namedLocation). */
export const namedLocations: GraphResource = {
  name: 'namedLocations',
  types: [ipNamedLocationType, countryNamedLocationType],
  operations: documentOperations(locations, {
    read: access('standard/read', ['Policy.Read.ConditionalAccess', 'Policy.Read.All']),
    create: access('create', writing),
    update: access('basic/update', writing),
    remove: access('delete', writing),
  }),
};

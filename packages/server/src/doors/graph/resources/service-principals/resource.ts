import type { OwnerId, ServicePrincipalId } from '@gatehouse/model';
import {
  addServicePrincipalOwner,
  removeServicePrincipal,
  removeServicePrincipalOwner,
  type StoredServicePrincipal,
} from '../../../../directory/index.js';
import { appRoleAssignmentType, expandAssignments } from '../../entities/app-role-assignment.js';
import { anyObject } from '../../entities/expand-relations.js';
import { servicePrincipalType } from '../../entities/service-principal.js';
import { servicePrincipalSet } from '../../entities/service-principal-set.js';
import { expandVisible, showingVisible } from '../../entities/visible-objects.js';
import { deltaOperation } from '../../operations/delta.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { countEntities, getEntity, listEntities } from '../../operations/read-entities.js';
import { relationOperations } from '../../operations/relation-operations.js';
import { deleteEntity, updateEntity } from '../../operations/write-entities.js';
import type { GraphOperation, GraphResource } from '../../resource.js';
import { classificationOperations, classificationType } from './classifications.js';
import { credentialOperations } from './credential-operations.js';
import {
  createAccess,
  deleteAccess,
  memberOfAccess,
  ownedObjectsAccess,
  ownersReadAccess,
  ownersWriteAccess,
  readAccess,
  updateAccess,
} from './service-principal-access.js';
import { createServicePrincipal, prepareUpdate } from './write-service-principals.js';

const expandRelated = expandVisible({
  memberOf: 'member of',
  ownedObjects: 'owned objects',
  owners: 'service principal owners',
  transitiveMemberOf: 'transitive member of',
});

const expandAssigned = expandAssignments('servicePrincipals');

const set: EntitySet<StoredServicePrincipal> = {
  ...servicePrincipalSet,
  expandable: (target) => (target === 'appRoleAssignment' ? [appRoleAssignmentType] : anyObject(target)),
  expand: (ids, expansion, call) =>
    expansion.navigation.target === 'appRoleAssignment'
      ? expandAssigned(ids, expansion, call)
      : expandRelated(ids, expansion, call),
};

/** `/servicePrincipals`: applications in the tenant (Microsoft Graph documentation: servicePrincipal). */
export const servicePrincipals: GraphResource = {
  name: 'service principals',
  types: [servicePrincipalType, classificationType],
  sets: { servicePrincipals: 'servicePrincipal' },
  operations: [
    listEntities(set, { summary: 'List service principals', access: readAccess }),
    countEntities(set, { summary: 'Count service principals', access: readAccess }),
    deltaOperation(set, {
      summary: 'Get service principals that changed',
      access: readAccess,
      nouns: ['service-principal'],
    }),
    getEntity(set, { summary: 'Get a service principal', access: readAccess }),
    {
      method: 'POST',
      path: '/servicePrincipals',
      summary: 'Create a service principal of an application',
      access: { ...createAccess, target: { kind: 'new' } },
      describes: { answer: servicePrincipalType, body: servicePrincipalType },
      run: createServicePrincipal,
    },
    updateEntity(set, { summary: 'Update a service principal', access: updateAccess, prepare: prepareUpdate }),
    deleteEntity(set, {
      summary: 'Delete a service principal',
      access: deleteAccess,
      prepare: (id, check) => removeServicePrincipal(id as ServicePrincipalId, check),
    }),
    ...showingVisible(set, relations()),
    ...credentialOperations,
    ...classificationOperations,
  ],
};

function relations(): readonly GraphOperation[] {
  const of = { place: 'servicePrincipal' };
  const path = '/servicePrincipals/:servicePrincipal';
  return [
    ...relationOperations({
      ...of,
      path: `${path}/owners`,
      relation: 'service principal owners',
      noun: 'owners of a service principal',
      read: ownersReadAccess,
      casts: ['user', 'servicePrincipal'],
      write: {
        access: ownersWriteAccess,
        add: (id, owner) => addServicePrincipalOwner(id as ServicePrincipalId, owner as OwnerId),
        remove: (id, owner) => removeServicePrincipalOwner(id as ServicePrincipalId, owner as OwnerId),
      },
    }),
    ...relationOperations({
      ...of,
      path: `${path}/ownedObjects`,
      relation: 'owned objects',
      noun: 'objects that a service principal owns',
      read: ownedObjectsAccess,
      casts: ['application', 'group', 'servicePrincipal'],
    }),
    ...(['memberOf', 'transitiveMemberOf'] as const).flatMap((name) =>
      relationOperations({
        ...of,
        path: `${path}/${name}`,
        relation: name === 'memberOf' ? 'member of' : 'transitive member of',
        noun: 'groups and units that a service principal is in',
        read: memberOfAccess,
        casts: ['group', 'administrativeUnit'],
      }),
    ),
  ];
}

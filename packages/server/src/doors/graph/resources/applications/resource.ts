import type { Application, ApplicationId, OwnerId } from '@gatehouse/model';
import type { ExtensionProperty } from '@gatehouse/policy';
import {
  addApplicationOwner,
  findApplication,
  readObjects,
  removeApplicationOwner,
  type StoredDocument,
} from '../../../../directory/index.js';
import { applicationType } from '../../entities/application.js';
import { applicationSet } from '../../entities/application-set.js';
import { anyObject, expandRelations } from '../../entities/expand-relations.js';
import { deltaOperation } from '../../operations/delta.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { countEntities, getEntity, listEntities } from '../../operations/read-entities.js';
import { relationOperations } from '../../operations/relation-operations.js';
import { notFound } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResource } from '../../resource.js';
import { type EntityType, type Expansion, project } from '../../schema/index.js';
import { ownersReadAccess, ownersWriteAccess, readAccess } from './application-access.js';
import { changeOperations } from './change-operations.js';
import { credentialOperations } from './credential-operations.js';
import { extensionProperties, extensionPropertyEntity, extensionPropertyType } from './extension-properties.js';
import { federatedCredentialEntity, federatedCredentials, federatedCredentialType } from './federated-credentials.js';

const set: EntitySet<Application> = { ...applicationSet, expandable, expand };

/** `/applications`: registrations, in their home tenant (Microsoft Graph documentation: application). */
export const applications: GraphResource = {
  name: 'applications',
  types: [applicationType, federatedCredentialType, extensionPropertyType],
  sets: { applications: 'application' },
  operations: [
    listEntities(set, { summary: 'List applications', access: readAccess }),
    countEntities(set, { summary: 'Count applications', access: readAccess }),
    deltaOperation(set, { summary: 'Get applications that changed', access: readAccess, nouns: ['application'] }),
    getEntity(set, { summary: 'Get an application', access: readAccess }),
    ...changeOperations(set),
    ...credentialOperations,
    ...federatedCredentials,
    ...extensionProperties,
    ...relationOperations({
      path: '/applications/:application/owners',
      place: 'application',
      relation: 'application owners',
      noun: 'owners of an application',
      read: ownersReadAccess,
      casts: ['user', 'servicePrincipal'],
      write: {
        access: ownersWriteAccess,
        add: (application, id) => addApplicationOwner(application as ApplicationId, id as OwnerId),
        remove: (application, id) => removeApplicationOwner(application as ApplicationId, id as OwnerId),
      },
    }).map(ofExisting),
  ],
};

/** Nobody owns an application that is not there, and that is not the answer. */
function ofExisting(operation: GraphOperation): GraphOperation {
  const run = async (call: GraphCall) => {
    const { application = '' } = call.params;
    const found = await call.perform(findApplication(application));
    return found === undefined ? notFound(application) : operation.run(call);
  };
  return { ...operation, run };
}

const expandOwners = expandRelations({ owners: 'application owners' });

/** The entity types behind what can be expanded. */
function expandable(target: string): readonly EntityType[] {
  const inside = [federatedCredentialType, extensionPropertyType].filter(({ name }) => name === target);
  return inside.length > 0 ? inside : anyObject(target);
}

async function expand(
  ids: readonly string[],
  expansion: Expansion,
  call: GraphCall,
): Promise<ReadonlyMap<string, unknown>> {
  if (expansion.navigation.name === 'owners') return expandOwners(ids, expansion, call);
  const type = expansion.navigation.name === 'extensionProperties' ? extensionPropertyType : federatedCredentialType;
  const objects = await call.perform(readObjects(ids));
  return new Map(
    objects.map(({ entity }) => {
      const inside = containedIn(entity as Application, type, call);
      return [entity.id, inside.map((one) => project(type, one, expansion.select))] as const;
    }),
  );
}

function containedIn(application: Application, type: EntityType, call: GraphCall): readonly GraphEntity[] {
  if (type === federatedCredentialType) {
    return application.federatedIdentityCredentials.map(federatedCredentialEntity);
  }
  return call.configuration
    .documents('extension-property')
    .filter(({ parentId }) => parentId === application.id)
    .map((document) =>
      extensionPropertyEntity(document as unknown as StoredDocument<ExtensionProperty>, application.displayName),
    );
}

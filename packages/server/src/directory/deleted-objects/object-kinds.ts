import type { AdministrativeUnit, Application, Group, User, UserId } from '@gatehouse/model';
import { deleteUnit, insertUnit, lockUnit } from '../administrative-units/repository.js';
import { deleteApplication, insertApplication, lockApplication } from '../applications/repository.js';
import { deleteGroup, insertGroups, lockGroup } from '../groups/repository.js';
import type { DirectoryWork } from '../operation.js';
import type { ObjectType } from '../relations/repository.js';
import {
  deleteServicePrincipal,
  insertServicePrincipal,
  lockServicePrincipal,
  type StoredServicePrincipal,
} from '../service-principals/repository.js';
import { deleteUser, insertUsers, lockUser, readUsersById } from '../users/repository.js';

/** How objects of one kind leave the directory and come back. */
export interface DeletableKind {
  /** As the journal names the kind. */
  readonly noun: string;
  lock(work: DirectoryWork, id: string): Promise<Deletable | undefined>;
  remove(work: DirectoryWork, entity: Deletable): Promise<void>;
  /** Writes the object alone: owners and the like come back with the ties. @returns false when something else has taken its place */
  insert(work: DirectoryWork, entity: Deletable): Promise<boolean>;
}

/** An object that can be deleted. */
export type Deletable = User | Group | Application | StoredServicePrincipal | AdministrativeUnit;

const kinds: Partial<Record<ObjectType, DeletableKind>> = {
  user: {
    noun: 'user',
    lock: ({ tx }, id) => lockUser(tx, id as UserId),
    remove: ({ tx }, { id }) => deleteUser(tx, id as UserId),
    insert: async ({ tx, clock }, entity) => {
      const { managerId, ...user } = entity as User;
      const manager = managerId === undefined ? [] : await readUsersById(tx, [managerId]);
      // What was issued before the deletion stays ended.
      const back = { ...user, signInSessionsValidFrom: clock.now() };
      await insertUsers(tx, [manager.length === 0 || managerId === undefined ? back : { ...back, managerId }]);
      return true;
    },
  },
  group: {
    noun: 'group',
    lock: ({ tx }, id) => lockGroup(tx, id as Group['id']),
    remove: ({ tx }, { id }) => deleteGroup(tx, id as Group['id']),
    insert: async ({ tx }, entity) => {
      await insertGroups(tx, [{ ...(entity as Group), owners: [] }]);
      return true;
    },
  },
  application: {
    noun: 'application',
    lock: ({ tx }, id) => lockApplication(tx, id as Application['id']),
    remove: ({ tx }, entity) => deleteApplication(tx, entity as Application),
    insert: async ({ tx }, entity) => {
      await insertApplication(tx, { ...(entity as Application), owners: [] });
      return true;
    },
  },
  servicePrincipal: {
    noun: 'service-principal',
    lock: ({ tx }, id) => lockServicePrincipal(tx, id as StoredServicePrincipal['id']),
    remove: ({ tx }, { id }) => deleteServicePrincipal(tx, id as StoredServicePrincipal['id']),
    insert: ({ tx }, entity) => insertServicePrincipal(tx, { ...(entity as StoredServicePrincipal), owners: [] }),
  },
  administrativeUnit: {
    noun: 'administrative-unit',
    lock: ({ tx }, id) => lockUnit(tx, id as AdministrativeUnit['id']),
    remove: ({ tx }, { id }) => deleteUnit(tx, id as AdministrativeUnit['id']),
    insert: async ({ tx }, entity) => {
      await insertUnit(tx, entity as AdministrativeUnit);
      return true;
    },
  },
};

/** How objects of a kind are deleted; undefined for those that are removed at once. */
export function deletableKind(type: ObjectType): DeletableKind | undefined {
  return kinds[type];
}

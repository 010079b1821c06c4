import type {
  AdministrativeUnit,
  AdministrativeUnitId,
  Application,
  ApplicationId,
  Device,
  DeviceId,
  Group,
  GroupId,
  ServicePrincipalId,
  User,
  UserId,
} from '@gatehouse/model';
import { readUnitsById } from '../administrative-units/repository.js';
import { readApplicationsById } from '../applications/repository.js';
import { readDevicesById } from '../devices/repository.js';
import { readGroupsById } from '../groups/repository.js';
import type { DirectoryOperation, DirectoryWork } from '../operation.js';
import {
  countRelated,
  type ObjectReference,
  type ObjectType,
  objectTypes,
  readRelated,
  readRelatedOfMany,
  readTransitiveGroups,
  type Relation,
} from '../relations/repository.js';
import { readServicePrincipalsById, type StoredServicePrincipal } from '../service-principals/repository.js';
import { readUsersById } from '../users/repository.js';

/** A live object of whatever kind. */
export type DirectoryObject =
  | { readonly type: 'user'; readonly entity: User }
  | { readonly type: 'group'; readonly entity: Group }
  | { readonly type: 'application'; readonly entity: Application }
  | { readonly type: 'servicePrincipal'; readonly entity: StoredServicePrincipal }
  | { readonly type: 'device'; readonly entity: Device }
  | { readonly type: 'administrativeUnit'; readonly entity: AdministrativeUnit };

/** The live objects with the given ids, in the order of the ids; those that are not there are left out. */
export function readObjects(ids: readonly string[]): DirectoryOperation<readonly DirectoryObject[]> {
  return async (work) => {
    const types = await objectTypes(work.tx, ids);
    const references = ids.flatMap((id) => {
      const type = types.get(id);
      return type === undefined ? [] : [{ id, type }];
    });
    return readReferenced(work, references);
  };
}

/** A page of the objects that a relation leads to, by id; with a `type`, those of that kind. */
export function readRelatedObjects(
  relation: Relation,
  of: string,
  page: { readonly top: number; readonly after: string | null; readonly type: ObjectType | null },
): DirectoryOperation<readonly DirectoryObject[]> {
  return async (work) => readReferenced(work, await readRelated(work.tx, relation, of, page));
}

/** The first objects that a relation leads to from each of several objects. */
export function readRelatedOfEach(
  relation: Relation,
  from: readonly string[],
  top: number,
): DirectoryOperation<ReadonlyMap<string, readonly DirectoryObject[]>> {
  return async (work) => {
    const references = await readRelatedOfMany(work.tx, relation, from, top);
    const distinct = [...new Map(references.map((one) => [one.id, one])).values()];
    const objects = new Map((await readReferenced(work, distinct)).map((one) => [one.entity.id as string, one]));
    const found = new Map<string, DirectoryObject[]>();
    for (const { from: source, id } of references) {
      const object = objects.get(id);
      if (object !== undefined) found.set(source, [...(found.get(source) ?? []), object]);
    }
    return found;
  };
}

/** The groups, nested ones included, and the administrative units that an object is in. */
export function objectsAround(id: string): DirectoryOperation<{
  readonly groups: readonly { readonly id: string; readonly securityEnabled: boolean }[];
  readonly units: readonly string[];
}> {
  return async ({ tx }) => {
    const groups = await readTransitiveGroups(tx, id);
    const units = await readRelated(tx, 'member of', id, { top: mostUnits, after: null, type: 'administrativeUnit' });
    return { groups, units: units.map((unit) => unit.id) };
  };
}

/** More units than an object can be in. */
const mostUnits = 10_000;

/** How many objects a relation leads to. */
export function countRelatedObjects(
  relation: Relation,
  of: string,
  type: ObjectType | null,
): DirectoryOperation<number> {
  return ({ tx }) => countRelated(tx, relation, of, type);
}

async function readReferenced(
  { tx }: DirectoryWork,
  references: readonly ObjectReference[],
): Promise<readonly DirectoryObject[]> {
  const idsOf = (type: ObjectType) => references.filter((one) => one.type === type).map(({ id }) => id);
  const found = new Map<string, DirectoryObject>();
  const keep = async (
    type: ObjectType,
    read: (ids: readonly string[]) => Promise<readonly { readonly id: string }[]>,
  ) => {
    const ids = idsOf(type);
    if (ids.length === 0) return;
    for (const entity of await read(ids)) found.set(entity.id, { type, entity } as DirectoryObject);
  };
  await Promise.all([
    keep('user', (ids) => readUsersById(tx, ids as UserId[])),
    keep('group', (ids) => readGroupsById(tx, ids as GroupId[])),
    keep('application', (ids) => readApplicationsById(tx, ids as ApplicationId[])),
    keep('servicePrincipal', (ids) => readServicePrincipalsById(tx, ids as ServicePrincipalId[])),
    keep('device', (ids) => readDevicesById(tx, ids as DeviceId[])),
    keep('administrativeUnit', (ids) => readUnitsById(tx, ids as AdministrativeUnitId[])),
  ]);
  return references.flatMap(({ id }) => found.get(id) ?? []);
}

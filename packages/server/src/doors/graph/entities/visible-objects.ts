import type { AdministrativeUnitId } from '@gatehouse/model';
import { findUnit, isUnitMember, readRelatedOfEach, type Relation } from '../../../directory/index.js';
import { denied } from '../authorize.js';
import { notFound } from '../refusal-error.js';
import type { EntitySet } from '../operations/entity-set.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult, OperationAccess, TypedEntity } from '../resource.js';
import { type Expansion, project } from '../schema/index.js';
import { renderObject } from './directory-object.js';

// What a caller sees of objects that he reaches through others: of kinds that he may not read, no more than that they are there
// (Microsoft Graph documentation: limited information returned for inaccessible member objects); of units whose members are hidden,
// the members only if he is one of them or administers the unit.

type Access = Omit<OperationAccess, 'target'>;

const always = ['Directory.Read.All', 'Directory.ReadWrite.All'];

function reading(entity: string, permission: string): Access {
  const permissions = [permission, ...always];
  return {
    permissions: { delegated: permissions, application: permissions },
    actions: [`microsoft.directory/${entity}/standard/read`],
  };
}

/** What is needed to read objects of a kind, by its name. */
const readers: ReadonlyMap<string, Access> = new Map([
  ['user', reading('users', 'User.Read.All')],
  ['group', reading('groups', 'GroupMember.Read.All')],
  ['application', reading('applications', 'Application.Read.All')],
  ['servicePrincipal', reading('servicePrincipals', 'Application.Read.All')],
  ['device', reading('devices', 'Device.Read.All')],
  ['administrativeUnit', reading('administrativeUnits', 'AdministrativeUnit.Read.All')],
]);

const basicReader = reading('users', 'User.ReadBasic.All');
/** Microsoft Graph documentation: permissions reference, `User.ReadBasic.All`. */
const basicProfile = ['displayName', 'givenName', 'id', 'mail', 'surname', 'userPrincipalName'];

const hiddenReader: Access = {
  permissions: { delegated: ['Member.Read.Hidden'], application: ['Member.Read.Hidden'] },
  actions: ['microsoft.directory/administrativeUnits/hiddenMembers/read'],
};
/** The same for whoever belongs to the unit or administers it: the permission is still needed. */
const hiddenReaderInside: Access = {
  ...hiddenReader,
  actions: ['microsoft.directory/administrativeUnits/standard/read'],
};

/** Whether the caller may know who is in an administrative unit whose members are hidden. */
export async function mayReadHiddenMembers(id: string, call: GraphCall): Promise<boolean> {
  const { principal, person } = call.caller;
  if (call.may(hiddenReader, {})) return true;
  if (person === null || !call.may(hiddenReaderInside, {})) return false;
  if (person.roleAssignments.some(({ directoryScopeId }) => directoryScopeId === `/administrativeUnits/${id}`))
    return true;
  return call.perform(isUnitMember(id as AdministrativeUnitId, principal.oid));
}

/** Objects as the caller may see them; units whose members are hidden are left out of what something is a member of. */
export async function visibleObjects(
  objects: readonly TypedEntity[],
  call: GraphCall,
): Promise<readonly TypedEntity[]> {
  const views = new Map<string, readonly string[] | null>();
  const shown: TypedEntity[] = [];
  for (const object of objects) {
    const { name } = object.type;
    const isHidden = name === 'administrativeUnit' && object.values.visibility === 'HiddenMembership';
    if (isHidden && !(await mayReadHiddenMembers(String(object.values.id), call))) continue;
    if (!views.has(name)) views.set(name, viewOf(name, call));
    const view = views.get(name) ?? null;
    shown.push(view === null ? object : { ...object, values: only(view, object.values) });
  }
  return shown;
}

function viewOf(kind: string, call: GraphCall): readonly string[] | null {
  const reader = readers.get(kind);
  if (reader === undefined || call.may(reader, {})) return null;
  return kind === 'user' && call.may(basicReader, {}) ? basicProfile : ['id'];
}

function only(names: readonly string[], values: GraphEntity): GraphEntity {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name) || name.includes('@')));
}

/** The same operations, showing objects as the caller may see them, and nothing of an object that is not there. */
export function showingVisible(
  { find, place }: Pick<EntitySet<{ readonly id: string }>, 'find' | 'place'>,
  operations: readonly GraphOperation[],
): readonly GraphOperation[] {
  return operations.map((operation) => {
    if (operation.method !== 'GET') return operation;
    const run = async (call: GraphCall): Promise<GraphResult> => {
      const id = call.params[place] ?? '';
      if ((await call.perform(find(id, call))) === undefined) return notFound(id);
      const result = await operation.run(call);
      if (result.kind !== 'collection') return result;
      return { ...result, entities: await visibleObjects(result.entities, call) };
    };
    return { ...operation, run };
  });
}

/** The same operations on the members of an administrative unit, refused to those who may not know them. */
export function unlessHidden(operations: readonly GraphOperation[]): readonly GraphOperation[] {
  return operations.map((operation) => {
    if (operation.method !== 'GET') return operation;
    const run = async (call: GraphCall): Promise<GraphResult> => {
      const id = call.params.administrativeUnit ?? '';
      const unit = await call.perform(findUnit(id));
      if (unit === undefined) return notFound(id);
      const isHidden = unit.visibility === 'HiddenMembership' && !(await mayReadHiddenMembers(id, call));
      return isHidden ? denied() : operation.run(call);
    };
    return { ...operation, run };
  });
}

/** How many related objects one expansion shows (Microsoft Graph documentation: expand query parameter). */
const mostExpanded = 20;

/** Finds what a navigation leads to from several objects, as the caller may see it. */
export function expandVisible(relations: Readonly<Record<string, Relation>>) {
  return async (
    ids: readonly string[],
    { navigation, select }: Expansion,
    call: GraphCall,
  ): Promise<ReadonlyMap<string, unknown>> => {
    const relation = relations[navigation.name];
    if (relation === undefined) throw new Error(`nobody knows how to expand ${navigation.name}`);
    const found = await call.perform(readRelatedOfEach(relation, ids, mostExpanded));
    const shown = new Map<string, unknown>();
    for (const [id, objects] of found) {
      const rendered = objects.map((object) => renderObject(object, call));
      shown.set(
        id,
        (await visibleObjects(rendered, call)).map((object) => jsonOf(object, select)),
      );
    }
    return shown;
  };
}

/** An object as JSON, with its kind. */
export function jsonOf({ type, values }: TypedEntity, select: readonly string[] | null): GraphEntity {
  return { '@odata.type': `#microsoft.graph.${type.name}`, ...project(type, values, select) };
}

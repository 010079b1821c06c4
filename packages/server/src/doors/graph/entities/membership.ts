import { parseGuid } from '@gatehouse/model';
import { objectsAround, readObjects } from '../../../directory/index.js';
import { type GraphError, graphError } from '../graph-error.js';
import type { GraphCall, GraphEntity, GraphResult } from '../resource.js';
import { renderObject } from './directory-object.js';
import { directoryRolesOf } from './directory-role.js';
import { visibleObjects } from './visible-objects.js';

/** The most ids that one check takes (Microsoft Graph documentation: checkMemberGroups), and that getByIds takes. */
const mostChecked = 20;

/** `getMemberGroups`, `getMemberObjects`: every group, nested ones included, that an object is in. */
export async function getMembership(
  id: string,
  parameters: GraphEntity,
  what: 'groups' | 'objects',
  call: GraphCall,
): Promise<GraphResult> {
  const { securityEnabledOnly = false } = parameters;
  if (typeof securityEnabledOnly !== 'boolean') return invalid('securityEnabledOnly');
  const around = await call.perform(objectsAround(id));
  const groups = around.groups
    .filter((group) => !securityEnabledOnly || group.securityEnabled)
    .map((group) => group.id);
  const others =
    what === 'objects' && !securityEnabledOnly
      ? [...(await visibleUnits(around.units, call)), ...(await rolesOf(id, call))]
      : [];
  return { kind: 'value', context: 'Collection(Edm.String)', value: [...groups, ...others] };
}

/** `checkMemberGroups`, `checkMemberObjects`: which of the given an object is in. */
export async function checkMembership(
  id: string,
  parameters: GraphEntity,
  what: 'groups' | 'objects',
  call: GraphCall,
): Promise<GraphResult> {
  const name = what === 'groups' ? 'groupIds' : 'ids';
  const wanted = readIds(parameters[name], mostChecked, name);
  if ('kind' in wanted) return wanted;
  const around = await call.perform(objectsAround(id));
  const others = what === 'objects' ? [...(await visibleUnits(around.units, call)), ...(await rolesOf(id, call))] : [];
  const known = new Set([...around.groups.map((group) => group.id), ...others]);
  return { kind: 'value', context: 'Collection(Edm.String)', value: wanted.filter((one) => known.has(one)) };
}

/** Units whose members are hidden are not told to those who may not know them. */
async function visibleUnits(ids: readonly string[], call: GraphCall): Promise<readonly string[]> {
  const units = await call.perform(readObjects(ids));
  const shown = await visibleObjects(
    units.map((unit) => renderObject(unit, call)),
    call,
  );
  return shown.map(({ values }) => String(values.id));
}

async function rolesOf(id: string, call: GraphCall): Promise<readonly string[]> {
  return (await directoryRolesOf(id, call)).map(({ values }) => String(values.id));
}

/** A list of GUIDs of a body, lower case, each once. */
export function readIds(given: unknown, most: number, name: string): readonly string[] | GraphError {
  if (!Array.isArray(given)) return invalid(name);
  if (given.length > most) {
    return graphError(400, 'Request_BadRequest', `Too many elements in '${name}': at most ${most} are allowed.`);
  }
  const ids = (given as readonly unknown[]).map((one) => (typeof one === 'string' ? parseGuid<never>(one) : undefined));
  const read = ids.filter((one): one is never => one !== undefined);
  return read.length < ids.length ? invalid(name) : [...new Set<string>(read)];
}

function invalid(name: string): GraphError {
  return graphError(400, 'Request_BadRequest', `Invalid value specified for property '${name}' of resource 'Action'.`);
}

import type { RolePermission } from '@gatehouse/model';

/** What is wrong with a custom role, in Graph's names; `detail` is a sentence without a final period. */
export interface CustomRoleFault {
  readonly property: 'rolePermissions';
  readonly detail: string;
}

/** The most actions that one role may name. */
export const mostRoleActions = 500;

/** Namespace, entity, sets of properties, verb; no part may be a wildcard. */
const action = /^microsoft\.directory(?:\/[a-zA-Z0-9]+(?:\.[a-zA-Z-]+)*){2,6}$/;

/**
 * Entities that only built-in roles act on: whoever could give roles, or fill groups that have roles, through a role that a tenant
 * made could give himself any other.
 */
const builtInOnly: ReadonlySet<string> = new Set([
  'directoryroles',
  'directoryroletemplates',
  'groupsassignabletoroles',
  'privilegedidentitymanagement',
  'roleassignments',
  'roledefinitions',
  'scopedrolememberships',
]);

/**
 * What keeps a tenant from making a role with these permissions (Microsoft Graph documentation: unifiedRolePermission). Actions that no
 * built-in role has may be named, too, since a later version may know them; until then they allow nothing.
 * @example customRoleFault([{ allowedResourceActions: ['microsoft.directory/users/basic/update'], condition: null }]) // undefined
 */
export function customRoleFault(permissions: readonly RolePermission[]): CustomRoleFault | undefined {
  const actions = permissions.flatMap(({ allowedResourceActions }) => allowedResourceActions);
  if (actions.length === 0) return fault('a role allows at least one action');
  if (actions.length > mostRoleActions) return fault(`a role allows at most ${mostRoleActions} actions`);
  if (permissions.some(({ condition }) => condition !== null)) {
    return fault('conditions are for built-in roles alone');
  }
  const odd = actions.find((each) => !action.test(each));
  if (odd !== undefined) return fault(`\`${shown(odd)}\` is no action of the directory`);
  const reserved = actions.find((each) => builtInOnly.has(entityOf(each)));
  return reserved === undefined ? undefined : fault(`\`${shown(reserved)}\` is for built-in roles alone`);
}

/** Without its subtype. */
function entityOf(one: string): string {
  return /^[^/]*\/([^/.]*)/.exec(one)?.[1]?.toLowerCase() ?? '';
}

function fault(detail: string): CustomRoleFault {
  return { property: 'rolePermissions', detail };
}

function shown(text: string): string {
  return text.slice(0, 128);
}

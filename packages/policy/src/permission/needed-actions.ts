import type { ActionNeed, DirectoryOperation, DirectoryTarget } from './directory-access-input.js';

/** Directory actions of which any will do. */
export type Need = readonly string[];

const ofGroups = /^microsoft\.directory\/(?:deletedItems\.)?groups(?:\.[^/]+)?\/(.+)$/;

/**
 * The needs of an operation on a target, all of which must be met. Changes of a group that roles can be given to are actions of
 * their own, `groupsAssignableToRoles/…`; reading it is not. Where nobody knows whether it is one, both are needed.
 */
export function neededActions({ actions }: DirectoryOperation, target: DirectoryTarget): readonly Need[] {
  return actions.flatMap((action) => {
    const plain = asNeed(action);
    const guarded = plain.map(onRoleAssignableGroup);
    if (target.kind === 'tenant' || guarded.every((each, index) => each === plain[index])) return [plain];
    const { isRoleAssignableGroup } = target;
    if (isRoleAssignableGroup.kind === 'unknown') return [plain, guarded];
    return [isRoleAssignableGroup.value ? guarded : plain];
  });
}

/** Whether a group that roles can be given to may be changed here: then more is needed than for other groups. */
export function mayChangeRoleAssignableGroup(operation: DirectoryOperation, target: DirectoryTarget): boolean {
  const plain = operation.actions.flatMap(asNeed);
  return neededActions(operation, target).some((need) => need.some((each) => !plain.includes(each)));
}

/** The action by which a caller may know of an object of the kind that an action is about: reading its common properties. */
export function readingActionOf(action: string): string {
  const word = (action.split('/')[1] ?? '').replace(/^deletedItems\./, '').replace(/\..*$/, '');
  const entity = word === 'groupsAssignableToRoles' ? 'groups' : word;
  return `microsoft.directory/${entity}/standard/read`;
}

/** What an operation declares, as a list. */
export function asNeed(need: ActionNeed): Need {
  return typeof need === 'string' ? [need] : need;
}

// Microsoft Entra documentation: use groups to manage role assignments (how role-assignable groups are protected)
function onRoleAssignableGroup(action: string): string {
  const what = ofGroups.exec(action)?.[1];
  if (what === undefined || /[rR]ead$/.test(what)) return action;
  return `microsoft.directory/groupsAssignableToRoles/${what.endsWith('/update') ? 'allProperties/update' : what}`;
}

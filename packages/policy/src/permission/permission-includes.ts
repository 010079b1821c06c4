/** What a permission includes beyond its own noun (Microsoft Graph documentation: permissions reference). */
const beyondTheNoun: Readonly<Record<string, readonly string[]>> = {
  'Group.Read.All': ['GroupMember.Read.All'],
  'Group.ReadWrite.All': ['GroupMember.ReadWrite.All'],
  'Directory.Read.All': [
    'AdministrativeUnit.Read.All',
    'Application.Read.All',
    'DelegatedPermissionGrant.Read.All',
    'Device.Read.All',
    'Domain.Read.All',
    'Group.Read.All',
    'Organization.Read.All',
    'OrgContact.Read.All',
    'RoleManagement.Read.Directory',
    'User.Read.All',
  ],
};

/** Of what `Directory.AccessAsUser.All` lets an application do whatever the person may. */
const directoryNouns: ReadonlySet<string> = new Set([
  'AdministrativeUnit',
  'Application',
  'AppRoleAssignment',
  'DelegatedPermissionGrant',
  'Device',
  'Directory',
  'Domain',
  'Group',
  'GroupMember',
  'Organization',
  'OrgContact',
  'User',
]);

const verbs: Readonly<Record<string, readonly string[]>> = {
  ReadWrite: ['ReadWrite', 'Read', 'ReadBasic', 'Create'],
  Read: ['Read', 'ReadBasic'],
};

/**
 * Whether whoever holds one permission of Graph needs no other. Of one noun, writing includes reading and making, reading includes
 * reading little, and `All` includes every smaller reach; beside that stands what is documented of `Directory.*` and `Group.*`.
 * Permissions for single properties (`User-Mail.*`) are nouns of their own.
 * @example permissionIncludes('User.ReadWrite.All', 'User.Read') // true
 */
export function permissionIncludes(held: string, needed: string): boolean {
  if (held === needed || sameNounIncludes(held, needed)) return true;
  if (held === 'Directory.AccessAsUser.All') return ofTheDirectory(needed);
  // Its writing includes no other noun's: it deletes nobody and resets no password. Its reading does.
  if (held === 'Directory.ReadWrite.All') return permissionIncludes('Directory.Read.All', needed);
  const beyond = Object.hasOwn(beyondTheNoun, held) ? (beyondTheNoun[held] ?? []) : [];
  return beyond.some((each) => permissionIncludes(each, needed));
}

function sameNounIncludes(held: string, needed: string): boolean {
  if (!needed.startsWith(held.slice(0, held.indexOf('.') + 1))) return false;
  const [, verb = '', reach = ''] = parts(held);
  const [, neededVerb = '', neededReach = ''] = parts(needed);
  if (!(reach === neededReach || reach === 'All')) return false;
  // Making is never the matter of one's own object alone.
  if (neededVerb === 'Create' && reach !== 'All') return false;
  return Object.hasOwn(verbs, verb) && (verbs[verb] ?? []).includes(neededVerb);
}

function ofTheDirectory(needed: string): boolean {
  const [noun = '', , reach] = parts(needed);
  return directoryNouns.has(noun.split('-')[0] ?? '') || (noun === 'RoleManagement' && reach === 'Directory');
}

/** Noun, verb and reach; a reach of several words stays whole. */
function parts(permission: string): string[] {
  const [noun = '', verb = '', ...reach] = permission.split('.');
  return [noun, verb, reach.join('.')];
}

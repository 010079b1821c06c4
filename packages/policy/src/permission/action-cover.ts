/**
 * How well an allowed action serves for a needed one: wholly; wholly, with the caller as first owner of what is made; in few
 * properties; or in few properties and only of an object that the call names, so that nothing can be listed.
 */
export type ActionCover = 'full' | 'asOwner' | 'limited' | 'named';

/**
 * Whether an allowed directory action serves for a needed one (Microsoft Entra documentation: how to understand role permissions).
 * An entity stands for its subtypes (`groups` for `groups.security`, `deletedItems` for `deletedItems.users`).
 * `allProperties` stands for every set of properties right below the entity, with `allTasks` also for every verb on the entity
 * itself. It stands neither for sets further below (`users/authenticationMethods/…`), nor for consent
 * (`managePermissionGrants…`), nor for custom security attributes: a role has these only by name.
 */
export function actionCover(allowed: string, needed: string): ActionCover | null {
  if (allowed === needed) return 'full';
  const have = parse(allowed);
  const want = parse(needed);
  if (samePath(have.path, want.path)) return verbCover(have.verb, want.verb);
  const set = have.path.at(-1);
  const entity = have.path.slice(0, -1);
  if (set === 'allProperties') return wildcardCover(entity, have.verb, want);
  const little = set === 'guestBasicProfile' || set === 'basicProfile';
  if (!little || want.verb !== 'read' || !samePath([...entity, 'standard'], want.path)) return null;
  return have.verb === 'limitedRead' ? 'named' : have.verb === 'read' ? 'limited' : null;
}

interface ParsedAction {
  /** Namespace, entity and sets of properties. */
  readonly path: readonly string[];
  readonly verb: string;
}

function parse(action: string): ParsedAction {
  const words = action.split('/');
  return { path: words.slice(0, -1), verb: words.at(-1) ?? '' };
}

function samePath(have: readonly string[], want: readonly string[]): boolean {
  return (
    have.length === want.length &&
    have.every((word, index) => word === want[index] || want[index]?.startsWith(`${word}.`) === true)
  );
}

function verbCover(have: string, want: string): ActionCover | null {
  if (have === want) return 'full';
  if (have === 'allTasks') return ['create', 'read', 'update', 'delete'].includes(want) ? 'full' : null;
  if (have === 'read') return want === 'limitedRead' || want === 'restrictedRead' ? 'full' : null;
  if (have === 'createAsOwner' && want === 'create') return 'asOwner';
  if (have === 'restrictedRead' && want === 'read') return 'limited';
  return have === 'limitedRead' && want === 'read' ? 'named' : null;
}

function wildcardCover(entity: readonly string[], verb: string, want: ParsedAction): ActionCover | null {
  if (samePath(entity, want.path)) {
    return verb === 'allTasks' && !want.verb.startsWith('managePermissionGrants') ? 'full' : null;
  }
  const set = want.path.at(-1);
  if (set === 'customSecurityAttributes' || !samePath(entity, want.path.slice(0, -1))) return null;
  return verb === 'allTasks' ? 'full' : verbCover(verb, want.verb);
}

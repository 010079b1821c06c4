import { followersOf, type MemberKind } from '@gatehouse/policy';
import type { JournalEntry } from '../../platform/store/index.js';
import type { TenantRules } from './tenant-rules.js';

/** The kinds of journal target whose changes may move members of dynamic groups. */
export const watchedTypes = ['user', 'device', 'group', 'application', 'extension-property'] as const;

/** What is read of a journal entry here. */
export type WatchedEntry = Pick<JournalEntry, 'operation' | 'actor' | 'target' | 'changes'>;

/** Whose memberships some changes touch. */
export interface Affected {
  readonly subjects: Readonly<Record<MemberKind, ReadonlySet<string>>>;
  /** Groups for which everybody is looked at. */
  readonly groups: ReadonlySet<string>;
}

/** Whose memberships a stretch of the journal touches, by the rules as they are now; where an entry does not say enough, more. */
export function affectedBy(entries: readonly WatchedEntry[], rules: TenantRules): Affected {
  const subjects = { user: new Set<string>(), device: new Set<string>() };
  const groups = new Set<string>();
  const again = (ids: readonly string[]) => {
    for (const id of ids) groups.add(id);
  };
  for (const entry of entries) {
    const { operation, target } = entry;
    switch (target.type) {
      case 'user':
        subjects.user.add(target.id);
        // The reports of somebody who goes have no manager afterwards, and have him back when he is restored.
        if (operation === 'user.delete' || operation === 'user.restore') again(rules.byManager.get(target.id) ?? []);
        break;
      case 'device':
        subjects.device.add(target.id);
        break;
      case 'group':
        if (isMembership(operation)) {
          if (rules.book.following.has(target.id)) noteMembers(entry, subjects);
        } else if (mayChangeMembers(entry)) {
          if (rules.groups.has(target.id)) groups.add(target.id);
          again(followersOf(rules.book, [target.id]));
        }
        break;
      case 'application':
        // Its definitions of extensions go and come back with it.
        if (operation !== 'application.update') again(rules.extended);
        break;
      case 'extension-property':
        again(rules.extended);
        break;
    }
  }
  return { subjects, groups };
}

/** Whether an entry may make a difference to the dynamic groups of a tenant that has some. */
export function isWatched({ operation, actor, target }: WatchedEntry): boolean {
  if (!(watchedTypes as readonly string[]).includes(target.type)) return false;
  // What follows from memberships that the platform itself made was made with them.
  return !(isMembership(operation) && actor.kind === 'platform');
}

/** Whether a tenant may have its first dynamic group, or have lost its last one, by this. */
export function mayChangeRules(entry: WatchedEntry): boolean {
  return entry.target.type === 'group' && !isMembership(entry.operation) && mayChangeMembers(entry);
}

function isMembership(operation: string): boolean {
  return operation === 'group-member.add' || operation === 'group-member.remove';
}

const decisive = new Set(['groupTypes', 'membershipRule', 'membershipRuleProcessingState']);

/** A group that goes, comes back with the members it had, or is kept by another rule from now on. */
function mayChangeMembers({ operation, changes }: WatchedEntry): boolean {
  const isWritten = operation === 'group.create' || operation === 'group.update';
  return !isWritten || changes === undefined || changes.some(({ property }) => decisive.has(property));
}

function noteMembers({ changes = [] }: WatchedEntry, subjects: Record<MemberKind, Set<string>>): void {
  for (const { old, new: fresh } of changes) {
    const member = (fresh ?? old) as { readonly id?: unknown; readonly type?: unknown } | null | undefined;
    if (typeof member?.id !== 'string') continue;
    if (member.type === 'User') subjects.user.add(member.id);
    if (member.type === 'Device') subjects.device.add(member.id);
  }
}

import { evaluateMembershipRule } from './evaluate-membership-rule.js';
import type { MemberSubject } from './member-subject.js';
import type { MembershipRule } from './membership-rule.js';

/** A group whose members follow from a rule. The id is lower case. */
export interface RuledGroup {
  readonly id: string;
  readonly rule: MembershipRule;
}

/** The rules of a tenant, arranged for looking at many members. */
export interface RuleBook {
  /** Groups whose rules read the member alone. */
  readonly own: readonly RuledGroup[];
  /** Groups that take the members of others, by the group that they take from. */
  readonly following: ReadonlyMap<string, readonly RuledGroup[]>;
  readonly isFollowing: ReadonlySet<string>;
}

/** Which memberships of somebody are to be made and ended, by the ids of the groups. */
export interface MembershipPlan {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Arranges rules. */
export function ruleBookOf(groups: readonly RuledGroup[]): RuleBook {
  const following = new Map<string, RuledGroup[]>();
  const isFollowing = new Set<string>();
  for (const group of groups) {
    if (group.rule.kind !== 'memberOf') continue;
    isFollowing.add(group.id);
    for (const source of new Set(group.rule.groups)) {
      following.set(source, [...(following.get(source) ?? []), group]);
    }
  }
  return { own: groups.filter(({ id }) => !isFollowing.has(id)), following, isFollowing };
}

/**
 * What is to change of somebody's memberships so that they are as the rules say. The subject's `memberOf` holds the direct memberships
 * there are now. Groups that take the members of others are always decided about, and only by where somebody is without them: groups
 * that take from each other in a circle keep nobody in who is in none of the groups outside of it.
 * @param scope the groups of `own` that are decided about; null for all. What is not decided about counts as it stands.
 * @param context `now` in milliseconds since the Unix epoch, for `system.now`.
 * @example planMemberships(ruleBookOf(groups), subject, null, { now })
 */
export function planMemberships(
  book: RuleBook,
  subject: MemberSubject,
  scope: ReadonlySet<string> | null,
  context: { readonly now: number },
): MembershipPlan {
  const before = new Set((subject.properties['memberOf'] ?? []) as readonly string[]);
  const decided = book.own.filter(({ id }) => scope === null || scope.has(id));
  const after = new Set(before);
  for (const { id } of decided) after.delete(id);
  for (const id of book.isFollowing) after.delete(id);
  for (const { id, rule } of decided) if (evaluateMembershipRule(rule, subject, context)) after.add(id);
  // A set is walked to its end while it grows.
  for (const source of after) {
    const there: MemberSubject = { ...subject, properties: { ...subject.properties, memberOf: [source] } };
    for (const { id, rule } of book.following.get(source) ?? []) {
      if (evaluateMembershipRule(rule, there, context)) after.add(id);
    }
  }
  return { add: without(after, before), remove: without(before, after) };
}

/** Every group whose members may change when those of `sources` do: whoever takes from them, directly or through others. */
export function followersOf(book: RuleBook, sources: readonly string[]): readonly string[] {
  const reached = new Set(sources);
  const followers = new Set<string>();
  for (const source of reached) {
    for (const { id } of book.following.get(source) ?? []) {
      followers.add(id);
      reached.add(id);
    }
  }
  return [...followers];
}

function without(all: ReadonlySet<string>, some: ReadonlySet<string>): readonly string[] {
  return [...all].filter((id) => !some.has(id));
}

import type { MembershipRule, RuleBook, RuleReads } from '@gatehouse/policy';
import { parseMembershipRule, propertiesOf, ruleBookOf } from '@gatehouse/policy';

/** A group with a rule, as it lies in the store. */
export interface StoredRule {
  readonly id: string;
  readonly text: string;
}

/** What of a rule matters beside the rule itself. */
export interface GroupRule extends RuleReads {
  /** What was read; whoever writes makes sure that it still stands. */
  readonly text: string;
}

/** The rules by which a tenant's members are kept, and who depends on what. */
export interface TenantRules {
  readonly book: RuleBook;
  readonly groups: ReadonlyMap<string, GroupRule>;
  /** Groups that time alone may change. */
  readonly timed: readonly string[];
  /** Groups that take a manager's reports, by the manager. */
  readonly byManager: ReadonlyMap<string, readonly string[]>;
  /** Groups that read directory extensions, and the names they use for them. */
  readonly extended: readonly string[];
  readonly extensionNames: readonly string[];
}

/** Reads the rules of a tenant. A rule that cannot be read, which only another version can have let in, keeps its members as they are. */
export function tenantRulesOf(stored: readonly StoredRule[]): TenantRules {
  const rules = stored.flatMap(({ id, text }) => {
    const rule = readRule(text);
    return rule === null ? [] : [{ id, text, rule, reads: propertiesOf(rule) }];
  });
  const byManager = new Map<string, string[]>();
  for (const { id, reads } of rules) {
    if (reads.manager !== null) byManager.set(reads.manager, [...(byManager.get(reads.manager) ?? []), id]);
  }
  const extensionsIn = (reads: RuleReads) => reads.properties.filter((name) => name.startsWith('extension_'));
  return {
    book: ruleBookOf(rules),
    groups: new Map(rules.map(({ id, text, reads }) => [id, { ...reads, text }])),
    timed: rules.filter(({ reads }) => reads.offsetsFromNow.length > 0).map(({ id }) => id),
    byManager,
    extended: rules.filter(({ reads }) => extensionsIn(reads).length > 0).map(({ id }) => id),
    extensionNames: [...new Set(rules.flatMap(({ reads }) => extensionsIn(reads)))],
  };
}

/** The groups that somebody's memberships are looked up in: those with rules, and those that rules take members from. */
export function groupsThatCount({ book, groups }: TenantRules): readonly string[] {
  return [...new Set([...groups.keys(), ...book.following.keys()])];
}

/** How many read rules are remembered; reading one costs much more than asking it. */
const remembered = 5_000;
const read = new Map<string, MembershipRule | null>();

function readRule(text: string): MembershipRule | null {
  const known = read.get(text);
  if (known !== undefined) return known;
  const parsed = parseMembershipRule(text);
  const rule = parsed.kind === 'rule' ? parsed.rule : null;
  if (read.size >= remembered) read.clear();
  read.set(text, rule);
  return rule;
}

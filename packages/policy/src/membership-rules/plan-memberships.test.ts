import { describe, expect, it } from 'vitest';
import type { MemberSubject } from './member-subject.js';
import { parseMembershipRule } from './parse-membership-rule.js';
import { followersOf, type MembershipPlan, planMemberships, type RuleBook, ruleBookOf } from './plan-memberships.js';

const [sales, staff, all, ring, other, outside] = [1, 2, 3, 4, 5, 6].map(
  (n) => `${n}0000000-0000-4000-8000-000000000000`,
) as [string, string, string, string, string, string];

function bookOf(rules: Readonly<Record<string, string>>): RuleBook {
  return ruleBookOf(
    Object.entries(rules).map(([id, text]) => {
      const parsed = parseMembershipRule(text);
      if (parsed.kind === 'invalid') throw new Error(parsed.reason);
      return { id, rule: parsed.rule };
    }),
  );
}

const takesFrom = (...groups: readonly string[]) =>
  `user.memberOf -any (group.objectId -in [${groups.map((id) => `'${id}'`).join(', ')}])`;

function subject(department: string, memberOf: readonly string[] = []): MemberSubject {
  return { kind: 'user', properties: { department, memberOf }, kept: ['department', 'memberOf'] };
}

function plan(book: RuleBook, one: MemberSubject, scope: readonly string[] | null = null): MembershipPlan {
  return planMemberships(book, one, scope && new Set(scope), { now: 0 });
}

describe('a plan of memberships', () => {
  const book = bookOf({ [sales]: 'user.department -eq "Sales"', [staff]: 'user.department -ne null' });

  it('makes what the rules say and is missing, and ends what they do not say', () => {
    expect(plan(book, subject('Sales'))).toEqual({ add: [sales, staff], remove: [] });
    expect(plan(book, subject('IT', [sales, staff]))).toEqual({ add: [], remove: [sales] });
    expect(plan(book, subject('Sales', [staff, sales]))).toEqual({ add: [], remove: [] });
  });

  it('leaves alone groups that have no rule', () => {
    expect(plan(book, subject('IT', [outside]))).toEqual({ add: [staff], remove: [] });
  });

  it('leaves alone what is not decided about', () => {
    expect(plan(book, subject('IT', [sales]), [staff])).toEqual({ add: [staff], remove: [] });
  });

  it('lets groups follow others through any number of steps at once', () => {
    const chain = bookOf({
      [all]: takesFrom(staff),
      [staff]: takesFrom(sales),
      [sales]: 'user.department -eq "Sales"',
    });
    expect(plan(chain, subject('Sales'))).toEqual({ add: [sales, staff, all], remove: [] });
    expect(plan(chain, subject('IT', [sales, staff, all]))).toEqual({ add: [], remove: [sales, staff, all] });
  });

  it('lets a group follow what stands in one that is not decided about', () => {
    const chain = bookOf({ [all]: takesFrom(sales, outside), [sales]: 'user.department -eq "Sales"' });
    expect(plan(chain, subject('IT', [sales]), [])).toEqual({ add: [all], remove: [] });
    expect(plan(chain, subject('IT', [outside]))).toEqual({ add: [all], remove: [] });
  });

  it('keeps nobody in a circle of groups who is in none outside of it', () => {
    const circle = bookOf({ [ring]: takesFrom(other, outside), [other]: takesFrom(ring), [all]: takesFrom(all) });
    expect(plan(circle, subject('', [ring, all]))).toEqual({ add: [], remove: [ring, all] });
    expect(plan(circle, subject('', [outside]))).toEqual({ add: [ring, other], remove: [] });
    expect(plan(circle, subject('', [ring, other, outside]))).toEqual({ add: [], remove: [] });
  });

  it('takes nobody of another kind', () => {
    const devices = bookOf({ [all]: takesFrom(outside).replace('user', 'device') });
    expect(plan(devices, subject('', [outside]))).toEqual({ add: [], remove: [] });
    expect(plan(devices, subject('', [outside, all]))).toEqual({ add: [], remove: [all] });
  });
});

describe('the groups that follow others', () => {
  it('are found through any number of steps, circles included', () => {
    const book = bookOf({
      [all]: takesFrom(staff),
      [staff]: takesFrom(sales),
      [ring]: takesFrom(other),
      [other]: takesFrom(ring),
    });
    expect(followersOf(book, [sales])).toEqual([staff, all]);
    expect(followersOf(book, [ring])).toEqual([other, ring]);
    expect(followersOf(book, [outside])).toEqual([]);
  });
});

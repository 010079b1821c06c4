import { Cursor, type Fault } from './cursor.js';
import type { MemberKind, MembershipRule } from './membership-rule.js';
import { readCondition } from './read-condition.js';
import { readTexts } from './read-comparison.js';
import { longestRule, tokenize } from './tokens.js';

/** A rule that cannot be taken. `reason` is lower case and has no final period; `position` is counted from 0. */
export interface InvalidMembershipRule extends Fault {
  readonly kind: 'invalid';
}

/** Microsoft Entra documentation: Configure dynamic membership groups with the memberOf attribute, "Preview limitations". */
const mostSourceGroups = 50;

/**
 * Reads the `membershipRule` of a group or an administrative unit. Comparisons bind before `-not`, then `-and`, then `-or`.
 * Microsoft Entra documentation: Manage rules for dynamic membership groups.
 * @example parseMembershipRule('user.department -eq "Sales"')
 */
export function parseMembershipRule(
  text: string,
): { readonly kind: 'rule'; readonly rule: MembershipRule } | InvalidMembershipRule {
  if (text.length > longestRule) {
    return { kind: 'invalid', position: longestRule, reason: 'a rule has at most 3,072 characters' };
  }
  const cursor = new Cursor(tokenize(text));
  const rule = readRule(cursor);
  if (rule !== undefined && cursor.ahead().kind !== 'end') cursor.refuse(unexpected(cursor, rule));
  if (cursor.fault !== undefined) return { kind: 'invalid', ...cursor.fault };
  if (rule === undefined) throw new Error('a membership rule was neither read nor refused');
  return { kind: 'rule', rule };
}

function readRule(cursor: Cursor): MembershipRule | undefined {
  if (cursor.ahead().kind === 'end') return cursor.refuse('a rule cannot be empty');
  if (cursor.takeWord('direct')) return readDirectReports(cursor);
  const members = memberOfAhead(cursor);
  if (members !== undefined) return readMemberOf(cursor, members);
  const condition = readCondition(cursor, null);
  const { about } = cursor;
  if (condition === undefined || about === undefined) return undefined;
  return { kind: 'condition', about, condition };
}

/** `Direct Reports for "{id}"` ("Create a rule for direct reports"). */
function readDirectReports(cursor: Cursor): MembershipRule | undefined {
  const expected = 'write `Direct Reports for "{object id of the manager}"`';
  if (!cursor.takeWord('reports') || !cursor.takeWord('for')) return cursor.refuse(expected);
  if (cursor.ahead().kind !== 'string') return cursor.refuse(expected);
  if (!isGuid(cursor.ahead().text)) return cursor.refuse('the object id of the manager must be a GUID');
  return { kind: 'directReports', about: 'user', manager: cursor.step().text.toLowerCase() };
}

/** Whether `user.memberOf` or `device.memberOf` comes first, and after how many parentheses. */
function memberOfAhead(cursor: Cursor): { readonly about: MemberKind; readonly parentheses: number } | undefined {
  let parentheses = 0;
  while (cursor.ahead(parentheses).kind === 'mark' && cursor.ahead(parentheses).text === '(') parentheses += 1;
  const { kind, text } = cursor.ahead(parentheses);
  if (kind !== 'word' || !/^(?:user|device)\.memberof$/i.test(text)) return undefined;
  return { about: text.toLowerCase() === 'user.memberof' ? 'user' : 'device', parentheses };
}

/** `user.memberOf -any (group.objectId -in ['{id}', …])`, which nothing else may stand beside ("Preview limitations"). */
function readMemberOf(
  cursor: Cursor,
  { about, parentheses }: { readonly about: MemberKind; readonly parentheses: number },
): MembershipRule | undefined {
  const expected = `write \`${about}.memberOf -any (group.objectId -in ['{object id of a group}'])\``;
  for (let passed = 0; passed <= parentheses; passed += 1) cursor.step();
  if (!cursor.takeOperator('any') || !cursor.takeMark('(')) return cursor.refuse(expected);
  if (!cursor.takeWord('group.objectId') || !cursor.takeOperator('in')) return cursor.refuse(expected);
  const start = cursor.ahead();
  const groups = readTexts(cursor);
  if (groups === undefined) return undefined;
  if (!groups.every(isGuid)) return cursor.refuse('the object ids of the groups must be GUIDs', start);
  if (groups.length > mostSourceGroups) {
    return cursor.refuse(`\`memberOf\` takes at most ${mostSourceGroups} groups`, start);
  }
  for (let closed = 0; closed <= parentheses; closed += 1) {
    if (!cursor.takeMark(')')) return cursor.refuse(`a \`)\` is missing here; ${aloneReason('memberOf')}`);
  }
  return { kind: 'memberOf', about, groups: groups.map((group) => group.toLowerCase()) };
}

function unexpected(cursor: Cursor, rule: MembershipRule): string {
  if (rule.kind === 'memberOf') return aloneReason('memberOf');
  if (rule.kind === 'directReports') return aloneReason('Direct Reports');
  if (cursor.ahead().text === ')') return 'this `)` closes nothing';
  return `an operator such as \`-and\` was expected, not \`${cursor.ahead().text}\``;
}

function aloneReason(form: string): string {
  return `\`${form}\` must be the whole rule and cannot be combined with other expressions`;
}

function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

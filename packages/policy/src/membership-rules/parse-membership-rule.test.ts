import { describe, expect, it } from 'vitest';
import { parseMembershipRule } from './parse-membership-rule.js';
import { writeRule } from './write-rule.fixture.js';

/** Reads a rule and writes it in its plainest form. */
function plain(text: string): string {
  const result = parseMembershipRule(text);
  return result.kind === 'rule' ? writeRule(result.rule) : `${result.position}: ${result.reason}`;
}

const manager = 'aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb';
const groups = ['11111111-0000-1111-2222-bbbbbbbbbbbb', '22222222-0000-1111-2222-bbbbbbbbbbbb'];

describe('a rule of the documentation is read:', () => {
  it.each([
    'user.department -eq "Sales"',
    'user.accountEnabled -eq true',
    'user.dirSyncEnabled -eq true',
    'user.mail -notEndsWith "@Contoso.com"',
    'user.mailNickName -endsWith "-vendor"',
    'user.department -in ["50001", "50002", "50003"]',
    'user.displayName -match "^Da.*"',
    'user.displayName -match ".*vid"',
    'user.country -eq "US" -and (user.department -eq "Marketing" -or user.department -eq "Sales")',
    'user.assignedPlans -any (assignedPlan.servicePlanId -eq "efb87545-963c-4e0d-99df-69c6916d9eb0" -and assignedPlan.capabilityStatus -eq "Enabled")',
    'user.assignedPlans -all (assignedPlan.service -ne "SCO" -or assignedPlan.capabilityStatus -ne "Enabled")',
    'user.assignedPlans -all (assignedPlan.servicePlanId -eq null)',
    'user.proxyAddresses -any (_ -startsWith "contoso")',
    'user.otherMails -startsWith "alias@domain"',
    `Direct Reports for "${manager}"`,
    'user.objectId -ne null',
    'user.extension_c272a57b722d4eb29bfe327874ae79cb_OfficeNumber -eq "123"',
    'device.objectId -ne null',
    'device.deviceOSVersion -startsWith "10.0.1"',
    'device.isRooted -eq true',
    'user.employeeHireDate -le system.now',
  ])('%s', (text) => {
    expect(plain(text)).toBe(text);
  });

  it.each([
    ['user.mail –ne null', 'user.mail -ne null'],
    ['(user.extensionAttribute15 -eq "Marketing")', 'user.extensionAttribute15 -eq "Marketing"'],
    [
      '(user.department -eq "Sales") -or (user.department -eq "Marketing")',
      'user.department -eq "Sales" -or user.department -eq "Marketing"',
    ],
    [
      '(user.department -eq "Sales") -and -not (user.jobTitle -startsWith "SDE")',
      'user.department -eq "Sales" -and -not user.jobTitle -startsWith "SDE"',
    ],
    [
      '(user.objectId -ne null) -and (user.userType -eq "Member")',
      'user.objectId -ne null -and user.userType -eq "Member"',
    ],
    [
      '(device.deviceOSType -eq "iPad") -or (device.deviceOSType -eq "iPhone")',
      'device.deviceOSType -eq "iPad" -or device.deviceOSType -eq "iPhone"',
    ],
    [
      'user.department –eq "Marketing" –and user.country –eq "US"',
      'user.department -eq "Marketing" -and user.country -eq "US"',
    ],
    ['user.mailNickname -endsWith "-vendor"', 'user.mailNickName -endsWith "-vendor"'],
    ['user.otherMails -endsWith"@contoso.com"', 'user.otherMails -endsWith "@contoso.com"'],
    ['(user.proxyAddresses -any (_ -startsWith "contoso"))', 'user.proxyAddresses -any (_ -startsWith "contoso")'],
    [
      'device.devicePhysicalIDs -any _ -startsWith "[ZTDId]"',
      'device.devicePhysicalIds -any (_ -startsWith "[ZTDId]")',
    ],
    ['user.employeehiredate -ge system.now -plus p1d ', 'user.employeeHireDate -ge system.now -plus pt86400s'],
    ['user.employeehiredate -le 2020-06-10T18:13:20Z ', 'user.employeeHireDate -le 2020-06-10T18:13:20.000Z'],
    ['user.department -eq `"Sales`"', 'user.department -eq "`"Sales`""'],
    [
      `user.memberof -any (group.objectId -in ['${groups[0]}'])`,
      `user.memberOf -any (group.objectId -in ['${groups[0]}'])`,
    ],
    [
      `(device.memberOf -any (group.objectId -in ["${groups[0]}", '${groups[1]}']))`,
      `device.memberOf -any (group.objectId -in ['${groups[0]}', '${groups[1]}'])`,
    ],
  ])('%s', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });
});

describe('a rule', () => {
  it.each([
    [
      'operators without hyphens',
      'user.department eq "a" and not (user.city in ["b"]) or user.city ne null',
      'user.department -eq "a" -and -not user.city -in ["b"] -or user.city -ne null',
    ],
    [
      'operators in any letter case',
      'user.city -STARTSWITH "a" -AND user.city -notstartswith "b"',
      'user.city -startsWith "a" -and user.city -notStartsWith "b"',
    ],
    ['property names in any letter case', 'USER.DEPARTMENT -eq "a"', 'user.department -eq "a"'],
    [
      '-and before -or',
      'user.city -eq "a" -or user.city -eq "b" -and user.city -eq "c"',
      'user.city -eq "a" -or user.city -eq "b" -and user.city -eq "c"',
    ],
    [
      'parentheses before -and',
      '(user.city -eq "a" -or user.city -eq "b") -and user.city -eq "c"',
      '(user.city -eq "a" -or user.city -eq "b") -and user.city -eq "c"',
    ],
    [
      '-not for the next comparison alone',
      '-not user.city -eq "a" -and user.city -eq "b"',
      '-not user.city -eq "a" -and user.city -eq "b"',
    ],
    ['-not twice', 'not -not user.city -eq "a"', '-not -not user.city -eq "a"'],
    ['single quotes', "user.city -eq 'O''Fallon \"x\" `'", 'user.city -eq "O\'\'Fallon `"x`" ``"'],
    ['two single quotes for one', 'user.city -eq "O\'\'Fallon"', 'user.city -eq "O\'\'Fallon"'],
    ['escaped double quotes inside a text', 'user.city -eq "a `"b`" ``c` d"', 'user.city -eq "a `"b`" ``c`` d"'],
    ['a backslash as a backslash', 'user.city -match "^a\\.b$"', 'user.city -match "^a\\.b$"'],
    [
      'numbers and booleans as texts',
      'user.employeeId -in [7, -1.50, true]',
      'user.employeeId -in ["7", "-1.50", "true"]',
    ],
    ['booleans in quotes and any letter case', 'user.accountEnabled -ne "True"', 'user.accountEnabled -ne true'],
    ['$null', 'user.city -eq $null -or user.city -ne NULL', 'user.city -eq null -or user.city -ne null'],
    ['a quoted null as a text', 'user.city -eq "null"', 'user.city -eq "null"'],
    [
      'spans of time',
      'user.employeeHireDate -gt system.now -minus P1DT2H3M4S',
      'user.employeeHireDate -gt system.now -minus pt93784s',
    ],
    [
      'a quoted date',
      'user.employeeHireDate -eq "2020-06-10T20:13:20+02:00"',
      'user.employeeHireDate -eq 2020-06-10T18:13:20.000Z',
    ],
    ['white space anywhere', '\n( user.city\t-eq\r\n"a" )\u00a0', 'user.city -eq "a"'],
    [
      'the application of an extension in any letter case',
      'user.extension_C272A57B722D4EB29BFE327874AE79CB_X1 -eq "a"',
      'user.extension_c272a57b722d4eb29bfe327874ae79cb_X1 -eq "a"',
    ],
    [
      'direct reports in any letter case',
      `direct reports FOR "${manager.toUpperCase()}"`,
      `Direct Reports for "${manager}"`,
    ],
    [
      '-any without parentheses to its end',
      'user.otherMails -any _ -eq "a" -or _ -eq "b"',
      'user.otherMails -any (_ -eq "a" -or _ -eq "b")',
    ],
    [
      '-any in parentheses to those',
      'user.otherMails -any (_ -eq "a") -or user.city -eq "b"',
      'user.otherMails -any (_ -eq "a") -or user.city -eq "b"',
    ],
    [
      '-not inside -all',
      'user.assignedPlans -all -not (ASSIGNEDPLAN.Service -match "^x")',
      'user.assignedPlans -all (-not assignedPlan.service -match "^x")',
    ],
  ])('may have %s', (_, text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it.each([
    ['', 0, 'cannot be empty'],
    ['  \n', 3, 'cannot be empty'],
    ['user.department', 15, 'an operator such as `-eq` was expected after `department`'],
    ['user.department -like "a"', 16, 'an operator such as `-eq` was expected after `department`'],
    ['user.department -eq', 19, 'a text in double quotes was expected'],
    ['user.department -eq Sales', 20, 'put the text `Sales` in double quotes'],
    ['user.city -eq 2020-06-10', 14, 'put the text `2020-06-10` in double quotes'],
    ['user.department -eq "Sales', 20, 'no closing double quote'],
    ['user.department -eq `"Sales', 20, 'no closing double quote'],
    ["user.department -eq 'Sales", 20, 'no closing single quote'],
    ['user.department -eq “Sales”', 20, 'straight double quotes'],
    ['user.department -eq {', 20, '`{` cannot be read here'],
    ['user.department = "Sales"', 16, '`=` cannot be read here'],
    ['"Sales" -eq user.department', 0, 'a property such as `user.department` was expected'],
    ['department -eq "Sales"', 0, '`department` must begin with `user.` or `device.`'],
    ['group.displayName -eq "Sales"', 0, 'must begin with `user.` or `device.`'],
    ['user.favouriteColour -eq "red"', 0, '`user.favouriteColour` is not a property that a rule can read'],
    ['user.constructor -eq "x"', 0, 'is not a property that a rule can read'],
    ['user.extension_c272_x -eq "x"', 0, 'is not a property that a rule can read'],
    ['device.extension_c272a57b722d4eb29bfe327874ae79cb_x -eq "x"', 0, 'is not a property that a rule can read'],
    ['device.department -eq "x"', 0, 'is not a property that a rule can read'],
    ['user.department -eq "a" -and device.isRooted -eq true', 29, 'about users or about devices, not about both'],
    ['user.mail -not null', 10, '`-not` stands before an expression'],
    ['user.mail -not $null', 10, '`-not` stands before an expression'],
    ['user.mail -contains null', 20, '`null` can be compared only by `-eq` and `-ne`'],
    ['user.mail -in [null]', 15, 'put the text `null` in double quotes'],
    ['user.department -eq ["a", "b"]', 20, 'use `-in` or `-notIn` for a list'],
    ['user.department -in "a"', 20, 'a list such as'],
    ['user.department -in []', 21, 'a text in double quotes was expected'],
    ['user.department -in ["a",]', 25, 'a text in double quotes was expected'],
    ['user.department -in ["a" "b"]', 25, 'a `,` or the `]` of the list is missing'],
    ['user.department -in ["a"', 24, 'a `,` or the `]` of the list is missing'],
    ['user.accountEnabled -contains "true"', 30, '`-contains` does not fit `accountEnabled`, which is true or false'],
    ['user.accountEnabled -eq 1', 24, '`true`, `false` and `null` only'],
    ['user.employeeHireDate -startsWith "2020"', 34, '`-startsWith` does not fit `employeeHireDate`, which is a date'],
    ['user.employeeHireDate -le "soon"', 26, 'a date such as'],
    ['user.employeeHireDate -le 2023-02-29', 26, 'a date such as'],
    ['user.employeeHireDate -le system.now -plus p1m', 43, 'a span such as'],
    ['user.employeeHireDate -le system.now -plus p', 43, 'a span such as'],
    ['user.employeeHireDate -le system.now -plus p1dt', 43, 'a span such as'],
    ['user.employeeHireDate -le system.now -plus 1', 43, 'a span such as'],
    ['user.city -le "a"', 14, '`-le` is for dates, and `city` is not one'],
    ['user.city -match "(?!a)"', 17, 'character 1 of the pattern: groups that begin with `(?`'],
    ['user.city -match "a(b)\\1"', 17, 'character 5 of the pattern: references to groups'],
    ['user.assignedPlans -eq "a"', 19, '`assignedPlans` needs `-any` or `-all` after it'],
    ['user.city -any (_ -eq "a")', 15, '`city` has one value'],
    ['_ -eq "a"', 0, '`_` can be read only inside `-any` or `-all`'],
    ['assignedPlan.service -eq "a"', 0, 'can be read only inside `-any` or `-all`'],
    ['user.otherMails -any (user.city -eq "a")', 22, 'of `otherMails` only `_` can be read'],
    ['user.otherMails -any _ -eq "a" -and user.city -eq "b"', 36, 'put parentheses around what belongs to it'],
    ['user.otherMails -any (assignedPlan.service -eq "a")', 22, 'only `_` can be read'],
    ['user.assignedPlans -any (_ -eq "a")', 25, 'only `assignedPlan.servicePlanId`'],
    ['user.assignedPlans -any (assignedPlan.price -eq "a")', 25, 'only `assignedPlan.servicePlanId`'],
    ['(user.city -eq "a"', 18, 'a `)` or an operator such as `-and` is missing here'],
    ['user.city -eq "a")', 17, 'this `)` closes nothing'],
    ['user.city -eq "a" user.city -eq "b"', 18, 'an operator such as `-and` was expected, not `user.city`'],
    ['user.city -eq "a" -and', 22, 'a property such as'],
    ['-not', 4, 'a property such as'],
    ['Direct Reports for', 18, 'write `Direct Reports for'],
    ['Direct Reports', 14, 'write `Direct Reports for'],
    ['Direct Reports for "someone"', 19, 'must be a GUID'],
    [`Direct Reports for "${manager}" -and user.city -eq "a"`, 58, '`Direct Reports` must be the whole rule'],
    [
      `user.city -eq "a" -and user.memberOf -any (group.objectId -in ['${groups[0]}'])`,
      23,
      '`memberOf` must be the whole rule',
    ],
    [
      `user.memberOf -any (group.objectId -in ['${groups[0]}']) -and user.city -eq "a"`,
      81,
      '`memberOf` must be the whole rule',
    ],
    [`-not user.memberOf -any (group.objectId -in ['${groups[0]}'])`, 5, '`memberOf` must be the whole rule'],
    [`user.memberOf -any (group.objectId -notIn ['${groups[0]}'])`, 35, 'write `user.memberOf -any'],
    [`user.memberOf -all (group.objectId -in ['${groups[0]}'])`, 14, 'write `user.memberOf -any'],
    ["user.memberOf -any (group.objectId -in ['Sales'])", 39, 'must be GUIDs'],
    [`(user.memberOf -any (group.objectId -in ['${groups[0]}'])`, 81, 'a `)` is missing here'],
  ])('%j is refused at %i, with a reason', (text, position, reason) => {
    const result = parseMembershipRule(text);
    expect(result).toMatchObject({ kind: 'invalid', position });
    expect(result.kind === 'invalid' && result.reason).toContain(reason);
  });

  it('takes members of 50 groups and not of 51', () => {
    const ruleFor = (count: number) =>
      `user.memberOf -any (group.objectId -in [${Array(count).fill(`'${groups[0]}'`).join(',')}])`;
    expect(parseMembershipRule(ruleFor(50))).toMatchObject({ kind: 'rule' });
    expect(parseMembershipRule(ruleFor(51))).toMatchObject({
      kind: 'invalid',
      reason: '`memberOf` takes at most 50 groups',
    });
  });

  it('has at most 3,072 characters', () => {
    const ruleOf = (length: number) => `user.city -eq "${'a'.repeat(length - 16)}"`;
    expect(parseMembershipRule(ruleOf(3072))).toMatchObject({ kind: 'rule' });
    expect(parseMembershipRule(ruleOf(3073))).toEqual({
      kind: 'invalid',
      position: 3072,
      reason: 'a rule has at most 3,072 characters',
    });
  });

  it.each([
    ['parentheses', (depth: number) => `${'('.repeat(depth)}user.city -eq "a"${')'.repeat(depth)}`],
    ['negations', (depth: number) => `${'-not '.repeat(depth)}user.city -eq "a"`],
    [
      'both',
      (depth: number) =>
        `${'(-not '.repeat(depth / 2)}${'('.repeat(depth % 2)}user.city -eq "a"${')'.repeat(depth / 2 + (depth % 2))}`,
    ],
    ['`-any`', (depth: number) => `${'('.repeat(depth - 1)}user.otherMails -any _ -eq "a"${')'.repeat(depth - 1)}`],
  ])('nests %s 50 deep and no deeper', (_, nested) => {
    expect(parseMembershipRule(nested(50))).toMatchObject({ kind: 'rule' });
    const reason = 'a rule may nest at most 50 levels deep';
    expect(parseMembershipRule(nested(51))).toMatchObject({ kind: 'invalid', reason });
    expect(parseMembershipRule(nested(400))).toMatchObject({ kind: 'invalid', reason });
  });

  it('may have more than 50 parentheses beside each other', () => {
    expect(parseMembershipRule(Array(60).fill('(user.city -eq "a")').join(' -or '))).toMatchObject({ kind: 'rule' });
  });

  it('of 3,072 opening parentheses is refused', () => {
    expect(parseMembershipRule('('.repeat(3072))).toMatchObject({ kind: 'invalid' });
  });

  it('counts every character of a class in a pattern', () => {
    const letters = 'abcdefghij'.repeat(10);
    expect(parseMembershipRule(`user.city -match "[${letters}]{9}"`)).toMatchObject({ kind: 'rule' });
    expect(parseMembershipRule(`user.city -match "[${letters}]{10}"`)).toMatchObject({ kind: 'invalid' });
  });

  it('has patterns of at most size 1,000 together', () => {
    const test = 'user.city -match "a{400}"';
    expect(parseMembershipRule(`${test} -or ${test}`)).toMatchObject({ kind: 'rule' });
    expect(parseMembershipRule(`${test} -or ${test} -or ${test}`)).toMatchObject({
      kind: 'invalid',
      position: 77,
      reason: 'the patterns of this rule are too large: use fewer, with smaller counts',
    });
  });
});

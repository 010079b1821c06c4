import { describe, expect, it } from 'vitest';
import { parseFilterRule } from './parse-filter-rule.js';

const guid = '10000000-0000-4000-8000-000000000001';

describe('a filter for devices', () => {
  it.each([
    'device.trustType -eq "ServerAD"',
    'DEVICE.TRUSTTYPE -EQ "serverad"',
    `device.deviceId -in ["${guid}", "${guid}"]`,
    'device.isCompliant -ne "True"',
    'device.extensionAttribute15 -notEndsWith "x"',
    'device.physicalIds -contains "[ZTDId]:1"',
    '(device.model -startsWith "Surface" -or device.manufacturer -contains "`"A`"") -and -not (device.deviceOwnership -eq "Personal")',
    'device.displayName -eq ""',
  ])('may be %s', (text) => {
    expect(parseFilterRule(text, 'device')).toMatchObject({ kind: 'rule' });
  });

  it.each([
    ['', 'must not be empty'],
    ['   ', 'must not be empty'],
    ['device.colour -eq "red"', 'is not a property of devices'],
    ['user.department -eq "x"', 'is not a property that can stand here'],
    ['device.trustType -eq "Hybrid"', 'must be compared with one of'],
    ['device.trustType -contains "ServerAD"', 'cannot be used'],
    ['device.physicalIds -eq "x"', 'cannot be used'],
    ['device.deviceId -eq "x"', 'must be compared with a GUID'],
    ['device.isCompliant -eq True', 'cannot be read'],
    ['device.model -like "x"', 'an operator such as'],
    ['device.model "x"', 'an operator such as'],
    ['device.model -eq', 'a text in double quotes'],
    ['device.model -in "x"', 'a list such as'],
    ['device.model -in ["x"', 'a `]` is missing'],
    ['device.model -eq ["x"]', 'a text in double quotes'],
    ['(device.model -eq "x"', 'a `)` is missing'],
    ['device.model -eq "x")', 'was not expected'],
    ['device.model -eq "x" device.model -eq "y"', 'was not expected'],
    ['device.model -eq "x" -and', 'a property such as'],
    ['-not', 'a property such as'],
    [`${'('.repeat(21)}device.model -eq "x"${')'.repeat(21)}`, 'must not nest'],
    [`device.model -eq "${'x'.repeat(3072)}"`, 'must not be longer than 3072'],
  ])('cannot be %j', (text, reason) => {
    expect(parseFilterRule(text, 'device')).toMatchObject({ kind: 'invalid', reason: expect.stringContaining(reason) });
  });

  it('binds `-not` before `-and` before `-or`', () => {
    const model = (value: string) => ({ kind: 'compare', property: 'device.model', operator: 'eq', values: [value] });
    const text = 'device.model -eq "a" -or -not device.model -eq "b" -and device.model -eq "c"';
    expect(parseFilterRule(text, 'device')).toEqual({
      kind: 'rule',
      rule: {
        kind: 'or',
        operands: [model('a'), { kind: 'and', operands: [{ kind: 'not', operand: model('b') }, model('c')] }],
      },
    });
  });

  it('says texts as they are meant', () => {
    const rule = { kind: 'compare', values: ['say "x` y"'] };
    expect(parseFilterRule('device.model -eq "say `"x` y`""', 'device')).toMatchObject({ rule });
  });
});

describe('a filter by custom security attributes', () => {
  it('names a set and an attribute', () => {
    const parse = (text: string) => parseFilterRule(text, 'CustomSecurityAttribute');
    expect(parse('CustomSecurityAttribute.Engineering_Project -in ["a", "b"]')).toMatchObject({
      rule: { property: 'CustomSecurityAttribute.Engineering_Project', operator: 'in', values: ['a', 'b'] },
    });
    expect(parse('CustomSecurityAttribute.Engineering -eq "a"')).toMatchObject({ kind: 'invalid' });
    expect(parse('device.model -eq "a"')).toMatchObject({ kind: 'invalid' });
  });
});

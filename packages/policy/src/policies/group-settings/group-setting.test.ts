import { describe, expect, it } from 'vitest';
import { defaultLockout } from '../../lockout/index.js';
import { type GroupSetting, groupSettingProblems, passwordRules } from './group-setting.js';
import { passwordRuleTemplateId } from './templates.data.js';

function setting(values: Readonly<Record<string, string>>, templateId = passwordRuleTemplateId): GroupSetting {
  const named = Object.entries(values).map(([name, value]) => ({ name, value }));
  return { displayName: 'Password Rule Settings', templateId, values: named };
}

describe('a setting', () => {
  it.each([
    [{}, []],
    [{ LockoutThreshold: '3', LockoutDurationInSeconds: '120', EnableBannedPasswordCheck: 'false' }, []],
    [{ BannedPasswordList: 'contoso\tfabrikam' }, []],
    [{ Unheard: '1' }, ['values[0].name']],
    [{ LockoutThreshold: '0' }, ['values[0].value']],
    [{ LockoutThreshold: '51' }, ['values[0].value']],
    [{ LockoutThreshold: 'ten' }, ['values[0].value']],
    [{ LockoutDurationInSeconds: '4' }, ['values[0].value']],
    [{ LockoutDurationInSeconds: '18001' }, ['values[0].value']],
    [{ EnableBannedPasswordCheck: 'yes' }, ['values[0].value']],
    [{ BannedPasswordCheckOnPremisesMode: 'Off' }, ['values[0].value']],
    [{ BannedPasswordList: 'abc' }, ['values[0].value']],
    [{ BannedPasswordList: 'x'.repeat(17) }, ['values[0].value']],
    [{ BannedPasswordList: Array.from({ length: 1001 }, (_, term) => `term${term}`).join('\t') }, ['values[0].value']],
  ])('%j has problems at %j', (values, paths) => {
    expect(groupSettingProblems(setting(values)).map(({ path }) => path)).toEqual(paths);
  });

  it('is one of a template that is there', () => {
    const other = '00000000-0000-4000-8000-000000000000';
    expect(groupSettingProblems(setting({}, other)).map(({ path }) => path)).toEqual(['templateId']);
  });

  it('says each value once', () => {
    const value = { name: 'LockoutThreshold', value: '5' };
    const twice = { ...setting({}), values: [value, value] };
    expect(groupSettingProblems(twice).map(({ path }) => path)).toEqual(['values[1].name']);
  });
});

describe('the rules of passwords', () => {
  it('are the defaults where nothing is said', () => {
    expect(passwordRules([])).toEqual({ lockout: defaultLockout, bannedTerms: [] });
  });

  it('are what the setting says', () => {
    const said = setting({
      LockoutThreshold: '3',
      LockoutDurationInSeconds: '300',
      BannedPasswordList: 'contoso\tblank',
    });
    const lockout = { threshold: 3, durationSeconds: 300 };
    expect(passwordRules([said])).toEqual({ lockout, bannedTerms: ['contoso', 'blank'] });
  });

  it('ban no terms of a list that is off', () => {
    const said = setting({ EnableBannedPasswordCheck: 'False', BannedPasswordList: 'contoso' });
    expect(passwordRules([said]).bannedTerms).toEqual([]);
  });
});

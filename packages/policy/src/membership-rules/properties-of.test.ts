import { describe, expect, it } from 'vitest';
import { parseMembershipRule } from './parse-membership-rule.js';
import { propertiesOf } from './properties-of.js';

function readsOf(text: string) {
  const result = parseMembershipRule(text);
  if (result.kind === 'invalid') throw new Error(result.reason);
  return propertiesOf(result.rule);
}

const day = 86_400_000;
const id = 'aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb';
const nothing = { about: 'user', properties: [], offsetsFromNow: [], groups: [], manager: null };

describe('what a rule reads', () => {
  it("has Graph's name of every property once, from wherever in the rule", () => {
    const rule =
      '(user.city -eq "a" -or -not (user.mobile -ne null)) -and user.City -eq "b" -and user.telephoneNumber -match "1" -and user.extensionAttribute3 -eq "c" -and user.assignedPlans -all (assignedPlan.service -eq "d") -and user.otherMails -any (_ -eq "e")';
    expect(readsOf(rule)).toEqual({
      ...nothing,
      properties: [
        'assignedPlans',
        'businessPhones',
        'city',
        'mobilePhone',
        'onPremisesExtensionAttributes',
        'otherMails',
      ],
    });
  });

  it('says whom it is about', () => {
    expect(readsOf('device.deviceOSType -eq "a"')).toEqual({
      ...nothing,
      about: 'device',
      properties: ['operatingSystem'],
    });
  });

  it('has how far from now dates decide', () => {
    const rule =
      'user.employeeHireDate -le system.now -or (user.employeeHireDate -ge system.now -plus p1d -and user.employeeHireDate -ne system.now -minus p30d) -or -not (user.employeeHireDate -gt system.now -plus pt24h)';
    expect(readsOf(rule)).toEqual({
      ...nothing,
      properties: ['employeeHireDate'],
      offsetsFromNow: [-30 * day, 0, day],
    });
  });

  it('has one zero, whichever way it is written', () => {
    expect(readsOf('user.employeeHireDate -le system.now -minus p0d')).toMatchObject({ offsetsFromNow: [0] });
  });

  it('has nothing of time for a fixed date', () => {
    expect(readsOf('user.employeeHireDate -le 2020-06-10')).toEqual({ ...nothing, properties: ['employeeHireDate'] });
  });

  it('has the groups whose members it takes', () => {
    expect(readsOf(`device.memberOf -any (group.objectId -in ['${id.toUpperCase()}'])`)).toEqual({
      ...nothing,
      about: 'device',
      properties: ['memberOf'],
      groups: [id],
    });
  });

  it('has the manager whose reports it takes', () => {
    expect(readsOf(`Direct Reports for "${id}"`)).toEqual({ ...nothing, properties: ['id', 'manager'], manager: id });
  });
});

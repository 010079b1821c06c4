import type { Device, DeviceId, TenantId, User, UserId } from '@gatehouse/model';
import { evaluateMembershipRule, parseMembershipRule } from '@gatehouse/policy';
import { describe, expect, it } from 'vitest';
import { deviceSubject, userSubject } from './member-subjects.js';

const id = '10000000-0000-4000-8000-000000000000';
const manager = '20000000-0000-4000-8000-000000000000';
const group = '30000000-0000-4000-8000-000000000000';
const extension = 'extension_c272a57b722d4eb29bfe327874ae79cb_Grade';

const user: User = {
  id: id as UserId,
  tenant: id as TenantId,
  userPrincipalName: 'ann@contoso.example',
  displayName: 'Ann',
  businessPhones: ['+1 555 0100'],
  userType: 'Member',
  accountEnabled: true,
  managerId: manager as UserId,
  signInSessionsValidFrom: 0,
  createdAt: 0,
  properties: {
    city: 'Bonn',
    otherMails: ['a@other.example'],
    onPremisesExtensionAttributes: { extensionAttribute3: 'x' },
    proxyAddresses: ['SMTP:ann@contoso.example'],
    [extension]: 'A',
  },
};
const device: Device = {
  id: id as DeviceId,
  tenant: id as TenantId,
  deviceId: manager,
  displayName: 'Desk',
  accountEnabled: true,
  trustType: 'AzureAd',
  owners: [],
  properties: { operatingSystem: 'Windows', physicalIds: ['[OrderID]:1'] },
  createdAt: 0,
};
const facts = { memberOf: [group], extensions: new Map([[extension, extension]]) };

function says(rule: string, subject: Parameters<typeof evaluateMembershipRule>[1]): boolean {
  const parsed = parseMembershipRule(rule);
  if (parsed.kind === 'invalid') throw new Error(parsed.reason);
  return evaluateMembershipRule(parsed.rule, subject, { now: 0 });
}

describe('what rules read of a user', () => {
  it.each([
    'user.userPrincipalName -endsWith "@contoso.example"',
    `user.objectId -eq "${id}"`,
    'user.accountEnabled -eq true',
    'user.city -eq "bonn"',
    'user.department -eq null',
    'user.dirSyncEnabled -eq null',
    'user.telephoneNumber -startsWith "+1"',
    'user.otherMails -any (_ -endsWith "@other.example")',
    'user.extensionAttribute3 -eq "x"',
    'user.extensionAttribute4 -eq null',
    'user.proxyAddresses -any (_ -startsWith "SMTP:")',
    `user.${extension} -eq "A"`,
    `Direct Reports for "${manager}"`,
    `user.memberOf -any (group.objectId -in ['${group}'])`,
  ])('is what is kept: %s', (rule) => {
    expect(says(rule, userSubject(user, facts))).toBe(true);
  });

  it.each([
    'user.assignedPlans -all (assignedPlan.service -eq null)',
    'user.proxyAddresses -all (_ -ne "x")',
    'user.sipProxyAddress -eq null',
    `user.${extension} -ne "B"`,
  ])('is unknown where nothing is kept: %s', (rule) => {
    const { proxyAddresses: _addresses, ...rest } = user.properties ?? {};
    const subject = userSubject({ ...user, properties: rest }, { ...facts, extensions: new Map() });
    expect([says(rule, subject), says(`-not (${rule})`, subject)]).toEqual([false, false]);
  });
});

describe('what rules read of a device', () => {
  it.each([
    'device.deviceOSType -eq "windows"',
    'device.deviceTrustType -eq "AzureAD"',
    `device.deviceId -eq "${manager}"`,
    'device.devicePhysicalIds -any _ -startsWith "[OrderID]"',
    'device.deviceModel -eq null',
    `device.memberOf -any (group.objectId -in ['${group}'])`,
  ])('is what is kept: %s', (rule) => {
    expect(says(rule, deviceSubject(device, facts))).toBe(true);
  });

  it.each(['device.systemLabels -all (_ -ne "x")', 'device.deviceManagementAppId -eq null'])(
    'is unknown where nothing is kept: %s',
    (rule) => {
      const subject = deviceSubject(device, facts);
      expect([says(rule, subject), says(`-not (${rule})`, subject)]).toEqual([false, false]);
    },
  );
});

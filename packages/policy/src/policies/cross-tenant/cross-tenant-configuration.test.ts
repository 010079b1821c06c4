import { describe, expect, it } from 'vitest';
import {
  type CrossTenantConfiguration,
  type CrossTenantTarget,
  crossTenantProblems,
  crossTenantReferences,
} from './cross-tenant-configuration.js';

const guid = '10000000-0000-4000-8000-000000000001';
const nothing: CrossTenantConfiguration = {
  b2bCollaborationInbound: null,
  b2bCollaborationOutbound: null,
  b2bDirectConnectInbound: null,
  b2bDirectConnectOutbound: null,
  inboundTrust: null,
  automaticUserConsentSettings: null,
};
const all = { target: 'AllUsers', targetType: 'user' } as const;
const somebody = { target: guid, targetType: 'group' } as const;

function pathsOf(side: 'usersAndGroups' | 'applications', ...targets: readonly CrossTenantTarget[]) {
  const setting = { usersAndGroups: null, applications: null, [side]: { accessType: 'blocked', targets } as const };
  return crossTenantProblems({ ...nothing, b2bCollaborationInbound: setting }).map(({ path }) =>
    path.replace(`b2bCollaborationInbound.${side}.`, ''),
  );
}

describe('access across tenants', () => {
  it('is said of everybody, or of some', () => {
    expect(crossTenantProblems(nothing)).toEqual([]);
    expect(pathsOf('usersAndGroups', all)).toEqual([]);
    expect(pathsOf('usersAndGroups', somebody)).toEqual([]);
    expect(pathsOf('applications', { target: 'Office365', targetType: 'application' })).toEqual([]);
  });

  it.each([
    ['usersAndGroups', [], 'targets'],
    ['usersAndGroups', [all, somebody], 'targets[0].target'],
    ['usersAndGroups', [somebody, somebody], 'targets[1].target'],
    ['usersAndGroups', [{ target: guid, targetType: 'application' }], 'targets[0].targetType'],
    ['usersAndGroups', [{ target: 'AllApplications', targetType: 'user' }], 'targets[0].target'],
    ['applications', [{ target: 'AllUsers', targetType: 'application' }], 'targets[0].target'],
  ] as const)('is refused for %s %j', (side, targets, path) => {
    expect(pathsOf(side, ...targets)).toEqual([path]);
  });

  it('names people of the tenant itself where they go out', () => {
    const setting = { usersAndGroups: { accessType: 'allowed', targets: [somebody] }, applications: null } as const;
    expect(crossTenantReferences({ ...nothing, b2bCollaborationInbound: setting })).toEqual([]);
    expect(crossTenantReferences({ ...nothing, b2bCollaborationOutbound: setting })).toEqual([somebody]);
  });
});

import { describe, expect, it } from 'vitest';
import { builtInPermissionGrantPolicies } from './built-in.data.js';
import { anyConditionSet, conditionSetProblems } from './condition-set.js';

const guid = '10000000-0000-4000-8000-000000000001';
const pathsOf = (change: Partial<Parameters<typeof conditionSetProblems>[0]>) =>
  conditionSetProblems({ permissionType: 'delegated', ...anyConditionSet, ...change }).map(({ path }) => path);

describe('a condition set', () => {
  it.each([
    {},
    { permissionClassification: 'low' },
    { permissionType: 'application', resourceApplication: guid, permissions: [guid] },
    { clientApplicationIds: [guid], clientApplicationTenantIds: [guid], clientApplicationPublisherIds: ['123456'] },
  ] as const)('may say %j', (change) => {
    expect(pathsOf(change)).toEqual([]);
  });

  it.each([
    [{ permissionType: 'delegatedUserConsentable' }, 'permissionType'],
    [{ permissionType: 'application', permissionClassification: 'low' }, 'permissionClassification'],
    [{ resourceApplication: 'graph' }, 'resourceApplication'],
    [{ permissions: [] }, 'permissions'],
    [{ permissions: [guid, 'all'] }, 'permissions[1]'],
    [{ permissions: ['User.Read'] }, 'permissions[0]'],
    [{ clientApplicationIds: ['x'] }, 'clientApplicationIds[0]'],
    [{ clientApplicationTenantIds: ['x'] }, 'clientApplicationTenantIds[0]'],
    [{ clientApplicationPublisherIds: ['a b'] }, 'clientApplicationPublisherIds[0]'],
  ] as const)('cannot say %j', (change, path) => {
    expect(pathsOf(change)).toEqual([path]);
  });
});

describe('the built-in policies', () => {
  it('leave content to administrators where that is recommended', () => {
    const recommended = builtInPermissionGrantPolicies.get('microsoft-user-default-recommended');
    expect(recommended?.excludes[0]?.permissions.length).toBeGreaterThan(0);
    expect(builtInPermissionGrantPolicies.get('microsoft-user-default-legacy')?.excludes).toEqual([]);
  });

  it('have condition sets with ids of their own', () => {
    const ids = [...builtInPermissionGrantPolicies.values()].flatMap(({ includes, excludes }) =>
      [...includes, ...excludes].map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

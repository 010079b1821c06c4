import { isGuid } from '@gatehouse/model';
import type { Problem } from '../../registration/index.js';

/** What a request for permissions must be like (Microsoft Graph documentation: permissionGrantConditionSet). */
export interface PermissionGrantConditionSet {
  readonly id: string;
  readonly permissionType: 'delegated' | 'application' | 'delegatedUserConsentable';
  readonly permissionClassification: 'low' | 'medium' | 'high' | 'all';
  readonly permissions: readonly string[];
  readonly resourceApplication: string;
  readonly clientApplicationIds: readonly string[];
  readonly clientApplicationTenantIds: readonly string[];
  readonly clientApplicationPublisherIds: readonly string[];
  readonly clientApplicationsFromVerifiedPublisherOnly: boolean;
}

/** Who may be granted what: a request that fits one of the includes and none of the excludes. */
export interface PermissionGrantPolicy {
  readonly displayName: string | null;
  readonly description: string | null;
  readonly includes: readonly PermissionGrantConditionSet[];
  readonly excludes: readonly PermissionGrantConditionSet[];
}

/** What a condition set says of what it does not speak of. */
export const anyConditionSet: Omit<PermissionGrantConditionSet, 'id' | 'permissionType'> = {
  permissionClassification: 'all',
  permissions: ['all'],
  resourceApplication: 'any',
  clientApplicationIds: ['all'],
  clientApplicationTenantIds: ['all'],
  clientApplicationPublisherIds: ['all'],
  clientApplicationsFromVerifiedPublisherOnly: false,
};

/** What is wrong with a condition set of a tenant's own policy. */
export function conditionSetProblems(set: Omit<PermissionGrantConditionSet, 'id'>): readonly Problem[] {
  const { permissionType, permissionClassification, resourceApplication } = set;
  return [
    ...(permissionType === 'delegatedUserConsentable'
      ? [{ path: 'permissionType', reason: '`delegatedUserConsentable` stands in built-in policies only' }]
      : []),
    ...(permissionType === 'application' && permissionClassification !== 'all'
      ? [{ path: 'permissionClassification', reason: 'must be `all`: application permissions cannot be classified' }]
      : []),
    ...(resourceApplication === 'any' || isGuid(resourceApplication)
      ? []
      : [{ path: 'resourceApplication', reason: 'must be an application id or `any`' }]),
    ...listProblems(set.permissions, 'permissions', isGuid),
    ...listProblems(set.clientApplicationIds, 'clientApplicationIds', isGuid),
    ...listProblems(set.clientApplicationTenantIds, 'clientApplicationTenantIds', isGuid),
    ...listProblems(set.clientApplicationPublisherIds, 'clientApplicationPublisherIds', (id) =>
      /^[\w-]{1,64}$/.test(id),
    ),
  ];
}

function listProblems(values: readonly string[], path: string, isId: (value: string) => boolean): readonly Problem[] {
  if (values.length === 0) return [{ path, reason: 'must hold ids, or `all` alone' }];
  if (values.length === 1 && values[0] === 'all') return [];
  return values.flatMap((value, index) =>
    isId(value)
      ? []
      : [{ path: `${path}[${index}]`, reason: value === 'all' ? '`all` must stand alone' : 'must be an id' }],
  );
}

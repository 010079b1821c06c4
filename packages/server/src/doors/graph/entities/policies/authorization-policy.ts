import {
  choice,
  complex,
  complexType,
  type EntityType,
  enumType,
  flag,
  guid,
  text,
  texts,
} from '../../schema/index.js';

const allowInvitesFrom = enumType(
  'allowInvitesFrom',
  'none',
  'adminsAndGuestInviters',
  'adminsGuestInvitersAndAllMembers',
  'everyone',
);

const must = { nullable: false } as const;

const defaultUserRolePermissions = complexType('defaultUserRolePermissions', [
  flag('allowedToCreateApps', must),
  flag('allowedToCreateSecurityGroups', must),
  flag('allowedToCreateTenants', must),
  flag('allowedToReadBitlockerKeysForOwnedDevice', must),
  flag('allowedToReadOtherUsers', must),
  texts('permissionGrantPoliciesAssigned', { maxLength: 256, maxItems: 100 }),
]);

const properties = [
  text('displayName', { maxLength: 256, nullable: false }),
  text('description', { maxLength: 1024, nullable: false }),
  choice('allowInvitesFrom', allowInvitesFrom, must),
  flag('allowedToSignUpEmailBasedSubscriptions', must),
  flag('allowedToUseSSPR', must),
  flag('allowEmailVerifiedUsersToJoinOrganization', must),
  flag('allowUserConsentForRiskyApps', must),
  flag('blockMsolPowerShell', must),
  guid('guestUserRoleId', must),
  complex('defaultUserRolePermissions', defaultUserRolePermissions, must),
];

/** `authorizationPolicy`. */
export const authorizationPolicyType: EntityType = {
  name: 'authorizationPolicy',
  base: 'entity',
  properties,
  navigations: [],
};

/** As beta has it: the permission grant policies of people stand on top. */
export const betaAuthorizationPolicyType: EntityType = {
  ...authorizationPolicyType,
  properties: [
    ...properties,
    texts('permissionGrantPolicyIdsAssignedToDefaultUserRole', { maxLength: 256, maxItems: 100 }),
  ],
};

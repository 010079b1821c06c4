import { assignableRoles, type Fact, known, roleTemplateIds, unknown } from '@gatehouse/model';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { decideDirectoryAccess } from './decide-directory-access.js';
import type { DirectoryAccessInput, DirectoryCaller, DirectoryTarget, HeldRole } from './directory-access-input.js';
import { customRole, object, operations, settings, unit } from './sample-directory.fixture.js';

const permissions = [
  'AppRegistration.Create',
  'AppRoleAssignment.ReadWrite.All',
  'Application.Read.All',
  'Application.ReadWrite.All',
  'Application.ReadWrite.OwnedBy',
  'AuditLog.Read.All',
  'Directory.AccessAsUser.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
  'Group.Create',
  'Group.ReadWrite.All',
  'GroupMember.ReadWrite.All',
  'Policy.Read.All',
  'RoleManagement.ReadWrite.Directory',
  'User-PasswordProfile.ReadWrite.All',
  'User-Phone.ReadWrite.All',
  'User.DeleteRestore.All',
  'User.Invite.All',
  'User.Read',
  'User.Read.All',
  'User.ReadBasic.All',
  'User.ReadWrite',
  'User.ReadWrite.All',
];
const roleIds = [...assignableRoles.map(({ id }) => id), customRole.id, 'a role that there is none of'];
const scopes = ['/', `/administrativeUnits/${unit}`, `/${object}`, '/another'];

const someRoles: fc.Arbitrary<HeldRole[]> = fc.array(
  fc.record({ roleDefinitionId: fc.constantFrom(...roleIds), directoryScopeId: fc.constantFrom(...scopes) }),
  { maxLength: 3 },
);
const somePermissions = fc.oneof(fc.constant(permissions), fc.subarray(permissions, { maxLength: 5 }));
const people = fc.record({
  kind: fc.constant('delegated' as const),
  scopes: somePermissions,
  userType: fc.constantFrom('Member' as const, 'Guest' as const),
  roleAssignments: someRoles,
});
const applications = fc.record({
  kind: fc.constant('app' as const),
  roles: somePermissions,
  roleAssignments: someRoles,
});

const fact = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> =>
  fc.oneof(
    { weight: 3, arbitrary: values.map(known) },
    { weight: 1, arbitrary: fc.constant(unknown('not looked up')) },
  );
const ids = (...among: string[]) => fc.subarray(among);
const values = {
  isSelf: fc.boolean(),
  isOwnedByCaller: fc.boolean(),
  unitIds: ids(unit, 'another'),
  scopeIds: ids(object, 'another'),
  roleIds: fc.subarray([
    roleTemplateIds.directoryReaders,
    roleTemplateIds.userAdministrator,
    roleTemplateIds.globalAdministrator,
    customRole.id,
  ]),
  inRoleAssignableGroup: fc.boolean(),
  isRoleAssignableGroup: fc.boolean(),
};
const targets: fc.Arbitrary<DirectoryTarget> = fc.oneof(
  fc.constant({ kind: 'tenant' as const }),
  fc.record({
    kind: fc.constant('new' as const),
    unitIds: fact(values.unitIds),
    isRoleAssignableGroup: fact(values.isRoleAssignableGroup),
  }),
  fc.record({
    kind: fc.constant('object' as const),
    isSelf: fact(values.isSelf),
    isOwnedByCaller: fact(values.isOwnedByCaller),
    unitIds: fact(values.unitIds),
    scopeIds: fact(values.scopeIds),
    roleIds: fact(values.roleIds),
    inRoleAssignableGroup: fact(values.inRoleAssignableGroup),
    isRoleAssignableGroup: fact(values.isRoleAssignableGroup),
  }),
);
const someSettings = fc.record({
  guestUserRoleId: fc.constantFrom(
    roleTemplateIds.user,
    roleTemplateIds.guestUser,
    roleTemplateIds.restrictedGuestUser,
    'none',
  ),
  allowInvitesFrom: fc.constantFrom(
    'none' as const,
    'adminsAndGuestInviters' as const,
    'adminsGuestInvitersAndAllMembers' as const,
    'everyone' as const,
  ),
  defaultUserRolePermissions: fc.record({
    allowedToCreateApps: fc.boolean(),
    allowedToCreateSecurityGroups: fc.boolean(),
    allowedToCreateTenants: fc.boolean(),
    allowedToReadOtherUsers: fc.boolean(),
  }),
  customRoles: fc.constantFrom([], [customRole]),
});
const callOf = (callers: fc.Arbitrary<DirectoryCaller>): fc.Arbitrary<DirectoryAccessInput> =>
  fc.record({
    caller: callers,
    operation: fc.constantFrom(...Object.values(operations)),
    target: targets,
    settings: fc.oneof(fc.constant(settings), someSettings),
  });
const calls = callOf(fc.oneof(people, applications));

/** How much an answer gives: nothing, a part, or everything. */
function given(input: DirectoryAccessInput): number {
  const access = decideDirectoryAccess(input);
  return access.kind !== 'allowed' ? 0 : access.narrowed === null ? 2 : 1;
}
const notMore = (less: DirectoryAccessInput, more: DirectoryAccessInput) => given(less) <= given(more);
const runs = { numRuns: 3000 };

describe('a decision about the directory', () => {
  it('is never worse for one more role', () => {
    fc.assert(
      fc.property(calls, someRoles, (input, more) => {
        const roleAssignments = [...input.caller.roleAssignments, ...more];
        return notMore(input, { ...input, caller: { ...input.caller, roleAssignments } });
      }),
      runs,
    );
  });

  it('is never better for one permission less', () => {
    fc.assert(
      fc.property(calls, fc.constantFrom(...permissions), (input, taken) => {
        const rest = (all: readonly string[]) => all.filter((each) => each !== taken);
        const { caller } = input;
        const less =
          caller.kind === 'app' ? { ...caller, roles: rest(caller.roles) } : { ...caller, scopes: rest(caller.scopes) };
        return notMore({ ...input, caller: less }, input);
      }),
      runs,
    );
  });

  it('gives a person nothing without a scope', () => {
    fc.assert(
      fc.property(callOf(people.map((each) => ({ ...each, scopes: [] }))), (input) => given(input) === 0),
      runs,
    );
  });

  it('UNKNOWN-NEVER-HELPS: gives no more for an unknown fact than for any that it may stand for', () => {
    const whole = fc.record(values);
    fc.assert(
      fc.property(calls, whole, (input, found) => notMore(input, { ...input, target: filledIn(input.target, found) })),
      runs,
    );
  });

  it('gives a guest no more than a member', () => {
    fc.assert(
      fc.property(callOf(people.map((each) => ({ ...each, userType: 'Guest' as const }))), (input) =>
        notMore(input, { ...input, caller: { ...input.caller, userType: 'Member' } as DirectoryCaller }),
      ),
      runs,
    );
  });

  it('gives no more for a role in a part of the tenant than for the same role in all of it', () => {
    fc.assert(
      fc.property(calls, (input) => {
        const roleAssignments = input.caller.roleAssignments.map((each) => ({ ...each, directoryScopeId: '/' }));
        return notMore(input, { ...input, caller: { ...input.caller, roleAssignments } });
      }),
      runs,
    );
  });

  it('gives a person through an application no more than every scope would', () => {
    fc.assert(
      fc.property(callOf(people), (input) =>
        notMore(input, { ...input, caller: { ...input.caller, scopes: permissions } as DirectoryCaller }),
      ),
      runs,
    );
  });

  it('PURE-POLICY: is the same when the stored input is decided again', () => {
    fc.assert(
      fc.property(calls, (input) => {
        const stored = JSON.stringify(input);
        const again = decideDirectoryAccess(JSON.parse(stored) as DirectoryAccessInput);
        return (
          JSON.stringify(decideDirectoryAccess(input)) === JSON.stringify(again) && JSON.stringify(input) === stored
        );
      }),
      { numRuns: 500 },
    );
  });
});

/** The target with everything known: what was unknown is as found. */
function filledIn(
  target: DirectoryTarget,
  found: { readonly [Name in keyof typeof values]: unknown },
): DirectoryTarget {
  const facts = Object.entries(target).map(([name, value]) => [
    name,
    (value as Fact<unknown>).kind === 'unknown' ? known(found[name as keyof typeof values]) : value,
  ]);
  return Object.fromEntries(facts) as DirectoryTarget;
}

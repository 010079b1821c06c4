import { assignableRoles, isGuid } from '@gatehouse/model';
import type { GuestsOrExternalUsers } from '../conditional-access-policy.js';
import { guestTypes } from '../words.data.js';
import { type ConditionalAccessProblem, listProblems, type PolicyCheck, when } from './check.js';

const at = 'conditions.users';
const roleIds: ReadonlySet<string> = new Set(assignableRoles.map(({ id }) => id));

/** What a policy says of people. */
export const userChecks: readonly PolicyCheck[] = [
  /** Exactly one of users and workload identities; `None` stands for no users. */
  function isAboutSomebody({ conditions: { users, clientApplications } }) {
    const hasUsers = users !== null && !isNobody(users.includeUsers);
    const path = 'conditions';
    return [
      ...when(
        users === null && clientApplications === null,
        'InvalidConditions',
        path,
        'must have users or clientApplications',
      ),
      ...when(
        hasUsers && clientApplications !== null,
        'InvalidConditions',
        path,
        'cannot have both users and clientApplications',
      ),
    ];
  },

  function includesSomebody({ conditions: { users } }) {
    if (users === null) return [];
    const { includeUsers, includeGroups, includeRoles, includeGuestsOrExternalUsers: guests } = users;
    const isEmpty = includeUsers.length + includeGroups.length + includeRoles.length === 0 && guests === null;
    return when(isEmpty, 'InvalidConditions', at, 'must include somebody');
  },

  function namesUsers({ conditions: { users } }) {
    const words = ['All', 'None', 'GuestsOrExternalUsers'];
    return listProblems(users?.includeUsers ?? [], `${at}.includeUsers`, {
      isAllowed: (value) => isGuid(value) || words.includes(value),
      alone: ['All', 'None'],
      expected: `a user's id or one of ${words.join(', ')}`,
    });
  },

  function excludesUsers({ conditions: { users } }) {
    return listProblems(users?.excludeUsers ?? [], `${at}.excludeUsers`, {
      isAllowed: (value) => isGuid(value) || value === 'GuestsOrExternalUsers',
      expected: "a user's id or GuestsOrExternalUsers",
    });
  },

  function namesGroups({ conditions: { users } }) {
    return (['includeGroups', 'excludeGroups'] as const).flatMap((name) =>
      listProblems(users?.[name] ?? [], `${at}.${name}`, { isAllowed: isGuid, expected: "a group's id" }),
    );
  },

  /** Built-in roles only (Microsoft Entra documentation: users and groups). */
  function namesRoles({ conditions: { users } }) {
    return (['includeRoles', 'excludeRoles'] as const).flatMap((name) =>
      listProblems(users?.[name] ?? [], `${at}.${name}`, {
        isAllowed: (value) => roleIds.has(value.toLowerCase()),
        expected: 'the template id of a built-in directory role',
      }),
    );
  },

  function namesGuests({ conditions: { users } }) {
    return (['includeGuestsOrExternalUsers', 'excludeGuestsOrExternalUsers'] as const).flatMap((name) =>
      guestProblems(users?.[name] ?? null, `${at}.${name}`),
    );
  },
];

/** Whether no user is meant. */
function isNobody(includeUsers: readonly string[]): boolean {
  return includeUsers.length === 1 && includeUsers[0] === 'None';
}

function guestProblems(guests: GuestsOrExternalUsers | null, path: string): readonly ConditionalAccessProblem[] {
  if (guests === null) return [];
  const types = guests.guestOrExternalUserTypes.split(',');
  const { externalTenants } = guests;
  const members = externalTenants?.membershipKind === 'enumerated' ? externalTenants.members : null;
  return [
    ...when(
      !types.every((type) => (guestTypes as readonly string[]).includes(type)) || new Set(types).size < types.length,
      'InvalidConditions',
      `${path}.guestOrExternalUserTypes`,
      `must be made of ${guestTypes.join(', ')}`,
    ),
    ...when(members?.length === 0, 'InvalidConditions', `${path}.externalTenants.members`, 'must not be empty'),
    ...listProblems(members ?? [], `${path}.externalTenants.members`, { isAllowed: isGuid, expected: "a tenant's id" }),
  ];
}

import { type Group, type GroupId, parseGuid, type User, type UserId } from '@gatehouse/model';
import type { GroupMember } from '../../groups/repository.js';

/** Finds the users and groups of one tenant, stored or seeded, by the names a seed uses. */
export interface Principals {
  user(name: string): User | undefined;
  /** By id or display name; undefined as well when several groups have the name. */
  group(name: string): Group | undefined;
  /** A user or a group. A name that both have means the user. */
  member(name: string): GroupMember | undefined;
}

/** Indexes users and groups; later ones take the place of earlier ones with the same id. */
export function indexPrincipals(users: readonly User[], groups: readonly Group[]): Principals {
  const usersById = new Map(users.map((user) => [user.id, user]));
  const usersByName = new Map([...usersById.values()].map((user) => [user.userPrincipalName.toLowerCase(), user]));
  const groupsById = new Map(groups.map((group) => [group.id, group]));
  const groupsByName = new Map<string, Group | undefined>();
  for (const group of groupsById.values()) {
    groupsByName.set(group.displayName, groupsByName.has(group.displayName) ? undefined : group);
  }
  const user = (name: string) =>
    usersByName.get(name.toLowerCase()) ?? usersById.get(parseGuid<UserId>(name) ?? ('' as UserId));
  const group = (name: string) => groupsByName.get(name) ?? groupsById.get(parseGuid<GroupId>(name) ?? ('' as GroupId));
  return {
    user,
    group,
    member: (name) => {
      const person = user(name);
      if (person !== undefined) return { id: person.id, type: 'User' };
      const set = group(name);
      return set && { id: set.id, type: 'Group' };
    },
  };
}

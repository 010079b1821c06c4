import type { User } from '@gatehouse/model';
import { isSame } from '../../journal-changes.js';
import { type DirectoryWork, recordChange } from '../../operation.js';
import { securityAttributesObjection } from '../../security-attributes/assigned-attributes.js';
import { insertUsers, updateUser } from '../../users/repository.js';
import type { Change } from '../plan/tenant-plan.js';
import { refusalText, SeedRefusal } from './seed-refusal.js';

/** How many rows one statement writes. */
const batch = 1_000;

/** Writes new and changed users. @returns for each whether anything changed */
export async function writeUsers(work: DirectoryWork, users: readonly Change<User>[]): Promise<boolean[]> {
  for (const { before, after } of users) await judgeAttributes(work, before, after);
  await insertFresh(
    work,
    users.filter((user) => user.before === undefined).map((user) => user.after),
  );
  const changed: boolean[] = [];
  for (const { before, after } of users) {
    const target = { type: 'user', id: after.id, name: after.userPrincipalName };
    if (before === undefined) {
      recordChange(work, 'user.create', target, undefined, after);
      changed.push(true);
    } else {
      const isChanged = recordChange(work, 'user.update', target, before, after);
      if (isChanged) await updateUser(work.tx, after);
      changed.push(isChanged);
    }
  }
  return changed;
}

/** A manager may come in a later statement than those he manages. */
async function insertFresh({ tx }: DirectoryWork, fresh: readonly User[]): Promise<void> {
  const ids = new Set(fresh.map(({ id }) => id));
  const waiting: User[] = [];
  for (let from = 0; from < fresh.length; from += batch) {
    const rows = fresh.slice(from, from + batch);
    for (const { id } of rows) ids.delete(id);
    const isKnown = ({ managerId }: User) => managerId === undefined || !ids.has(managerId);
    waiting.push(...rows.filter((user) => !isKnown(user)));
    await insertUsers(
      tx,
      rows.map((user) => (isKnown(user) ? user : withoutManager(user))),
    );
  }
  for (const user of waiting) await updateUser(tx, user);
}

function withoutManager({ managerId: _manager, ...user }: User): User {
  return user;
}

async function judgeAttributes(work: DirectoryWork, before: User | undefined, after: User): Promise<void> {
  if (isSame(before?.customSecurityAttributes, after.customSecurityAttributes)) return;
  const objection = await securityAttributesObjection(
    work,
    before?.customSecurityAttributes,
    after.customSecurityAttributes,
  );
  if (objection !== undefined) {
    throw new SeedRefusal(refusalText(`give the user \`${after.userPrincipalName}\` attributes`, objection));
  }
}

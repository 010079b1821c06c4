import type { User, UserId } from '@gatehouse/model';
import { askObjects } from '../objects/ask-objects.js';
import type { DirectoryOperation } from '../operation.js';
import { readUsersById, userShape } from './repository.js';

/** A page of users as a query wants them. */
export const { page: pageUsers } = askObjects(userShape);

/** One user as stored now. */
export function findUser(id: string): DirectoryOperation<User | undefined> {
  return async ({ tx }) => (await readUsersById(tx, [id as UserId]))[0];
}

import type { Group, GroupId } from '@gatehouse/model';
import { askObjects } from '../objects/ask-objects.js';
import type { DirectoryOperation } from '../operation.js';
import { groupShape, readGroupsById } from './repository.js';

/** A page of groups as a query wants them. */
export const { page: pageGroups } = askObjects(groupShape);

/** One group as stored now. */
export function findGroup(id: string): DirectoryOperation<Group | undefined> {
  return async ({ tx }) => (await readGroupsById(tx, [id as GroupId]))[0];
}

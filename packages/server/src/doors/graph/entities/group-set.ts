import type { Group } from '@gatehouse/model';
import { countExtendedGroups, findGroup, pageExtendedGroups } from '../../../directory/index.js';
import type { EntitySet } from '../operations/entity-set.js';
import { extensionFieldsOf, filterableOpenPropertyOf } from './extensions.js';
import { groupEntity, groupType } from './group.js';

/** `/groups`. */
export const groupSet: EntitySet<Group> = {
  name: 'groups',
  type: groupType,
  place: 'group',
  render: groupEntity,
  find: (id) => findGroup(id),
  page: (query, call, within) => pageExtendedGroups(query, within, extensionFieldsOf(call, 'group')),
  count: (condition, call, within) => countExtendedGroups(condition, within, extensionFieldsOf(call, 'group')),
  openProperty: (call) => filterableOpenPropertyOf(call, 'group'),
};

import type { User } from '@gatehouse/model';
import { countExtendedUsers, findUser, pageExtendedUsers } from '../../../directory/index.js';
import type { EntitySet } from '../operations/entity-set.js';
import type { GraphCall } from '../resource.js';
import { extensionFieldsOf, filterableOpenPropertyOf } from './extensions.js';
import { securityAttributeFields, securityAttributeProperty, shownSecurityAttributes } from './security-attributes.js';
import { userEntity, userType } from './user.js';

/** `/users`. */
export const userSet: EntitySet<User> = {
  name: 'users',
  type: userType,
  place: 'user',
  render: (user, call) => ({
    ...userEntity(user),
    customSecurityAttributes: shownSecurityAttributes('users', user, call),
  }),
  find: (id) => findUser(id),
  page: (query, call, within) => pageExtendedUsers(query, within, fieldsOf(call)),
  count: (condition, call, within) => countExtendedUsers(condition, within, fieldsOf(call)),
  openProperty: (call) => {
    const extension = filterableOpenPropertyOf(call, 'user');
    const attribute = securityAttributeProperty(call, 'users');
    return (name, owner) => extension(name, owner) ?? attribute(name, owner);
  },
};

function fieldsOf(call: GraphCall) {
  return [...extensionFieldsOf(call, 'user'), ...securityAttributeFields(call)];
}

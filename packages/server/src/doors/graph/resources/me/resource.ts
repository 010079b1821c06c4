import { graphError } from '../../graph-error.js';
import type { GraphResource } from '../../resource.js';
import { userDefaults, userEntity, userProperties } from '../../user-entity.js';

/** `GET /me`: the signed-in person. */
export const me: GraphResource = {
  name: 'me',
  operations: [
    {
      method: 'GET',
      path: '/me',
      permissions: {
        delegated: [
          'User.Read',
          'User.ReadBasic.All',
          'User.ReadWrite',
          'User.Read.All',
          'User.ReadWrite.All',
          'Directory.Read.All',
          'Directory.ReadWrite.All',
        ],
        application: [],
        guests: true,
      },
      properties: userProperties,
      defaults: userDefaults,
      run: async ({ person }) =>
        person === null
          ? graphError(400, 'Request_BadRequest', '/me request is only valid with delegated authentication flow.')
          : { kind: 'entity', context: 'users', entity: userEntity(person.user) },
    },
  ],
};

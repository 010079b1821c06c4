import { graphError } from '../../graph-error.js';
import type { GraphOperation, GraphResource } from '../../resource.js';
import { userDefaults, userEntity, userProperties } from '../../user-entity.js';

const appOnly = graphError(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');

/** `GET /me`: the signed-in person, and the photo that `picture` of userinfo names. */
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
          'Directory.Read.All',
          'User.Read.All',
          'User.ReadWrite',
          'Directory.ReadWrite.All',
          'User.ReadWrite.All',
        ],
        application: [],
        guests: true,
      },
      appOnly,
      properties: userProperties,
      defaults: userDefaults,
      run: async ({ person }) =>
        person === null ? appOnly : { kind: 'entity', context: 'users', entity: userEntity(person.user) },
    },
    photo('/me/photo'),
    photo('/me/photo/$value'),
  ],
};

/** Photos are not kept; nobody has one (Microsoft Graph documentation: get profilePhoto). */
function photo(path: string): GraphOperation {
  return {
    method: 'GET',
    path,
    permissions: {
      delegated: ['User.Read', 'User.ReadBasic.All', 'User.ReadWrite', 'User.Read.All', 'User.ReadWrite.All'],
      application: [],
      guests: true,
    },
    appOnly,
    properties: [],
    defaults: [],
    run: async () => graphError(404, 'ImageNotFound', "The photo wasn't found."),
  };
}

import { graphError } from '../../graph-error.js';
import type { GraphOperation, GraphResource } from '../../resource.js';

/** Photos are not kept: nobody has one (Microsoft Graph documentation: get profilePhoto). `picture` of userinfo names them. */
export const photos: GraphResource = {
  name: 'photos',
  types: [],
  operations: [photo('/users/:user/photo'), photo('/users/:user/photo/$value')],
};

function photo(path: string): GraphOperation {
  return {
    method: 'GET',
    path,
    summary: 'Get the photo of a user',
    access: {
      permissions: {
        delegated: ['User.Read', 'User.ReadBasic.All', 'User.ReadWrite', 'User.Read.All', 'User.ReadWrite.All'],
        application: ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All'],
      },
      ownOnly: ['User.Read', 'User.ReadWrite'],
      actions: ['microsoft.directory/users/photo/read'],
      target: { kind: 'object', place: 'user' },
    },
    me: true,
    run: async () => graphError(404, 'ImageNotFound', "The photo wasn't found."),
  };
}

import { parseGuid, type UserId } from '@gatehouse/model';
import { graphError } from '../../graph-error.js';
import type { GraphCall, GraphResource, GraphResult } from '../../resource.js';
import { userDefaults, userEntity, userProperties } from '../../user-entity.js';

const delegated = [
  'User.ReadBasic.All',
  'User.Read.All',
  'User.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
const application = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const pageSize = 100;

/** `GET /users` and `GET /users/{id | userPrincipalName}`. */
export const users: GraphResource = {
  name: 'users',
  operations: [
    {
      method: 'GET',
      path: '/users',
      permissions: { delegated, application, guests: false },
      properties: userProperties,
      defaults: userDefaults,
      run: listUsers,
    },
    {
      method: 'GET',
      path: '/users/:key',
      permissions: { delegated, application, guests: false },
      properties: userProperties,
      defaults: userDefaults,
      run: readUser,
    },
  ],
};

/** Pages go on by key, so that people coming and going between two pages are neither missed nor repeated. */
async function listUsers({ directory, tenant, query }: GraphCall): Promise<GraphResult> {
  const after =
    query.skipToken === null ? null : parseGuid<UserId>(Buffer.from(query.skipToken, 'base64url').toString('utf8'));
  if (after === undefined) return graphError(400, 'Request_BadRequest', 'Invalid $skiptoken.');
  const top = query.top ?? pageSize;
  // One more than the page tells whether there is another page.
  const found = await directory.listUsers(tenant, { top: top + 1, ...(after === null ? {} : { after }) });
  const page = found.slice(0, top);
  const last = found.length > top ? page.at(-1) : undefined;
  return {
    kind: 'collection',
    context: 'users',
    entities: page.map(userEntity),
    skipToken: last === undefined ? null : Buffer.from(last.id).toString('base64url'),
  };
}

async function readUser({ directory, tenant, request }: GraphCall): Promise<GraphResult> {
  const key = request.params.key ?? '';
  const id = parseGuid<UserId>(key);
  const standing = id === undefined ? await directory.userByName(tenant, key) : await directory.userById(tenant, id);
  if (standing === undefined) {
    return graphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${key.slice(0, 128)}' does not exist or one of its queried reference-property objects are not present.`,
    );
  }
  return { kind: 'entity', context: 'users', entity: userEntity(standing.user) };
}

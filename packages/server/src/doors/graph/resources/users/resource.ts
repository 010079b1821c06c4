import { parseGuid, type User, type UserId } from '@gatehouse/model';
import { graphError } from '../../graph-error.js';
import type { GraphCall, GraphResource, GraphResult } from '../../resource.js';
import { basicProfile, userDefaults, userEntity, userProperties } from '../../user-entity.js';

const application = [
  'User.ReadBasic.All',
  'User.ReadWrite.All',
  'Directory.Read.All',
  'User.Read.All',
  'User.ReadWrite.CrossCloud',
  'Directory.ReadWrite.All',
];
const pageSize = 100;

/** `GET /users` and `GET /users/{id | userPrincipalName}`. */
export const users: GraphResource = {
  name: 'users',
  operations: [
    {
      method: 'GET',
      path: '/users',
      permissions: {
        delegated: [
          'User.ReadBasic.All',
          'User.ReadWrite.All',
          'Directory.Read.All',
          'User.Read.All',
          'Directory.ReadWrite.All',
        ],
        application,
        guests: false,
      },
      properties: userProperties,
      defaults: userDefaults,
      narrowed: basicProfile,
      run: listUsers,
    },
    {
      method: 'GET',
      path: '/users/:key',
      permissions: {
        delegated: [
          'User.ReadBasic.All',
          'User.ReadWrite.All',
          'User.Read',
          'Directory.Read.All',
          'User.Read.All',
          'User.ReadWrite',
          'Directory.ReadWrite.All',
        ],
        ownOnly: ['User.Read', 'User.ReadWrite'],
        application,
        guests: false,
      },
      isOwn: (person, { key }) => names(key ?? '', person),
      properties: userProperties,
      defaults: userDefaults,
      narrowed: basicProfile,
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

async function readUser({ directory, tenant, params }: GraphCall): Promise<GraphResult> {
  const key = params.key ?? '';
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

/** True when a key is this person's id or user principal name. */
function names(key: string, { id, userPrincipalName }: User): boolean {
  const folded = key.toLowerCase();
  return folded === id || folded === userPrincipalName.toLowerCase();
}

// Attacks across tenants at Graph, way by way: whoever may do everything in one organisation reaches nothing of another by filter,
// expansion, search, batch, token or reference. Each answer is the one that is given for what is nowhere, byte for byte, and nothing of
// the other organisation stands in it (ASVS 8.4.1). graph-tenants-everywhere.test.ts does the same for the keys in each path.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Attack, type CrossTenant, openCrossTenant } from '../support/cross-tenant-attack.js';
import { comparable, givenAway } from '../support/same-answer.js';
import { callers, type Holdings } from '../support/two-tenants.js';

let between: CrossTenant;
beforeAll(async () => {
  between = await openCrossTenant();
});
afterAll(() => between.world.stop());

const get =
  (path: (key: Holdings, own: Holdings) => string): Attack =>
  (key, own) => ({ path: path(key, own) });

const byKey: readonly (readonly [string, Attack])[] = [
  ['users by userPrincipalName', get((key) => `/users/${key.userPrincipalName}`)],
  ['users by named key', get((key) => `/users(userPrincipalName='${key.userPrincipalName}')`)],
  ['users by id in parentheses', get((key) => `/users('${key.user}')`)],
  ['applications by appId', get((key) => `/applications(appId='${key.appId}')`)],
  ['applications by uniqueName', get((key) => `/applications(uniqueName='${key.uniqueName}')`)],
  ['service principals by appId', get((key) => `/servicePrincipals(appId='${key.appId}')`)],
  ['devices by deviceId', get((key) => `/devices(deviceId='${key.deviceId}')`)],
  ['schema extensions by name', get((key) => `/schemaExtensions/${key.schemaExtension}`)],
  ['a deleted user', get((key) => `/directory/deletedItems/${key.gone}`)],
  ['any object', get((key) => `/directoryObjects/${key.group}`)],
];

type Filter = readonly [title: string, set: string, filter: (key: Holdings, own: Holdings) => string];

const filterOf = ([title, set, filter]: Filter): readonly [string, Attack] => [
  title,
  get(
    (key, own) => `/${set.replace('%', own.group ?? '')}?$count=true&$filter=${encodeURIComponent(filter(key, own))}`,
  ),
];

const filters: readonly Filter[] = [
  ['users by id', 'users', (key) => `id eq '${key.user}'`],
  ['users by several ids', 'users', (key, own) => `id in ('${key.user}','${key.admin}','${own.user}')`],
  ['users by userPrincipalName', 'users', (key) => `userPrincipalName eq '${key.userPrincipalName}'`],
  ['users by what is not their name', 'users', (key) => `not(userPrincipalName eq '${key.userPrincipalName}')`],
  ['users by mail', 'users', (key) => `mail eq '${key.mail}'`],
  ['users by the beginning of a name', 'users', (key) => `startswith(userPrincipalName,'${key.userPrincipalName}')`],
  ['users by the end of a name', 'users', (key) => `endswith(userPrincipalName,'@${key.domain}')`],
  ['groups by id', 'groups', (key) => `id eq '${key.group}' or id eq '${key.nested}'`],
  ['applications by appId', 'applications', (key) => `appId eq '${key.appId}'`],
  ['applications by identifier', 'applications', (key) => `identifierUris/any(x:x eq '${key.identifierUri}')`],
  ['applications by uniqueName', 'applications', (key) => `uniqueName eq '${key.uniqueName}'`],
  ['service principals by appId', 'servicePrincipals', (key) => `appId eq '${key.appId}'`],
  ['service principals by name', 'servicePrincipals', (key) => `servicePrincipalNames/any(x:x eq '${key.appId}')`],
  ['devices by deviceId', 'devices', (key) => `deviceId eq '${key.deviceId}'`],
  ['units by id', 'directory/administrativeUnits', (key) => `id eq '${key.administrativeUnit}'`],
  ['grants by client', 'oauth2PermissionGrants', (key) => `clientId eq '${key.client}'`],
  ['grants by resource', 'oauth2PermissionGrants', (key) => `resourceId eq '${key.servicePrincipal}'`],
  ['grants by person', 'oauth2PermissionGrants', (key) => `principalId eq '${key.user}'`],
  ['role assignments', 'roleManagement/directory/roleAssignments', (key) => `principalId eq '${key.user}'`],
  ['role definitions', 'roleManagement/directory/roleDefinitions', (key) => `id eq '${key.roleDefinition}'`],
  ['schema extensions', 'schemaExtensions', (key) => `id eq '${key.schemaExtension}'`],
  ['policies', 'policies/claimsMappingPolicies', (key) => `id eq '${key.claimsMappingPolicy}'`],
  ['sign-ins', 'auditLogs/signIns', (key) => `userId eq '${key.admin}'`],
  ['audits', 'auditLogs/directoryAudits', (key) => `initiatedBy/user/id eq '${key.admin}'`],
];
/** Nobody can ask so here. */
const unasked: readonly Filter[] = [
  ['applications by owner', 'applications', (key) => `owners/any(x:x/id eq '${key.user}')`],
  ['deleted users', 'directory/deletedItems/microsoft.graph.user', (key) => `id eq '${key.gone}'`],
  ['members of one’s own', `groups/%/members`, (key) => `id eq '${key.user}'`],
];

const searches: readonly (readonly [string, Attack])[] = [
  ...(['users', 'groups', 'applications', 'servicePrincipals', 'devices'] as const).map(
    (set) => [`search of ${set}`, get((key) => `/${set}?$search="displayName:${key.domain?.split('.')[0]}"`)] as const,
  ),
  ['search by mail', get((key) => `/users?$search="mail:${key.mail}"`)],
  ['expansion of members', get((key, own) => `/groups/${own.group}?$expand=members($filter=id eq '${key.user}')`)],
  ['expansion of a list', get((key) => `/users?$filter=id eq '${key.user}'&$expand=manager`)],
  ['expansion of a property', get((key) => `/users?$expand=manager($select=${key.schemaExtension})`)],
  ['selection of an extension', get((key) => `/users?$select=id,${key.schemaExtension}`)],
  ['filter by an extension', get((key) => `/users?$filter=${key.extensionName} eq 'x'`)],
  ['order by an extension', get((key) => `/users?$orderby=${key.schemaExtension}/courseName`)],
];

const tenantPaths: readonly (readonly [string, Attack])[] = [
  ['before the version', get((key) => `/${key.tenant}/v1.0/users/${key.user}`)],
  ['before the collection', get((key) => `/${key.tenant}/users/${key.user}`)],
  ['by its domain', get((key) => `/${key.domain}/users/${key.user}`)],
  ['as an organisation', get((key) => `/organization/${key.tenant}`)],
  ['as a parameter', get((key) => `/users/${key.user}?tenantId=${key.tenant}`)],
  ['with dots', get((key) => `/users/..%2f..%2f${key.tenant}/users/${key.user}`)],
  ['from the root', get((key) => `/$metadata/../users/${key.user}`)],
  ['as a domain', get((key) => `/domains/${key.domain}`)],
];

describe.each(callers)('the %s of one organisation finds nothing of another', (as) => {
  test.each(byKey)('by key: %s', async (_title, make) => {
    expect((await between.attack(as, make)).status).toBe(404);
    expect((await between.send(as, make(between.ours, between.ours))).status).toBe(200);
  });

  test.each(filters.map(filterOf))('by filter: %s', async (_title, make) => {
    expect((await between.attack(as, make)).status).toBe(200);
    // The same filter finds what is one's own.
    const { body } = await between.send(as, make(between.ours, between.ours));
    expect(body.value).not.toEqual([]);
  });

  test.each(unasked.map(filterOf))('by a filter that cannot be asked: %s', async (_title, make) => {
    expect((await between.attack(as, make)).status).toBe(400);
  });

  test.each(searches)('by %s', async (_title, make) => {
    expect((await between.attack(as, make)).status).toBeLessThan(500);
  });

  test.each(tenantPaths)('by its tenant, named %s', async (_title, make) => {
    expect((await between.attack(as, make)).status).toBeLessThan(500);
  });

  test('in whole lists, page by page or counted', async () => {
    for (const set of [
      'users',
      'groups',
      'applications',
      'servicePrincipals',
      'devices',
      'directory/administrativeUnits',
    ]) {
      for (const query of ['$top=999', '$top=2', '$top=999&$count=true&$orderby=displayName']) {
        const answer = await between.send(as, { path: `/${set}?${query}` });
        expect({ set, query, status: answer.status }).toEqual({ set, query, status: 200 });
        expect(answer.text).not.toContain('bravo');
        expect(givenAway(answer, between.theirs, '')).toEqual([]);
      }
    }
  });

  test('by batch, with any way of writing the address, or after what depends on it', async () => {
    const { baseUrl } = between.world;
    const urls: readonly ((key: Holdings) => string)[] = [
      (key) => `/users/${key.user}`,
      (key) => `/v1.0/groups/${key.group}/members`,
      (key) => `${baseUrl}/v1.0/users/${key.user}`,
      (key) => `https://graph.microsoft.com/v1.0/${key.tenant}/users/${key.user}`,
      (key) => `/users?$filter=id eq '${key.user}'`,
      (key) => `/../${key.tenant}/users/${key.user}`,
    ];
    const { body } = await between.attack(as, (key) => ({
      method: 'POST',
      path: '/$batch',
      body: {
        requests: [
          ...urls.map((url, index) => ({ id: `${index}`, method: 'GET', url: url(key) })),
          { id: 'first', method: 'GET', url: '/organization' },
          { id: 'after', method: 'PATCH', url: urls[0]?.(key), body: { jobTitle: 'x' }, dependsOn: ['first'] },
          { id: 'never', method: 'GET', url: '/organization', dependsOn: ['after'] },
        ],
      },
    }));
    const statuses = (body.responses as readonly { readonly status: number }[]).map(({ status }) => status);
    expect(statuses).toEqual([404, 404, 400, 400, 200, 400, 200, 404, 424]);
  });

  test('by the place in a list where another organisation’s page ended', async () => {
    for (const list of ['/users?$top=1', '/groups?$top=1', '/users/delta', '/groups/delta', '/applications/delta']) {
      const page = await between.world.call(['bravo', as], 'GET', list);
      const link = String(page.body['@odata.nextLink'] ?? page.body['@odata.deltaLink']);
      const path = link.slice(between.world.baseUrl.length);
      expect({ list, link }).toEqual({ list, link: expect.stringContaining('token=') });
      // A token that nobody was given.
      const broken = path.replace(/(token=.{8}).{4}/, '$1AAAA');
      const [answer, control] = [await between.send(as, { path }), await between.send(as, { path: broken })];
      expect({ list, ...comparable(answer, between.theirs) }).toEqual({
        list,
        ...comparable(control, between.nobodys),
      });
      expect({ list, status: answer.status }).toEqual({ list, status: expect.toSatisfy((code) => code >= 400) });
      expect(answer.text).not.toContain('bravo');
      expect((await between.world.call(['bravo', as], 'GET', path)).status).toBe(200);
    }
  });
});

test('nothing was written in the other organisation', async () => {
  expect(await between.writesThere()).toBe(0);
});

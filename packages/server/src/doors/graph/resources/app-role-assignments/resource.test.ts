import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appObjectId, type GraphBench, openGraphBench, otherTenant, personId } from '../../graph-bench.fixture.js';

const graphAppId = '00000003-0000-0000-c000-000000000000';
/** Microsoft Graph's `User.Read.All`, as a permission of applications (Microsoft Graph documentation: permissions reference). */
const userReadAll = 'df021288-bdef-4463-88db-98f22de89214';
const none = '00000000-0000-0000-0000-000000000000';
const apps = { ledger: '20000000-0000-4000-8000-000000000001', bench: '80000000-0000-4000-8000-000000000002' };
const roles = {
  clerk: '40000000-0000-4000-8000-000000000001',
  bot: '40000000-0000-4000-8000-000000000002',
  off: '40000000-0000-4000-8000-000000000003',
};
const role = (id: string, value: string, member: string, isEnabled = true) => ({
  id,
  value,
  displayName: value,
  description: value,
  isEnabled,
  allowedMemberTypes: [member],
});

let bench: GraphBench;
let ledger: string;
let group: string;
let graph: string;
beforeAll(async () => {
  bench = await openGraphBench({
    applications: [
      {
        appId: apps.ledger,
        displayName: 'Ledger',
        appRoles: [
          role(roles.clerk, 'Clerk', 'User'),
          role(roles.bot, 'Ledger.Write.All', 'Application'),
          role(roles.off, 'Former', 'User', false),
        ],
      },
      { appId: apps.bench, displayName: 'Bench' },
    ],
    servicePrincipals: [{ id: appObjectId, appId: apps.bench }],
    groups: [{ displayName: 'Clerks', members: ['drew@contoso.example'] }],
  });
  const id = async (appId: string) =>
    String((await bench.call('GET', `/servicePrincipals(appId='${appId}')?$select=id`)).body.id);
  ledger = await id(apps.ledger);
  graph = await id(graphAppId);
  const [found] = (await bench.call('GET', "/groups?$filter=displayName eq 'Clerks'")).body.value as { id: string }[];
  group = String(found?.id);
});
afterAll(() => bench.close());

const draft = (principalId: string, appRoleId: string = roles.clerk, resourceId = ledger) => ({
  principalId,
  resourceId,
  appRoleId,
});
type Answer = Awaited<ReturnType<GraphBench['call']>>;
const listed = ({ body }: Answer) => body.value as readonly Readonly<Record<string, unknown>>[];

/** The four sides from which an assignment is seen: the path, and who has which role there. */
const sides = {
  user: () => ({ path: `/users/${personId('blake')}/appRoleAssignments`, body: draft(personId('blake')) }),
  group: () => ({ path: `/groups/${group}/appRoleAssignments`, body: draft(group) }),
  client: () => ({ path: `/servicePrincipals/${appObjectId}/appRoleAssignments`, body: draft(appObjectId, roles.bot) }),
  resource: () => ({ path: `/servicePrincipals/${ledger}/appRoleAssignedTo`, body: draft(personId('casey')) }),
} as const;
const principals = {
  user: { principalType: 'User', principalDisplayName: 'blake' },
  group: { principalType: 'Group', principalDisplayName: 'Clerks' },
  client: { principalType: 'ServicePrincipal', principalDisplayName: 'Bench' },
  resource: { principalType: 'User', principalDisplayName: 'casey' },
} as const;

describe.each(Object.keys(sides) as (keyof typeof sides)[])('app roles, from the side of the %s', (side) => {
  it('are given, told with names, listed, read, and taken back', async () => {
    const { path, body } = sides[side]();
    const made = await bench.call('POST', path, { body });
    const { body: made1, status, headers } = made;
    const expected = { ...body, ...principals[side], resourceDisplayName: 'Ledger', deletedDateTime: null };
    expect({ status, body: made1 }).toMatchObject({ status: 201, body: expected });
    expect(made1['@odata.context']).toMatch(
      /#(users|groups|servicePrincipals)\('[^']+'\)\/appRoleAssign\w+\/\$entity$/,
    );
    const at = `${path}/${String(made1.id)}`;
    expect(headers.location).toBe(`https://login.example/v1.0${at}`);
    expect((await bench.call('GET', at)).body).toMatchObject(expected);
    expect(listed(await bench.call('GET', path))).toMatchObject([{ id: made1.id, ...expected }]);
    const count = await bench.call('GET', `${path}/$count`, { headers: { ConsistencyLevel: 'eventual' } });
    expect(count.text).toBe('1');
    const elsewhere = `/users/${personId('ellis')}/appRoleAssignments/${String(made1.id)}`;
    for (const method of ['GET', 'DELETE']) expect(await bench.call(method, elsewhere)).toMatchObject({ status: 404 });
    const again = await bench.call('POST', path, { body });
    expect(again).toMatchObject({
      status: 400,
      body: { error: { message: 'Permission being assigned already exists on the object.' } },
    });
    expect(await bench.call('DELETE', at)).toMatchObject({ status: 204, text: '' });
    expect(await bench.call('DELETE', at)).toMatchObject({ status: 404 });
    expect(await bench.call('GET', at)).toMatchObject({ status: 404 });
    const told = (await bench.journal()).filter(({ target }) => target.id === made1.id);
    expect(told.map(({ operation }) => operation)).toEqual([
      'app-role-assignment.create',
      'app-role-assignment.delete',
    ]);
    expect(told[1]?.changes).toContainEqual({ property: 'principalId', old: body.principalId });
  });

  it('need the object of the path to be the one that the body names', async () => {
    const { path, body } = sides[side]();
    const other = side === 'resource' ? { resourceId: graph } : { principalId: personId('ellis') };
    expect(await bench.call('POST', path, { body: { ...body, ...other } })).toMatchObject({ status: 400 });
  });

  it.each([
    ['no role', { appRoleId: undefined }],
    ['a role that is no GUID', { appRoleId: 'Clerk' }],
    ['a role that the resource does not have', { appRoleId: apps.ledger }],
    ['no role where there are roles', { appRoleId: none }],
    ['a name, which is told and not given', { principalDisplayName: 'x' }],
  ])('are refused with %s', async (_title, change) => {
    const { path, body } = sides[side]();
    expect(await bench.call('POST', path, { body: { ...body, ...change } })).toMatchObject({
      status: 400,
      body: { error: { code: 'Request_BadRequest' } },
    });
  });

  it('are not there for objects that are not', async () => {
    const { path, body } = sides[side]();
    const missing = path.replace(/[0-9a-f-]{36}/, '70000000-0000-4000-8000-0000000000ff');
    expect(await bench.call('GET', missing)).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', `${missing}/x`)).toMatchObject({ status: 404 });
    const ghost = side === 'resource' ? 'resourceId' : 'principalId';
    const to = { ...body, [ghost]: '70000000-0000-4000-8000-0000000000ff' };
    expect(await bench.call('POST', missing, { body: to })).toMatchObject({ status: 404 });
  });
});

describe('which roles can be given to whom', () => {
  it.each([
    ['a disabled role', () => draft(personId('ellis'), roles.off)],
    ['a role for applications to a person', () => draft(personId('ellis'), roles.bot)],
    ['a role for applications to a group', () => draft(group, roles.bot)],
    ['a role for people to an application', () => draft(appObjectId, roles.clerk)],
  ])('not %s', async (_title, body) => {
    const answer = await bench.call('POST', `/servicePrincipals/${ledger}/appRoleAssignedTo`, { body: body() });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
  });

  it('access without a role, where the resource has none', async () => {
    const path = `/servicePrincipals/${appObjectId}/appRoleAssignedTo`;
    const body = draft(personId('ellis'), none, appObjectId);
    const made = await bench.call('POST', path, { body });
    expect(made).toMatchObject({ status: 201, body: { appRoleId: none, resourceDisplayName: 'Bench' } });
    await bench.call('DELETE', `${path}/${String(made.body.id)}`);
  });

  it('none to what is no principal, and none of another tenant, whoever is named', async () => {
    const registration = await bench.call('GET', `/applications(appId='${apps.bench}')?$select=id`);
    const at = `/servicePrincipals/${ledger}/appRoleAssignedTo`;
    for (const id of [String(registration.body.id), personId('mallory')]) {
      expect(await bench.call('POST', at, { body: draft(id) })).toMatchObject({ status: 404 });
    }
    const configuration = await bench.directory.configuration(otherTenant);
    const theirs = String(configuration?.servicePrincipal(graphAppId as never)?.id);
    const path = `/users/${personId('ellis')}/appRoleAssignments`;
    const body = draft(personId('ellis'), none, theirs);
    expect(await bench.call('POST', path, { body })).toMatchObject({ status: 404 });
    for (const one of [
      `/users/${personId('mallory')}/appRoleAssignments`,
      `/servicePrincipals/${theirs}/appRoleAssignedTo`,
    ]) {
      expect(await bench.call('GET', one)).toMatchObject({ status: 404 });
    }
  });
});

describe('asking for assignments', () => {
  it('goes by name, principal and resource, and page by page', async () => {
    const at = `/servicePrincipals/${ledger}/appRoleAssignedTo`;
    const given = [personId('blake'), personId('casey'), group];
    for (const id of given) expect(await bench.call('POST', at, { body: draft(id) })).toMatchObject({ status: 201 });
    const names = async (query: string) =>
      listed(await bench.call('GET', `${at}?${query}`)).map((one) => one.principalDisplayName);
    expect(await names("$filter=startswith(principalDisplayName,'cl')")).toEqual(['Clerks']);
    expect(await names(`$filter=principalId eq ${personId('blake')}`)).toEqual(['blake']);
    expect(await names("$filter=principalType eq 'Group'")).toEqual(['Clerks']);
    const ofBlake = `/users/${personId('blake')}/appRoleAssignments`;
    expect(listed(await bench.call('GET', `${ofBlake}?$filter=resourceId eq ${ledger}`))).toHaveLength(1);
    expect(listed(await bench.call('GET', `${ofBlake}?$filter=resourceId eq ${graph}`))).toEqual([]);
    const seen: string[] = [];
    let url: string | undefined = `${at}?$top=2`;
    for (let page = 0; url !== undefined && page < 5; page += 1) {
      const { body } = await bench.call('GET', url);
      seen.push(...(body.value as readonly { readonly principalId: string }[]).map(({ principalId }) => principalId));
      url = (body['@odata.nextLink'] as string | undefined)?.slice('https://login.example/v1.0'.length);
    }
    expect(seen.sort()).toEqual([...given].sort());
    expect(await bench.call('GET', `${at}?$filter=startswith(resourceDisplayName,'x')`)).toMatchObject({ status: 400 });
    const expanded = await bench.call('GET', `/servicePrincipals/${ledger}?$expand=appRoleAssignedTo`);
    expect(expanded.body.appRoleAssignedTo).toHaveLength(3);
  });

  it("shows people their own, as '/me'", async () => {
    const mine = await bench.call('GET', '/me/appRoleAssignments', { as: personId('blake') });
    expect(listed(mine)).toMatchObject([{ principalDisplayName: 'blake', resourceId: ledger }]);
  });
});

describe('who may', () => {
  const least = ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'];
  const applicationAdministrator = '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3';
  const privilegedRoleAdministrator = 'e8611ab8-c189-46e8-94e1-60213ab1f814';
  const administer = async (who: 'casey' | 'drew', roleDefinitionId: string) => {
    const body = { principalId: personId(who), roleDefinitionId, directoryScopeId: '/' };
    expect(await bench.call('POST', '/roleManagement/directory/roleAssignments', { body })).toMatchObject({
      status: 201,
    });
  };

  it('read: an app with the least permission, and nobody without', async () => {
    const read = (path: string, given: readonly string[]) => bench.call('GET', path, { as: 'app', roles: given });
    const ofUser = `/users/${personId('blake')}/appRoleAssignments`;
    const ofResource = `/servicePrincipals/${ledger}/appRoleAssignedTo`;
    expect(await read(ofUser, ['AppRoleAssignment.ReadWrite.All'])).toMatchObject({ status: 200 });
    expect(await read(ofUser, ['User.Read.All'])).toMatchObject({ status: 403 });
    expect(await read(ofResource, ['Application.Read.All'])).toMatchObject({ status: 200 });
    expect(await read(ofResource, ['AppRoleAssignment.ReadWrite.All'])).toMatchObject({ status: 403 });
  });

  it('give: apps with both permissions', async () => {
    const at = `/servicePrincipals/${ledger}/appRoleAssignedTo`;
    const give = (given: readonly string[]) =>
      bench.call('POST', at, { as: 'app', roles: given, body: draft(personId('ellis')) });
    for (const one of least) expect(await give([one])).toMatchObject({ status: 403 });
    const made = await give(least);
    expect(made).toMatchObject({ status: 201 });
    const take = (given: readonly string[]) =>
      bench.call('DELETE', `${at}/${String(made.body.id)}`, { as: 'app', roles: given });
    for (const one of least) expect(await take([one])).toMatchObject({ status: 403 });
    expect(await take(least)).toMatchObject({ status: 204 });
  });

  it('give: owners of the resource from every side, and not those of the client', async () => {
    const as = (who: 'ellis' | 'drew') => ({ as: personId(who), scopes: least });
    const own = (id: string, who: 'ellis' | 'drew') =>
      bench.call('POST', `/servicePrincipals/${id}/owners/$ref`, {
        body: { '@odata.id': `https://graph.microsoft.com/v1.0/users/${personId(who)}` },
      });
    await own(ledger, 'ellis');
    await own(appObjectId, 'drew');
    const path = `/servicePrincipals/${appObjectId}/appRoleAssignments`;
    const body = draft(appObjectId, roles.bot);
    expect(await bench.call('POST', path, { ...as('drew'), body })).toMatchObject({ status: 403 });
    const made = await bench.call('POST', path, { ...as('ellis'), body });
    expect(made).toMatchObject({ status: 201 });
    const at = `${path}/${String(made.body.id)}`;
    expect(await bench.call('DELETE', at, as('drew'))).toMatchObject({ status: 403 });
    expect(await bench.call('DELETE', at, as('ellis'))).toMatchObject({ status: 204 });
  });

  it('give Microsoft Graph’s permissions: not Application Administrators, from neither side', async () => {
    await administer('casey', applicationAdministrator);
    const as = (who: 'casey' | 'drew') => ({ as: personId(who), scopes: least });
    const bodies = [
      [`/servicePrincipals/${appObjectId}/appRoleAssignments`, draft(appObjectId, userReadAll, graph)],
      [`/servicePrincipals/${graph}/appRoleAssignedTo`, draft(appObjectId, userReadAll, graph)],
    ] as const;
    for (const [path, body] of bodies) {
      expect(await bench.call('POST', path, { ...as('casey'), body })).toMatchObject({
        status: 403,
        body: { error: { code: 'Authorization_RequestDenied' } },
      });
    }
    const other = draft(appObjectId, roles.bot);
    const [[path]] = bodies;
    const made = await bench.call('POST', path, { ...as('casey'), body: other });
    expect(made).toMatchObject({ status: 201 });
    expect(await bench.call('DELETE', `${path}/${String(made.body.id)}`, as('casey'))).toMatchObject({ status: 204 });

    await administer('drew', privilegedRoleAdministrator);
    for (const [at, body] of bodies) {
      const given = await bench.call('POST', at, { ...as('drew'), body });
      expect(given).toMatchObject({ status: 201, body: { resourceDisplayName: 'Microsoft Graph' } });
      expect(await bench.call('DELETE', `${at}/${String(given.body.id)}`, as('drew'))).toMatchObject({ status: 204 });
    }
  });

  it('give Microsoft Graph’s permissions: somebody with both roles', async () => {
    await administer('casey', privilegedRoleAdministrator);
    const path = `/servicePrincipals/${graph}/appRoleAssignedTo`;
    const body = draft(appObjectId, userReadAll, graph);
    expect(await bench.call('POST', path, { as: personId('casey'), scopes: least, body })).toMatchObject({
      status: 201,
    });
  });
});

import { builtInRoles } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesOf, isRefused, removeRoleAssignment } from '../../../../directory/index.js';
import {
  avery,
  type BenchCall,
  type GraphBench,
  openGraphBench,
  otherTenant,
  personId,
  tenant,
} from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

const blake = personId('blake');
const casey = personId('casey');
const drew = personId('drew');
const mallory = personId('mallory');
const userAdministrator = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const applicationAdministrator = '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3';
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const definitions = '/roleManagement/directory/roleDefinitions';
const assignments = '/roleManagement/directory/roleAssignments';
const by = { actor: { kind: 'operator', name: 'test' } } as const;
const nobody = '70000000-0000-4000-8000-0000000000ff';

let number = 0;
const draft = (more: object = {}) => {
  number += 1;
  return {
    displayName: `Role ${number}`,
    description: 'Changes the names of people',
    isEnabled: true,
    rolePermissions: [{ allowedResourceActions: ['microsoft.directory/users/basic/update'] }],
    ...more,
  };
};
async function made(more: object = {}): Promise<string> {
  const { status, body } = await bench.call('POST', definitions, { body: draft(more) });
  expect({ status, error: body.error }).toEqual({ status: 201, error: undefined });
  return String(body.id);
}
const give = (principalId: string, roleDefinitionId: string, directoryScopeId = '/', how: BenchCall = {}) =>
  bench.call('POST', assignments, { ...how, body: { principalId, roleDefinitionId, directoryScopeId } });
const rename = (id: string, as: typeof blake) =>
  bench.call('PATCH', `/users/${id}`, { as, scopes: ['User.ReadWrite.All'], body: { jobTitle: 'x' } });

describe('role definitions', () => {
  it('are the built-in ones, as Graph shows them', async () => {
    const { body } = await bench.call('GET', definitions);
    expect((body.value as readonly unknown[]).length).toBeGreaterThanOrEqual(builtInRoles.length);
    expect(await bench.call('GET', `${definitions}/${userAdministrator}`)).toMatchObject({
      status: 200,
      body: {
        '@odata.context': 'https://login.example/v1.0/$metadata#roleManagement/directory/roleDefinitions/$entity',
        id: userAdministrator,
        templateId: userAdministrator,
        displayName: 'User Administrator',
        isBuiltIn: true,
        isEnabled: true,
        resourceScopes: ['/'],
        version: '1',
        rolePermissions: [
          {
            allowedResourceActions: expect.arrayContaining(['microsoft.directory/users/basic/update']),
            condition: null,
            excludedResourceActions: [],
          },
        ],
      },
    });
    const found = await bench.call('GET', `${definitions}?$filter=displayName eq 'user administrator'&$count=true`);
    expect(found.body['@odata.count']).toBe(1);
    expect(found.body.value).toMatchObject([{ id: userAdministrator }]);
    for (const key of ['nothing', nobody]) {
      expect(await bench.call('GET', `${definitions}/${key}`)).toMatchObject({ status: 404 });
    }
  });

  it('answer those who may not know them the same, whether there is such a role or not', async () => {
    for (const path of [definitions, assignments]) {
      const how = { as: 'app', roles: ['User.Read.All'] } as const;
      expect(await bench.call('GET', `${path}/${nobody}`, how)).toMatchObject({ status: 403 });
      expect(await bench.call('GET', `${path}/nothing`, how)).toMatchObject({ status: 403 });
    }
  });

  it.each([
    ['PATCH', { body: { isEnabled: false } }],
    ['DELETE', {}],
  ])('that are built in refuse %s', async (method, how) => {
    const answer = await bench.call(method, `${definitions}/${userAdministrator}`, how);
    expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.stringMatching(/built-in/) } } });
  });
});

describe('a role of the tenant’s own', () => {
  it('is made, found, changed and deleted, each noted in the journal', async () => {
    const templateId = 'c0000000-0000-4000-8000-000000000001';
    const body = draft({ displayName: 'Namer', templateId, version: '1.0', resourceScopes: ['/'] });
    const answer = await bench.call('POST', definitions, { body });
    expect(answer).toMatchObject({ status: 201, body: { displayName: 'Namer', templateId, isBuiltIn: false } });
    const id = String(answer.body.id);
    const change = { displayName: 'Renamer', isEnabled: false, description: null };
    expect(await bench.call('PATCH', `${definitions}/${id}`, { body: change })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${definitions}/${id}`)).body).toMatchObject({
      ...change,
      templateId,
      rolePermissions: [{ allowedResourceActions: ['microsoft.directory/users/basic/update'] }],
    });
    expect((await bench.call('GET', `${definitions}?$filter=isBuiltIn eq false`)).body.value).toMatchObject([{ id }]);
    expect(await bench.call('DELETE', `${definitions}/${id}`)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', `${definitions}/${id}`)).toMatchObject({ status: 404 });
    const entries = await bench.directory.perform(tenant, by, changesOf(['role-definition'], 0, 100));
    expect(entries).toMatchObject([
      { operation: 'role-definition.create', target: { id, name: 'Namer' } },
      {
        operation: 'role-definition.update',
        changes: expect.arrayContaining([{ property: 'displayName', old: 'Namer', new: 'Renamer' }]),
      },
      { operation: 'role-definition.delete' },
    ]);
  });

  it.each([
    ['no name', { displayName: undefined }],
    ['the name of another role', { displayName: 'user administrator' }],
    ['a template id that is none', { templateId: 'mine' }],
    ['the template id of a built-in role', { templateId: userAdministrator }],
    ['no actions', { rolePermissions: [] }],
    ['a wildcard', { rolePermissions: [{ allowedResourceActions: ['microsoft.directory/users/*'] }] }],
    ['an action of another service', { rolePermissions: [{ allowedResourceActions: ['microsoft.azure/x/y'] }] }],
    [
      'an action by which it could give roles',
      { rolePermissions: [{ allowedResourceActions: ['microsoft.directory/roleAssignments/allProperties/allTasks'] }] },
    ],
    [
      'a condition',
      {
        rolePermissions: [
          { allowedResourceActions: ['microsoft.directory/users/basic/update'], condition: '$ResourceIsSelf' },
        ],
      },
    ],
    [
      'excluded actions',
      {
        rolePermissions: [
          {
            allowedResourceActions: ['microsoft.directory/users/basic/update'],
            excludedResourceActions: ['microsoft.directory/users/delete'],
          },
        ],
      },
    ],
    ['a narrower resource scope', { resourceScopes: ['/x'] }],
    ['what it cannot say of itself', { isBuiltIn: true }],
  ])('is refused with %s, and nothing is kept', async (_title, more) => {
    const count = async () => ((await bench.call('GET', definitions)).body.value as readonly unknown[]).length;
    const before = await count();
    expect(await bench.call('POST', definitions, { body: draft(more) })).toMatchObject({
      status: 400,
      body: { error: { code: 'Request_BadRequest' } },
    });
    expect(await count()).toBe(before);
  });

  it('cannot be changed into what it could not be made as, nor by whoever read an older state', async () => {
    const id = await made();
    const path = `${definitions}/${id}`;
    const { headers } = await bench.call('GET', path);
    const wild = { rolePermissions: [{ allowedResourceActions: ['microsoft.directory/*'] }] };
    expect(await bench.call('PATCH', path, { body: wild })).toMatchObject({ status: 400 });
    expect(await bench.call('PATCH', path, { body: { displayName: 'Global Reader' } })).toMatchObject({ status: 400 });
    expect(await bench.call('PATCH', path, { body: { templateId: nobody } })).toMatchObject({ status: 400 });
    const change = { headers: { 'if-match': String(headers.etag) }, body: { description: 'y' } };
    expect(await bench.call('PATCH', path, change)).toMatchObject({ status: 204 });
    expect(await bench.call('PATCH', path, change)).toMatchObject({ status: 412 });
    expect(await bench.call('DELETE', path, { headers: change.headers })).toMatchObject({ status: 412 });
  });

  it('is made by those alone who give roles, with the one permission', async () => {
    const least = ['RoleManagement.ReadWrite.Directory'];
    const post = (how: BenchCall) => bench.call('POST', definitions, { body: draft(), ...how });
    expect(await post({ scopes: least })).toMatchObject({ status: 201 });
    expect(await post({ scopes: ['RoleManagement.Read.Directory'] })).toMatchObject({ status: 403 });
    expect(await post({ as: blake, scopes: least })).toMatchObject({ status: 403 });
    expect(await post({ as: 'app', roles: least })).toMatchObject({ status: 201 });
    expect(await post({ as: 'app', roles: ['Directory.Read.All'] })).toMatchObject({ status: 403 });
  });

  it('gives what it allows from the next call on, and nothing when it is off or gone', async () => {
    const role = await made();
    expect(await rename(casey, blake)).toMatchObject({ status: 403 });
    expect(await give(blake, role)).toMatchObject({ status: 201 });
    expect(await rename(casey, blake)).toMatchObject({ status: 204 });
    await bench.call('PATCH', `${definitions}/${role}`, { body: { isEnabled: false } });
    expect(await rename(casey, blake)).toMatchObject({ status: 403 });
    expect(await give(drew, role)).toMatchObject({ status: 400 });
    await bench.call('PATCH', `${definitions}/${role}`, { body: { isEnabled: true } });
    expect(await rename(casey, blake)).toMatchObject({ status: 204 });
    expect(await bench.call('DELETE', `${definitions}/${role}`)).toMatchObject({ status: 204 });
    expect(await rename(casey, blake)).toMatchObject({ status: 403 });
    const left = await bench.call('GET', `${assignments}?$filter=roleDefinitionId eq '${role}'`);
    expect(left.body.value).toEqual([]);
    const entries = await bench.directory.perform(tenant, by, changesOf(['role-assignment'], 0, 1_000));
    expect(entries.at(-1)).toMatchObject({
      operation: 'role-assignment.delete',
      changes: expect.arrayContaining([{ property: 'principalId', old: blake }]),
    });
  });

  it('is no role of another tenant', async () => {
    const id = await made({ displayName: 'Ours' });
    const theirs = {
      tenant: otherTenant,
      as: 'app',
      roles: ['RoleManagement.ReadWrite.Directory', 'Directory.Read.All'],
    } as const;
    expect(await bench.call('GET', `${definitions}/${id}`, theirs)).toMatchObject({ status: 404 });
    expect(await bench.call('PATCH', `${definitions}/${id}`, { ...theirs, body: { isEnabled: false } })).toMatchObject({
      status: 404,
    });
    expect(await bench.call('DELETE', `${definitions}/${id}`, theirs)).toMatchObject({ status: 404 });
    expect((await bench.call('GET', `${definitions}?$filter=displayName eq 'Ours'`, theirs)).body.value).toEqual([]);
    expect(await give(mallory, id, '/', theirs)).toMatchObject({ status: 404 });
  });
});

describe('role assignments', () => {
  it('are given, found by what they say, expanded and taken back', async () => {
    const answer = await give(blake, userAdministrator.toUpperCase());
    const said = { principalId: blake, roleDefinitionId: userAdministrator, directoryScopeId: '/' };
    expect(answer).toMatchObject({ status: 201, body: { ...said, appScopeId: null } });
    const id = String(answer.body.id);
    expect(await bench.call('GET', `${assignments}/${id}`)).toMatchObject({ status: 200, body: { id, ...said } });
    for (const filter of [
      `principalId eq '${blake}'`,
      `roleDefinitionId eq '${userAdministrator}'`,
      `principalId eq '${blake}' and roleDefinitionId eq '${userAdministrator}' and directoryScopeId eq '/'`,
    ]) {
      const { body } = await bench.call('GET', `${assignments}?$filter=${filter}`);
      expect(body.value, filter).toMatchObject([{ id, ...said }]);
    }
    const other = await bench.call('GET', `${assignments}?$filter=principalId eq '${drew}'&$count=true`);
    expect(other.body['@odata.count']).toBe(0);
    expect(other.body.value).toEqual([]);
    const one = `${assignments}/${id}?$expand=`;
    expect((await bench.call('GET', `${one}principal`)).body.principal).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      displayName: 'blake',
    });
    expect((await bench.call('GET', `${one}roleDefinition($select=displayName)`)).body.roleDefinition).toEqual({
      displayName: 'User Administrator',
    });
    expect((await bench.call('GET', `${one}directoryScope`)).body.directoryScope).toBeNull();
    expect(await bench.call('DELETE', `${assignments}/${id}`)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', `${assignments}/${id}`)).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', `${assignments}/${id}`)).toMatchObject({ status: 404 });
  });

  it('are listed each once, page by page', async () => {
    const given = [await give(blake, userAdministrator), await give(casey, userAdministrator)];
    const seen: string[] = [];
    let url: string | undefined = `${assignments}?$top=1`;
    for (let page = 0; url !== undefined && page < 20; page += 1) {
      const { body } = await bench.call('GET', url);
      seen.push(...(body.value as readonly { readonly principalId: string }[]).map(({ principalId }) => principalId));
      url = (body['@odata.nextLink'] as string | undefined)?.slice('https://login.example/v1.0'.length);
    }
    expect(seen.sort()).toEqual([avery, blake, casey].sort());
    for (const { body } of given) await bench.call('DELETE', `${assignments}/${String(body.id)}`);
  });

  it.each([
    ['a role that there is not', { roleDefinitionId: nobody }, 404],
    ['a role by a text that is no id', { roleDefinitionId: 'x' }, 404],
    ['somebody who is not there', { principalId: nobody }, 404],
    ['somebody of another tenant', { principalId: mallory }, 404],
    ['somebody by a text that is no id', { principalId: 'x' }, 404],
    ['what members may do by default', { roleDefinitionId: 'a0b1b346-4d3e-4e8b-98f8-753987be4970' }, 400],
    ['what guests may do by default', { roleDefinitionId: '10dae51f-b6af-4016-8d66-8c2a99b929b3' }, 400],
    ['what restricted guests may do', { roleDefinitionId: '2af84b1e-32c8-42b7-82bc-daa82404023b' }, 400],
    ['no scope', { directoryScopeId: undefined }, 400],
    ['an app scope', { appScopeId: '/x' }, 400],
    ['a scope that is none', { directoryScopeId: 'everything' }, 400],
    ['a scope of dashes', { directoryScopeId: `/${'-'.repeat(36)}` }, 400],
    ['a unit that is not there', { directoryScopeId: `/administrativeUnits/${nobody}` }, 404],
    ['a unit that is a person', { directoryScopeId: `/administrativeUnits/${casey}` }, 404],
    ['an object of another tenant', { directoryScopeId: `/${mallory}` }, 404],
    [
      'a role for one person that acts on applications',
      { roleDefinitionId: applicationAdministrator, directoryScopeId: `/${casey}` },
      400,
    ],
    [
      'a role for one person that acts on the tenant',
      { roleDefinitionId: globalAdministrator, directoryScopeId: `/${casey}` },
      400,
    ],
    ['a property that assignments do not have', { shoeSize: 43 }, 400],
  ])('are refused for %s, and nothing is kept', async (_title, more, status) => {
    const body = { principalId: drew, roleDefinitionId: userAdministrator, directoryScopeId: '/', ...more };
    expect(await bench.call('POST', assignments, { body })).toMatchObject({ status });
    const kept = await bench.call('GET', `${assignments}?$filter=principalId eq '${drew}'`);
    expect(kept.body.value).toEqual([]);
  });

  it('are given to one principal once for each scope', async () => {
    const first = await give(blake, userAdministrator);
    expect(await give(blake, userAdministrator)).toMatchObject({ status: 400 });
    const narrow = await give(blake, userAdministrator, `/${casey}`);
    expect(narrow).toMatchObject({ status: 201, body: { directoryScopeId: `/${casey}` } });
    const found = await bench.call('GET', `${assignments}?$filter=directoryScopeId eq '/${casey}'`);
    expect(found.body.value).toMatchObject([{ id: narrow.body.id }]);
    const scope = await bench.call('GET', `${assignments}/${String(narrow.body.id)}?$expand=directoryScope`);
    expect(scope.body.directoryScope).toMatchObject({ id: casey });
    for (const { body } of [first, narrow]) await bench.call('DELETE', `${assignments}/${String(body.id)}`);
  });

  it('keep their scope in one spelling, however it was written', async () => {
    const unit = await bench.call('POST', '/directory/administrativeUnits', { body: { displayName: 'North' } });
    const id = String(unit.body.id);
    const given = await give(blake, userAdministrator, `/administrativeunits/${id.toUpperCase()}`);
    const directoryScopeId = `/administrativeUnits/${id}`;
    expect(given).toMatchObject({ status: 201, body: { directoryScopeId } });
    expect(await give(blake, userAdministrator, directoryScopeId)).toMatchObject({ status: 400 });
    const listed = await bench.call('GET', `/directory/administrativeUnits/${id}/scopedRoleMembers`);
    expect(listed.body.value).toMatchObject([{ id: given.body.id }]);
    await bench.call('DELETE', `${assignments}/${String(given.body.id)}`);
  });

  it('are given and taken back by those alone who give roles', async () => {
    const scopes = ['RoleManagement.ReadWrite.Directory'];
    expect(await give(drew, userAdministrator, '/', { as: blake, scopes })).toMatchObject({ status: 403 });
    expect(await give(drew, userAdministrator, '/', { scopes: ['Directory.ReadWrite.All'] })).toMatchObject({
      status: 403,
    });
    const least = await give(drew, userAdministrator, '/', { scopes });
    expect(least).toMatchObject({ status: 201 });
    const one = `${assignments}/${String(least.body.id)}`;
    expect(await bench.call('DELETE', one, { as: blake, scopes })).toMatchObject({ status: 403 });
    expect(await bench.call('GET', one, { as: 'app', roles: ['User.Read.All'] })).toMatchObject({ status: 403 });
    const theirs = { tenant: otherTenant, as: 'app', roles: scopes } as const;
    expect(await bench.call('GET', one, theirs)).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', one, theirs)).toMatchObject({ status: 404 });
    const byPrincipal = await bench.call('GET', `${assignments}?$filter=principalId eq '${drew}'`, theirs);
    expect(byPrincipal.body.value).toEqual([]);
    expect(await bench.call('DELETE', one, { scopes })).toMatchObject({ status: 204 });
  });

  it('of the last Global Administrator cannot be taken back', async () => {
    const { body } = await bench.call('GET', `${assignments}?$filter=principalId eq '${avery}'`);
    const [{ id = '' } = {}] = body.value as readonly { readonly id?: string }[];
    expect(await bench.call('DELETE', `${assignments}/${id}`)).toMatchObject({ status: 400 });
    const outcome = await bench.directory.perform(tenant, by, removeRoleAssignment(id));
    expect(isRefused(outcome) && outcome.reason).toBe('last_administrator');
  });
});

describe('a role for one object', () => {
  it('reaches that object and no other, until it is taken back', async () => {
    const given = await give(blake, userAdministrator, `/${casey}`);
    expect(await rename(casey, blake)).toMatchObject({ status: 204 });
    expect(await rename(drew, blake)).toMatchObject({ status: 403 });
    await bench.call('DELETE', `${assignments}/${String(given.body.id)}`);
    expect(await rename(casey, blake)).toMatchObject({ status: 403 });
  });
});

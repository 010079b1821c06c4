import { assignableRoles, builtInRoles } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesOf } from '../../../../directory/index.js';
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
const mallory = personId('mallory');
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const privilegedRoleAdministrator = 'e8611ab8-c189-46e8-94e1-60213ab1f814';
const nobody = '70000000-0000-4000-8000-0000000000ff';
const userRole = 'a0b1b346-4d3e-4e8b-98f8-753987be4970';
const by = { actor: { kind: 'operator', name: 'test' } } as const;
const reference = (id: string) => ({ '@odata.id': `https://graph.example/v1.0/directoryObjects/${id}` });
const membersOf = (role: string) => `/directoryRoles/${role}/members`;
const add = (role: string, id: string, how: BenchCall = {}) =>
  bench.call('POST', `${membersOf(role)}/$ref`, { ...how, body: reference(id) });
const remove = (role: string, id: string, how: BenchCall = {}) =>
  bench.call('DELETE', `${membersOf(role)}/${id}/$ref`, how);
const ids = (body: Readonly<Record<string, unknown>>) =>
  (body.value as readonly { readonly id: string }[]).map(({ id }) => id).sort();

describe('directory roles', () => {
  it('are the built-in roles, all of them active, by the ids of their templates', async () => {
    const { body } = await bench.call('GET', '/directoryRoles');
    expect(ids(body)).toEqual(assignableRoles.map(({ id }) => id).sort());
    expect(body.value).toContainEqual({
      id: globalReader,
      deletedDateTime: null,
      description: expect.any(String),
      displayName: 'Global Reader',
      roleTemplateId: globalReader,
    });
    const counted = await bench.call('GET', '/directoryRoles?$count=true&$top=1', {
      headers: { ConsistencyLevel: 'eventual' },
    });
    expect(counted.body['@odata.count']).toBe(assignableRoles.length);
    const filtered = await bench.call('GET', `/directoryRoles?$filter=roleTemplateId eq '${globalReader}'`);
    expect(ids(filtered.body)).toEqual([globalReader]);
  });

  it.each([`/${globalReader}`, `(roleTemplateId='${globalReader.toUpperCase()}')`, `/roleTemplateId=${globalReader}`])(
    'answer %s',
    async (key) => {
      const expected = key.startsWith('/roleTemplateId')
        ? { status: 404 }
        : { status: 200, body: { id: globalReader } };
      expect(await bench.call('GET', `/directoryRoles${key}`)).toMatchObject(expected);
    },
  );

  it.each([`/${userRole}`, '/nothing', "(roleTemplateId='nothing')", `/${avery}`])('are not %s', async (key) => {
    expect(await bench.call('GET', `/directoryRoles${key}`)).toMatchObject({ status: 404 });
    expect(await bench.call('GET', `/directoryRoles${key}/members`)).toMatchObject({ status: 404 });
  });

  it('answer with the role when one is to be made active', async () => {
    const answer = await bench.call('POST', '/directoryRoles', { body: { roleTemplateId: globalReader } });
    expect(answer).toMatchObject({ status: 201, body: { id: globalReader } });
    expect(answer.headers.location).toBe(`https://login.example/v1.0/directoryRoles/${globalReader}`);
    expect(await bench.call('POST', '/directoryRoles', { body: { roleTemplateId: userRole } })).toMatchObject({
      status: 404,
    });
    expect(await bench.call('POST', '/directoryRoles', { body: {} })).toMatchObject({ status: 400 });
  });

  it('have templates, also for what people may do without a role', async () => {
    const { body } = await bench.call('GET', '/directoryRoleTemplates');
    expect(ids(body)).toEqual(builtInRoles.map(({ id }) => id).sort());
    const counted = await bench.call('GET', '/directoryRoleTemplates?$count=true&$top=1', {
      headers: { ConsistencyLevel: 'eventual' },
    });
    expect(counted.body['@odata.count']).toBe(builtInRoles.length);
    expect(await bench.call('GET', `/directoryRoleTemplates/${userRole}`)).toMatchObject({
      status: 200,
      body: { id: userRole, displayName: 'User' },
    });
    expect(await bench.call('GET', '/directoryRoleTemplates/nothing')).toMatchObject({ status: 404 });
  });

  it('answer those who may not know them the same, whether there is such a role or not', async () => {
    for (const key of [globalReader, nobody, 'nothing']) {
      const how = { as: 'app', roles: ['User.Read.All'] } as const;
      expect(await bench.call('GET', `/directoryRoles/${key}`, how)).toMatchObject({ status: 403 });
    }
  });

  it('are read with the least permission, and not without it', async () => {
    const least = ['RoleManagement.Read.Directory'];
    for (const url of ['/directoryRoles', `/directoryRoles/${globalReader}`, membersOf(globalReader)]) {
      expect(await bench.call('GET', url, { as: blake, scopes: least })).toMatchObject({ status: 200 });
      expect(await bench.call('GET', url, { as: 'app', roles: least })).toMatchObject({ status: 200 });
      expect(await bench.call('GET', url, { as: 'app', roles: ['User.Read.All'] })).toMatchObject({ status: 403 });
    }
  });
});

describe('the members of a role', () => {
  it('are added once, listed, expanded and removed, each noted as a role assignment', async () => {
    const before = await bench.directory.perform(tenant, by, changesOf(['role-assignment'], 0, 1_000));
    expect(await add(globalReader, blake)).toMatchObject({ status: 204 });
    const again = await add(globalReader, blake);
    expect(again).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining("'members'") } } });
    expect((await bench.call('GET', membersOf(globalReader))).body.value).toMatchObject([
      { '@odata.type': '#microsoft.graph.user', id: blake, displayName: 'blake' },
    ]);
    const expanded = await bench.call('GET', `/directoryRoles/${globalReader}?$expand=members`);
    expect(expanded.body).toMatchObject({ members: [{ id: blake }] });
    expect(await remove(globalReader, blake)).toMatchObject({ status: 204 });
    expect(await remove(globalReader, blake)).toMatchObject({ status: 404 });
    expect((await bench.call('GET', membersOf(globalReader))).body.value).toEqual([]);
    const entries = await bench.directory.perform(tenant, by, changesOf(['role-assignment'], 0, 1_000));
    expect(entries.slice(before.length)).toMatchObject([
      {
        operation: 'role-assignment.create',
        changes: expect.arrayContaining([
          { property: 'principalId', new: blake },
          { property: 'roleDefinitionId', new: globalReader },
          { property: 'directoryScopeId', new: '/' },
        ]),
      },
      { operation: 'role-assignment.delete' },
    ]);
  });

  it('are added by the template of the role, too', async () => {
    const path = `/directoryRoles(roleTemplateId='${globalReader}')/members`;
    expect(await bench.call('POST', `${path}/$ref`, { body: reference(casey) })).toMatchObject({ status: 204 });
    expect(ids((await bench.call('GET', path)).body)).toEqual([casey]);
    expect(await bench.call('DELETE', `${path}/${casey}/$ref`)).toMatchObject({ status: 204 });
  });

  it('are groups only that were made for roles', async () => {
    const group = async (isAssignableToRole: boolean) => {
      const displayName = `group ${isAssignableToRole}`;
      const nickname = `group-${isAssignableToRole}`;
      const body = {
        displayName,
        mailEnabled: false,
        mailNickname: nickname,
        securityEnabled: true,
        isAssignableToRole,
      };
      return String((await bench.call('POST', '/groups', { body })).body.id);
    };
    expect(await add(globalReader, await group(false))).toMatchObject({ status: 400 });
    const assignable = await group(true);
    expect(await add(globalReader, assignable)).toMatchObject({ status: 204 });
    expect(await remove(globalReader, assignable)).toMatchObject({ status: 204 });
  });

  it('are nobody of another tenant, and nothing that cannot act', async () => {
    const unit = await bench.call('POST', '/directory/administrativeUnits', { body: { displayName: 'x' } });
    for (const id of [mallory, String(unit.body.id), nobody]) {
      expect(await add(globalReader, id)).toMatchObject({ status: 404 });
    }
    expect((await bench.call('GET', membersOf(globalReader))).body.value).toEqual([]);
  });

  it('are seen by each tenant of its own alone', async () => {
    await add(globalReader, blake);
    const theirs = { tenant: otherTenant, as: 'app', roles: ['RoleManagement.ReadWrite.Directory'] } as const;
    expect((await bench.call('GET', membersOf(globalReader), theirs)).body.value).toEqual([]);
    expect(await remove(globalReader, blake, theirs)).toMatchObject({ status: 404 });
    await remove(globalReader, blake);
  });

  it('are shown by their ids alone to an application that may not read people', async () => {
    const answer = await bench.call('GET', membersOf(globalAdministrator), {
      as: 'app',
      roles: ['RoleManagement.Read.Directory'],
    });
    expect(answer.body.value).toMatchObject([{ id: avery, displayName: null, userPrincipalName: null }]);
  });
});

describe('giving roles', () => {
  it('is for Privileged Role Administrators and Global Administrators', async () => {
    const scopes = ['RoleManagement.ReadWrite.Directory'];
    expect(await add(globalReader, casey, { as: blake, scopes })).toMatchObject({ status: 403 });
    expect(await add(globalReader, casey, { scopes: ['RoleManagement.Read.Directory'] })).toMatchObject({
      status: 403,
    });
    for (const role of ['9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', 'fe930be7-5e62-47db-91af-98c3a49a38b1', globalReader]) {
      await add(role, blake);
      expect(await add(globalReader, casey, { as: blake, scopes }), role).toMatchObject({ status: 403 });
      await remove(role, blake);
    }
    await add(privilegedRoleAdministrator, blake);
    expect(await add(globalReader, casey, { as: blake, scopes })).toMatchObject({ status: 204 });
    expect(await remove(globalReader, casey, { as: blake, scopes })).toMatchObject({ status: 204 });
    await remove(privilegedRoleAdministrator, blake);
    expect(await add(globalReader, casey, { as: blake, scopes })).toMatchObject({ status: 403 });
  });

  it('leaves the tenant somebody who administers it', async () => {
    const refusal = { status: 400, body: { error: { message: expect.stringContaining('last Global Administrator') } } };
    expect(await remove(globalAdministrator, avery)).toMatchObject(refusal);
    await add(globalAdministrator, casey);
    expect(await remove(globalAdministrator, casey)).toMatchObject({ status: 204 });
    expect(await remove(globalAdministrator, avery)).toMatchObject(refusal);
    expect(ids((await bench.call('GET', membersOf(globalAdministrator))).body)).toEqual([avery]);
  });

  it('counts nobody as an administrator who cannot sign in', async () => {
    await add(globalAdministrator, casey);
    await bench.call('PATCH', `/users/${casey}`, { body: { accountEnabled: false } });
    expect(await remove(globalAdministrator, avery)).toMatchObject({ status: 400 });
    expect(await remove(globalAdministrator, casey)).toMatchObject({ status: 204 });
    await bench.call('PATCH', `/users/${casey}`, { body: { accountEnabled: true } });
  });

  it('lets one of two who leave at the same time go, and keeps the other', async () => {
    await add(globalAdministrator, casey);
    const answers = await Promise.all([remove(globalAdministrator, casey), remove(globalAdministrator, avery)]);
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([204, 400]));
    const left = ids(
      (await bench.call('GET', membersOf(globalAdministrator), { as: 'app', roles: ['Directory.Read.All'] })).body,
    );
    expect(left).toHaveLength(1);
    const root = { as: 'app', roles: ['RoleManagement.ReadWrite.Directory'] } as const;
    if (left[0] === casey) {
      await add(globalAdministrator, avery, root);
      await remove(globalAdministrator, casey, root);
    }
  });
});

import { roleTemplateIds } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoleAssignment } from '../../../../directory/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
  const role = { roleDefinitionId: roleTemplateIds.conditionalAccessAdministrator, directoryScopeId: '/' };
  const by = { actor: { kind: 'operator', name: 'test' } } as const;
  await bench.directory.perform(tenant, by, createRoleAssignment({ ...role, principalId: personId('casey') }));
});
afterAll(() => bench.close());

const url = '/identity/conditionalAccess/authenticationContextClassReferences';

describe('an authentication context', () => {
  it('is made by whoever first says something of it', async () => {
    const body = { displayName: 'Payments', description: 'Before money moves', isAvailable: true };
    expect(await bench.call('PATCH', `${url}/c1`, { body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${url}/c1`)).body).toEqual({
      '@odata.context': `https://login.example/v1.0/$metadata#${url.slice(1)}/$entity`,
      id: 'c1',
      ...body,
    });
    expect(await bench.call('PATCH', `${url}/c1`, { body: { description: null } })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${url}/c1`)).body).toMatchObject({ displayName: 'Payments', description: null });
    const made = await bench.call('POST', url, { body: { id: 'c99', displayName: 'Secrets' } });
    expect(made).toMatchObject({ status: 201, body: { id: 'c99', isAvailable: false } });
    expect(await bench.call('POST', url, { body: { id: 'c99', displayName: 'Again' } })).toMatchObject({ status: 400 });
    expect((await bench.call('GET', `${url}?$filter=isAvailable eq true`)).body.value).toMatchObject([{ id: 'c1' }]);
    const told = (await bench.journal()).filter(({ target }) => target.id === 'c1').map(({ operation }) => operation);
    expect(told).toEqual(['authentication-context.create', 'authentication-context.update']);
  });

  it.each(['c0', 'c100', 'c01', 'payments', 'C1'])('is not called %s', async (id) => {
    expect(await bench.call('PATCH', `${url}/${id}`, { body: { displayName: 'x' } })).toMatchObject({ status: 400 });
    expect(await bench.call('GET', `${url}/${id}`)).toMatchObject({ status: 404 });
  });

  it('has a name', async () => {
    expect(await bench.call('PATCH', `${url}/c2`, { body: { description: 'x' } })).toMatchObject({ status: 400 });
    expect(await bench.call('PATCH', `${url}/c2`, { body: { displayName: 'x', id: 'c3' } })).toMatchObject({
      status: 400,
    });
  });

  it('goes when it is not published and no policy names it', async () => {
    await bench.call('PATCH', `${url}/c5`, { body: { displayName: 'Temporary', isAvailable: true } });
    expect(await bench.call('DELETE', `${url}/c5`)).toMatchObject({ status: 400 });
    expect(await bench.call('PATCH', `${url}/c5`, { body: { isAvailable: false } })).toMatchObject({ status: 204 });
    const policy = await bench.call('POST', '/identity/conditionalAccess/policies', {
      body: {
        displayName: 'Step up',
        state: 'disabled',
        conditions: {
          users: { includeUsers: ['All'] },
          applications: { includeAuthenticationContextClassReferences: ['c5'] },
        },
        grantControls: { operator: 'OR', builtInControls: ['mfa'] },
      },
    });
    expect(policy.status).toBe(201);
    expect(await bench.call('DELETE', `${url}/c5`)).toMatchObject({ status: 400 });
    await bench.call('DELETE', `/identity/conditionalAccess/policies/${String(policy.body.id)}`);
    expect(await bench.call('DELETE', `${url}/c5`)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', `${url}/c5`)).toMatchObject({ status: 404 });
  });

  it('is not changed when it is not what the caller read', async () => {
    await bench.call('PATCH', `${url}/c7`, { body: { displayName: 'x' } });
    const headers = { 'if-match': 'W/"other"' };
    expect(await bench.call('PATCH', `${url}/c7`, { headers, body: { displayName: 'y' } })).toMatchObject({
      status: 412,
    });
  });
});

describe('who may', () => {
  const body = { displayName: 'Theirs' };
  it('is an administrator of Conditional Access, or an app', async () => {
    const write = ['AuthenticationContext.ReadWrite.All'];
    const read = ['AuthenticationContext.Read.All'];
    expect(await bench.call('PATCH', `${url}/c8`, { as: personId('casey'), scopes: write, body })).toMatchObject({
      status: 204,
    });
    expect(await bench.call('PATCH', `${url}/c8`, { as: personId('blake'), scopes: write, body })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('PATCH', `${url}/c8`, { as: personId('casey'), scopes: read, body })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('GET', url, { as: 'app', roles: read })).toMatchObject({ status: 200 });
    expect(await bench.call('GET', url, { as: 'app', roles: ['User.Read.All'] })).toMatchObject({ status: 403 });
    const theirs = { tenant: otherTenant, as: 'app', roles: write } as const;
    expect(await bench.call('GET', `${url}/c8`, theirs)).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', `${url}/c8`, theirs)).toMatchObject({ status: 404 });
    expect(await bench.call('PATCH', `${url}/c8`, { ...theirs, body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${url}/c8`)).body).toMatchObject(body);
  });
});

import { roleTemplateIds } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoleAssignment } from '../../../../directory/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

const sales = '90000000-0000-4000-8000-000000000001';
const orders = '20000000-0000-4000-8000-000000000001';
const phone = '20000000-0000-4000-8000-000000000002';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench({
    groups: [{ id: sales, displayName: 'Sales' }],
    applications: [
      { appId: orders, displayName: 'Orders' },
      { appId: phone, displayName: 'Phone', isFallbackPublicClient: true },
    ],
    servicePrincipals: [{ appId: orders }, { appId: phone }],
  });
  const give = (principalId: string, roleDefinitionId: string) =>
    bench.directory.perform(
      tenant,
      { actor: { kind: 'operator', name: 'test' } },
      createRoleAssignment({ roleDefinitionId, principalId, directoryScopeId: '/' }),
    );
  await give(personId('casey'), roleTemplateIds.conditionalAccessAdministrator);
  await give(personId('drew'), roleTemplateIds.securityReader);
});
afterAll(() => bench.close());

const url = '/identity/conditionalAccess/policies';

const draft = (change: object = {}, conditions: object = {}) => ({
  displayName: 'Second factor for all',
  state: 'enabledForReportingButNotEnforced',
  conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] }, ...conditions },
  grantControls: { operator: 'or', builtInControls: ['mfa'] },
  ...change,
});

async function make(change: object = {}, conditions: object = {}): Promise<string> {
  const made = await bench.call('POST', url, { body: draft(change, conditions) });
  expect(made.status).toBe(201);
  return String(made.body.id);
}

describe('a policy of another tenant', () => {
  it('is not there, whatever the way', async () => {
    const id = await make();
    const how = {
      tenant: otherTenant,
      as: 'app',
      roles: ['Policy.Read.All', 'Policy.ReadWrite.ConditionalAccess', 'Application.Read.All'],
    } as const;
    expect(await bench.call('GET', `${url}/${id}`, how)).toMatchObject({ status: 404 });
    expect(await bench.call('PATCH', `${url}/${id}`, { ...how, body: { state: 'disabled' } })).toMatchObject({
      status: 404,
    });
    expect(await bench.call('DELETE', `${url}/${id}`, how)).toMatchObject({ status: 404 });
    expect((await bench.call('GET', `${url}?$filter=id eq '${id}'`, how)).body.value).toEqual([]);
  });

  it.each(['nothing', "' or 1=1 --", 'zero%00byte'])('and %s is none', async (id) => {
    expect(await bench.call('GET', `${url}/${id}`)).toMatchObject({ status: 404 });
  });
});

describe('who may', () => {
  const together = ['Policy.ReadWrite.ConditionalAccess', 'Policy.Read.All', 'Application.Read.All'];
  const casey = { as: personId('casey'), scopes: together };
  it('read: whoever administers or reads security, and an app', async () => {
    const scopes = ['Policy.Read.ConditionalAccess'];
    expect(await bench.call('GET', url, { as: personId('drew'), scopes })).toMatchObject({ status: 200 });
    expect(await bench.call('GET', url, { as: personId('blake'), scopes })).toMatchObject({ status: 403 });
    expect(await bench.call('GET', url, { as: 'app', roles: scopes })).toMatchObject({ status: 200 });
    expect(await bench.call('GET', url, { as: 'app', roles: ['Directory.Read.All'] })).toMatchObject({ status: 403 });
  });

  it('write: with all three permissions together', async () => {
    expect(await bench.call('POST', url, { ...casey, body: draft() })).toMatchObject({ status: 201 });
    for (const missing of together) {
      const roles = together.filter((one) => one !== missing);
      expect(await bench.call('POST', url, { as: 'app', roles, body: draft() })).toMatchObject({ status: 403 });
      expect(await bench.call('POST', url, { ...casey, scopes: roles, body: draft() })).toMatchObject({ status: 403 });
    }
    expect(await bench.call('POST', url, { as: 'app', roles: together, body: draft() })).toMatchObject({ status: 201 });
  });

  it('write: nobody who may only read', async () => {
    const id = await make();
    const drew = { as: personId('drew'), scopes: together };
    expect(await bench.call('POST', url, { ...drew, body: draft() })).toMatchObject({ status: 403 });
    expect(await bench.call('PATCH', `${url}/${id}`, { ...drew, body: { state: 'disabled' } })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('DELETE', `${url}/${id}`, drew)).toMatchObject({ status: 403 });
  });
});

describe('templates', () => {
  const path = '/identity/conditionalAccess/templates';
  it('are there to begin with', async () => {
    const { body } = await bench.call('GET', `${path}?$filter=name eq 'Block legacy authentication'`);
    expect(body.value).toEqual([
      expect.objectContaining({
        id: '0b2282f9-2862-4178-88b5-d79340b36cb8',
        scenarios: 'secureFoundation,zeroTrust,remoteWork,protectAdmins',
        details: expect.objectContaining({ grantControls: expect.objectContaining({ builtInControls: ['block'] }) }),
      }),
    ]);
    const one = await bench.call('GET', `${path}/c7503427-338e-4c5e-902d-abe252abfb43`);
    expect(one.body).toMatchObject({ details: { conditions: { clientAppTypes: ['all'] } } });
    expect(await bench.call('GET', `${path}/nothing`)).toMatchObject({ status: 404 });
    const { conditions, grantControls } = (one.body as { details: Record<string, object> }).details;
    await make({ templateId: one.body.id, grantControls }, conditions);
  });
});

describe('a tenant', () => {
  it('has at most 240 policies, whatever their state', async () => {
    const mine = {
      tenant: otherTenant,
      as: 'app',
      roles: ['Policy.ReadWrite.ConditionalAccess', 'Policy.Read.All', 'Application.Read.All'],
    } as const;
    const body = draft({ state: 'disabled' });
    for (let made = 0; made < 240; made += 1) {
      expect(await bench.call('POST', url, { ...mine, body })).toMatchObject({ status: 201 });
    }
    expect(await bench.call('POST', url, { ...mine, body })).toMatchObject({
      status: 403,
      body: { error: { code: 'Directory_QuotaExceeded' } },
    });
  });
});

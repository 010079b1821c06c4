import { roleTemplateIds } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoleAssignment } from '../../../../directory/index.js';
import {
  appObjectId,
  type GraphBench,
  openGraphBench,
  otherTenant,
  personId,
  tenant,
} from '../../graph-bench.fixture.js';

const orders = '20000000-0000-4000-8000-000000000001';
const crm = '20000000-0000-4000-8000-000000000002';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench({
    applications: [
      { appId: orders, displayName: 'Orders', owners: ['ellis@contoso.example'] },
      { appId: crm, displayName: 'CRM' },
    ],
    servicePrincipals: [{ appId: orders }, { appId: crm }],
  });
  const give = (principalId: string, roleDefinitionId: string) =>
    bench.directory.perform(
      tenant,
      { actor: { kind: 'operator', name: 'test' } },
      createRoleAssignment({ roleDefinitionId, principalId, directoryScopeId: '/' }),
    );
  await give(personId('casey'), roleTemplateIds.applicationAdministrator);
  await give(personId('drew'), roleTemplateIds.securityAdministrator);
});
afterAll(() => bench.close());

const lifetime = (text = '02:00:00') => [`{"TokenLifetimePolicy":{"Version":1,"AccessTokenLifetime":"${text}"}}`];
const url = '/policies/tokenLifetimePolicies';
const nobody = '70000000-0000-4000-8000-00000000000f';

async function make(body: object = {}, at = url): Promise<string> {
  const made = await bench.call('POST', at, { body: { displayName: 'Two hours', definition: lifetime(), ...body } });
  expect(made.status).toBe(201);
  return String(made.body.id);
}

describe('every kind of policy with a definition', () => {
  const kinds = [
    ['tokenLifetimePolicies', lifetime()[0]],
    ['claimsMappingPolicies', '{"ClaimsMappingPolicy":{"Version":1,"IncludeBasicClaimSet":"true","ClaimsSchema":[]}}'],
    ['tokenIssuancePolicies', '{"TokenIssuancePolicy":{"Version":1,"TokenResponseSigningPolicy":"TokenOnly"}}'],
    ['homeRealmDiscoveryPolicies', '{"HomeRealmDiscoveryPolicy":{"AccelerateToFederatedDomain":true}}'],
    [
      'activityBasedTimeoutPolicies',
      '{"ActivityBasedTimeoutPolicy":{"Version":1,"ApplicationPolicies":[{"ApplicationId":"default","WebSessionIdleTimeout":"01:00:00"}]}}',
    ],
  ] as const;

  it.each(kinds)('%s is made, found, changed and deleted', async (collection, text) => {
    const path = `/policies/${collection}`;
    const made = await bench.call('POST', path, { body: { displayName: 'Ours', definition: [text] } });
    expect(made).toMatchObject({
      status: 201,
      body: {
        '@odata.context': `https://login.example/v1.0/$metadata#policies/${collection}/$entity`,
        deletedDateTime: null,
        description: null,
        displayName: 'Ours',
        definition: [text],
        isOrganizationDefault: false,
      },
    });
    const one = `${path}/${String(made.body.id)}`;
    expect(await bench.call('PATCH', one, { body: { displayName: 'Theirs' } })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', one)).body).toMatchObject({ displayName: 'Theirs', definition: [text] });
    const list = await bench.call('GET', `${path}?$filter=displayName eq 'theirs'&$select=id`);
    expect(list.body.value).toEqual([{ id: made.body.id }]);
    expect(await bench.call('DELETE', one)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', one)).toMatchObject({ status: 404 });
    const noun = collection
      .replace(/ies$/, 'y')
      .replaceAll(/([A-Z])/g, '-$1')
      .toLowerCase();
    const told = (await bench.journal()).filter(({ target }) => target.id === made.body.id);
    expect(told.map(({ operation }) => operation)).toEqual([`${noun}.create`, `${noun}.update`, `${noun}.delete`]);
  });

  it.each(kinds)('%s takes no definition of another kind', async (collection) => {
    const definition = ['{"OtherPolicy":{"Version":1}}'];
    const answer = await bench.call('POST', `/policies/${collection}`, { body: { displayName: 'x', definition } });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
    expect(answer.body.error?.message).toMatch(/^Property definition has an invalid value\. /);
  });
});

describe('a definition', () => {
  it.each([
    [['{'], "'definition' must be a JSON object written as text"],
    [[], "'definition' must hold exactly one JSON text"],
    [lifetime('00:09:59'), "'TokenLifetimePolicy.AccessTokenLifetime' must be from 00:10:00 to 1.00:00:00"],
  ])('%j is refused, and told why', async (definition, told) => {
    const answer = await bench.call('POST', url, { body: { displayName: 'x', definition } });
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body.error?.message).toContain(told);
  });

  it.each([
    { displayName: 'x' },
    { definition: lifetime() },
    { displayName: 'x', definition: 'text' },
    { displayName: 'x', definition: [...lifetime(), ...lifetime()] },
    { displayName: 'x', definition: lifetime(), type: 'TokenLifetimePolicy' },
    { displayName: 'x'.repeat(257), definition: lifetime() },
    { displayName: 'x', definition: lifetime(), isOrganizationDefault: null },
  ])('cannot stand in %j', async (body) => {
    expect(await bench.call('POST', url, { body })).toMatchObject({ status: 400 });
  });

  it('is held to the same rules at a change, and nothing is kept', async () => {
    const id = await make();
    const body = { displayName: 'Changed', definition: lifetime('2.00:00:00') };
    expect(await bench.call('PATCH', `${url}/${id}`, { body })).toMatchObject({ status: 400 });
    expect((await bench.call('GET', `${url}/${id}`)).body).toMatchObject({ displayName: 'Two hours' });
  });

  it('may name the tenant’s own domains', async () => {
    const joined = (domain: string) => ({
      displayName: 'Names',
      definition: [
        JSON.stringify({
          ClaimsMappingPolicy: {
            Version: 1,
            ClaimsSchema: [
              {
                Source: 'transformation',
                ID: 'out',
                TransformationId: 'T',
                SamlClaimType: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier',
              },
            ],
            ClaimsTransformations: [
              {
                ID: 'T',
                TransformationMethod: 'Join',
                InputClaims: [{ ClaimTypeReferenceId: 'mailnickname', TransformationClaimType: 'string1' }],
                InputParameters: [
                  { ID: 'string2', Value: domain },
                  { ID: 'separator', Value: '@' },
                ],
                OutputClaims: [{ ClaimTypeReferenceId: 'out', TransformationClaimType: 'outputClaim' }],
              },
            ],
          },
        }),
      ],
    });
    const at = '/policies/claimsMappingPolicies';
    expect(await bench.call('POST', at, { body: joined('contoso.example') })).toMatchObject({ status: 201 });
    expect(await bench.call('POST', at, { body: joined('fabrikam.example') })).toMatchObject({ status: 400 });
  });
});

describe('the organization default', () => {
  const by = { as: personId('casey'), scopes: ['Policy.ReadWrite.ApplicationConfiguration'] };
  it('is one policy of a kind at most, and not an application administrator’s', async () => {
    const first = await make({ isOrganizationDefault: true });
    const second = await make();
    const to = (isOrganizationDefault: boolean) => ({ body: { isOrganizationDefault } });
    expect(await bench.call('PATCH', `${url}/${second}`, to(true))).toMatchObject({ status: 400 });
    const issuance = ['{"TokenIssuancePolicy":{"Version":1}}'];
    await make({ definition: issuance, isOrganizationDefault: true }, '/policies/tokenIssuancePolicies');
    expect(await bench.call('PATCH', `${url}/${second}`, { ...by, body: { displayName: 'x' } })).toMatchObject({
      status: 204,
    });
    expect(await bench.call('PATCH', `${url}/${second}`, { ...by, ...to(true) })).toMatchObject({ status: 403 });
    expect(await bench.call('PATCH', `${url}/${first}`, { ...by, body: { displayName: 'x' } })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('DELETE', `${url}/${first}`, by)).toMatchObject({ status: 403 });
    // Nor by another spelling of its id.
    expect(await bench.call('DELETE', `${url}/${first.toUpperCase()}`, by)).toMatchObject({ status: 403 });
    const drew = { ...by, as: personId('drew') };
    expect(await bench.call('PATCH', `${url}/${first}`, { ...drew, ...to(false) })).toMatchObject({ status: 204 });
    expect(await bench.call('PATCH', `${url}/${second}`, { ...drew, ...to(true) })).toMatchObject({ status: 204 });
    expect(await bench.call('DELETE', `${url}/${second}`, drew)).toMatchObject({ status: 204 });
  });

  it('stays one when two claim it at once', async () => {
    const ids = await Promise.all([make(), make(), make()]);
    const answers = await Promise.all(
      ids.map((id) => bench.call('PATCH', `${url}/${id}`, { body: { isOrganizationDefault: true } })),
    );
    expect(answers.map(({ status }) => `${status}`).toSorted()).toEqual(['204', '400', '400']);
  });
});

describe('assigning a policy', () => {
  const application = `/applications(appId='${crm}')`;
  const principal = `/servicePrincipals(appId='${crm}')`;
  const to = (id: string, collection = 'tokenLifetimePolicies') => ({
    '@odata.id': `https://graph.example/v1.0/policies/${collection}/${id}`,
  });

  it('makes it the object’s, and the object one of its own', async () => {
    const id = await make();
    const { body: app } = await bench.call('GET', application);
    const { body: present } = await bench.call('GET', principal);
    for (const holder of [application, principal]) {
      const path = `${holder}/tokenLifetimePolicies`;
      expect(await bench.call('POST', `${path}/$ref`, { body: to(id) })).toMatchObject({ status: 204, text: '' });
      const { body } = await bench.call('GET', path);
      expect(body).toMatchObject({
        '@odata.context': 'https://login.example/v1.0/$metadata#Collection(microsoft.graph.tokenLifetimePolicy)',
        value: [{ id, displayName: 'Two hours' }],
      });
      expect((await bench.call('GET', `${path}/$ref`)).body.value).toEqual([
        { '@odata.id': `https://login.example/v1.0/policies/tokenLifetimePolicies/${id}` },
      ]);
    }
    const applies = await bench.call('GET', `${url}/${id}/appliesTo?$select=id`);
    expect(applies.body.value).toEqual(
      expect.arrayContaining([
        { '@odata.type': '#microsoft.graph.application', id: app.id },
        { '@odata.type': '#microsoft.graph.servicePrincipal', id: present.id },
      ]),
    );
    const seen: unknown[] = [];
    let next: string | undefined = `${url}/${id}/appliesTo?$top=1&$select=id`;
    for (let page = 0; next !== undefined && page < 3; page += 1) {
      const { body } = await bench.call('GET', next);
      seen.push(...(body.value as { id: string }[]).map((one) => one.id));
      next = (body['@odata.nextLink'] as string | undefined)?.slice('https://login.example/v1.0'.length);
    }
    expect(new Set(seen)).toEqual(new Set([app.id, present.id]));
    expect(seen).toHaveLength(2);
    expect(await bench.call('DELETE', `${application}/tokenLifetimePolicies/${id}/$ref`)).toMatchObject({
      status: 204,
    });
    expect(await bench.call('DELETE', `${application}/tokenLifetimePolicies/${id}/$ref`)).toMatchObject({
      status: 404,
    });
    expect((await bench.call('GET', `${application}/tokenLifetimePolicies`)).body.value).toEqual([]);
    const told = (await bench.journal()).filter(({ target }) => target.id === id).map(({ operation }) => operation);
    expect(told).toEqual([
      'token-lifetime-policy.create',
      'token-lifetime-policy.assign',
      'token-lifetime-policy.assign',
      'token-lifetime-policy.unassign',
    ]);
    expect(await bench.call('DELETE', `${url}/${id}`)).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${principal}/tokenLifetimePolicies`)).body.value).toEqual([]);
  });

  it('is refused for a second one, the same one, one of another kind, and one that is not there', async () => {
    const [first, second] = [await make(), await make()];
    const other = await make(
      { definition: ['{"TokenIssuancePolicy":{"Version":1}}'] },
      '/policies/tokenIssuancePolicies',
    );
    const path = `${application}/tokenLifetimePolicies/$ref`;
    expect(await bench.call('POST', path, { body: to(first) })).toMatchObject({ status: 204 });
    expect(await bench.call('POST', path, { body: to(second) })).toMatchObject({
      status: 400,
      body: { error: { code: 'Request_MultipleObjectsWithSameKeyValue' } },
    });
    expect((await bench.call('POST', path, { body: to(first) })).body.error?.message).toMatch(/already exist/);
    expect(await bench.call('POST', path, { body: to(other) })).toMatchObject({ status: 404 });
    expect(await bench.call('POST', path, { body: to(nobody) })).toMatchObject({ status: 404 });
    expect(await bench.call('POST', path, { body: to('nothing') })).toMatchObject({ status: 400 });
    expect(await bench.call('POST', path, { body: {} })).toMatchObject({ status: 400 });
    expect(await bench.call('DELETE', `${application}/tokenLifetimePolicies/nothing/$ref`)).toMatchObject({
      status: 404,
    });
    await bench.call('DELETE', `${application}/tokenLifetimePolicies/${first}/$ref`);
  });

  it('leaves one where two are assigned at once', async () => {
    const ids = await Promise.all([make(), make()]);
    const path = `/applications(appId='${orders}')/tokenLifetimePolicies`;
    const answers = await Promise.all(ids.map((id) => bench.call('POST', `${path}/$ref`, { body: to(id) })));
    expect(answers.map(({ status }) => `${status}`).toSorted()).toEqual(['204', '400']);
    expect((await bench.call('GET', path)).body.value).toHaveLength(1);
  });

  it('is for the kinds of object that Graph has it for', async () => {
    expect(await bench.call('GET', `${principal}/claimsMappingPolicies`)).toMatchObject({ status: 200 });
    expect(await bench.call('GET', `${application}/claimsMappingPolicies`)).toMatchObject({ status: 400 });
    expect(await bench.call('GET', `${application}/activityBasedTimeoutPolicies`)).toMatchObject({ status: 400 });
    expect(await bench.call('GET', `/applications/${nobody}/tokenLifetimePolicies`)).toMatchObject({ status: 404 });
  });

  it('may whoever administers or owns the application, with both permissions', async () => {
    const id = await make();
    const own = `/applications(appId='${orders}')/tokenIssuancePolicies/$ref`;
    const issuance = await make(
      { definition: ['{"TokenIssuancePolicy":{"Version":1}}'] },
      '/policies/tokenIssuancePolicies',
    );
    const body = to(issuance, 'tokenIssuancePolicies');
    const scopes = ['Policy.Read.All', 'Application.ReadWrite.All'];
    expect(await bench.call('POST', own, { as: personId('ellis'), scopes: ['Policy.Read.All'], body })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('POST', own, { as: personId('blake'), scopes, body })).toMatchObject({ status: 403 });
    expect(await bench.call('POST', own, { as: personId('ellis'), scopes, body })).toMatchObject({ status: 204 });
    const path = `${application}/tokenLifetimePolicies/$ref`;
    const roles = ['Application.ReadWrite.OwnedBy', 'Policy.Read.All'];
    expect(await bench.call('POST', path, { as: 'app', roles, body: to(id) })).toMatchObject({ status: 403 });
    expect(await bench.call('POST', path, { as: 'app', roles: scopes, body: to(id) })).toMatchObject({ status: 204 });
    expect(appObjectId).toBeDefined();
  });
});

describe('who may', () => {
  const draft = () => ({ displayName: 'x', definition: lifetime() });
  const writing = ['Policy.ReadWrite.ApplicationConfiguration'];
  it('read: members, and apps with the least permission', async () => {
    expect(await bench.call('GET', url, { as: personId('blake'), scopes: ['Policy.Read.All'] })).toMatchObject({
      status: 200,
    });
    expect(await bench.call('GET', url, { as: 'app', roles: ['Policy.Read.All'] })).toMatchObject({ status: 200 });
    expect(await bench.call('GET', url, { as: 'app', roles: ['Application.Read.All'] })).toMatchObject({ status: 403 });
  });

  it('write: administrators of applications or security, and apps; nobody by default', async () => {
    const body = draft();
    for (const name of ['casey', 'drew'] as const) {
      expect(await bench.call('POST', url, { as: personId(name), scopes: writing, body })).toMatchObject({
        status: 201,
      });
    }
    expect(await bench.call('POST', url, { as: personId('blake'), scopes: writing, body })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('POST', url, { as: personId('casey'), scopes: ['Policy.Read.All'], body })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('POST', url, { as: 'app', roles: writing, body })).toMatchObject({ status: 201 });
    expect(await bench.call('POST', url, { as: 'app', roles: ['Policy.Read.All'], body })).toMatchObject({
      status: 403,
    });
    const id = await make();
    const blake = { as: personId('blake'), scopes: writing };
    expect(await bench.call('PATCH', `${url}/${id}`, { ...blake, body: { displayName: 'y' } })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('DELETE', `${url}/${id}`, blake)).toMatchObject({ status: 403 });
  });
});

describe('a policy of another tenant', () => {
  it('is not there, whatever the way', async () => {
    const id = await make();
    const how = {
      tenant: otherTenant,
      as: 'app',
      roles: ['Policy.ReadWrite.ApplicationConfiguration', 'Application.ReadWrite.All'],
    } as const;
    expect(await bench.call('GET', `${url}/${id}`, how)).toMatchObject({ status: 404 });
    expect(await bench.call('PATCH', `${url}/${id}`, { ...how, body: { displayName: 'x' } })).toMatchObject({
      status: 404,
    });
    expect(await bench.call('DELETE', `${url}/${id}`, how)).toMatchObject({ status: 404 });
    expect(await bench.call('GET', `${url}/${id}/appliesTo`, how)).toMatchObject({ status: 404 });
    expect((await bench.call('GET', `${url}?$filter=id eq '${id}'`, how)).body.value).toEqual([]);
    const theirs = await bench.call('POST', url, { ...how, body: { displayName: 'x', definition: lifetime() } });
    const body = { '@odata.id': `https://login.example/v1.0${url}/${String(theirs.body.id)}` };
    const path = `/applications(appId='${crm}')/tokenLifetimePolicies`;
    expect(await bench.call('POST', `${path}/$ref`, { body })).toMatchObject({ status: 404 });
    expect(await bench.call('GET', path, how)).toMatchObject({ status: 404 });
  });
});

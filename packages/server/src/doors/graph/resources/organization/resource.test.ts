import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

const path = `/organization/${tenant}`;

describe('the organization', () => {
  const contoso = expect.objectContaining({
    id: tenant,
    displayName: 'Contoso',
    verifiedDomains: [
      { capabilities: null, name: 'contoso.example', isDefault: true, isInitial: expect.any(Boolean), type: 'Managed' },
    ],
  });

  it('is a collection with the one tenant of the caller', async () => {
    const { status, body } = await bench.call('GET', '/organization', { as: personId('blake'), scopes: ['User.Read'] });
    expect(status).toBe(200);
    expect(body.value).toEqual([contoso]);
  });

  it('can be named by its id, and no other tenant can', async () => {
    expect(await bench.call('GET', path)).toMatchObject({ status: 200, body: contoso });
    expect(await bench.call('GET', `/organization/${otherTenant}`)).toMatchObject({ status: 404 });
  });

  it('has every property of the reference, empty where nothing is known', async () => {
    expect((await bench.call('GET', path)).body).toMatchObject({
      tenantType: 'AAD',
      assignedPlans: [],
      provisionedPlans: [],
      technicalNotificationMails: [],
      privacyProfile: null,
      onPremisesSyncEnabled: null,
      createdDateTime: expect.stringMatching(/Z$/),
    });
  });

  it('shows those who may read no more than themselves its name and domains alone', async () => {
    await bench.call('PATCH', path, { body: { technicalNotificationMails: ['tech@contoso.example'] } });
    const how = { as: personId('blake'), scopes: ['User.Read'] };
    expect((await bench.call('GET', path, how)).body).toMatchObject({
      displayName: 'Contoso',
      createdDateTime: null,
      technicalNotificationMails: [],
    });
    const wider = { ...how, scopes: ['Organization.Read.All'] };
    expect((await bench.call('GET', path, wider)).body).toMatchObject({
      technicalNotificationMails: ['tech@contoso.example'],
    });
  });

  it.each(['not-a-guid', "' or 1=1 --"])('is not called %s, whoever asks', async (id) => {
    expect(await bench.call('GET', `/organization/${id}`)).toMatchObject({ status: 404 });
    const how = { as: personId('blake'), scopes: [], body: {} };
    expect(await bench.call('PATCH', `/organization/${id}`, how)).toMatchObject({ status: 403 });
  });
});

describe('a change of the organization', () => {
  const change = {
    marketingNotificationEmails: ['marketing@contoso.example'],
    privacyProfile: { contactEmail: 'privacy@contoso.example', statementUrl: 'https://contoso.example/privacy' },
    securityComplianceNotificationMails: ['security@contoso.example'],
    securityComplianceNotificationPhones: ['(555) 456-7890'],
    technicalNotificationMails: ['tech@contoso.example'],
  };

  it('keeps what may be changed, and tells the journal', async () => {
    expect(await bench.call('PATCH', path, { body: change })).toMatchObject({ status: 204, text: '' });
    expect((await bench.call('GET', path)).body).toMatchObject(change);
    await bench.call('PATCH', path, { body: { privacyProfile: { contactEmail: 'p@contoso.example' } } });
    expect((await bench.call('GET', path)).body.privacyProfile).toEqual({
      contactEmail: 'p@contoso.example',
      statementUrl: 'https://contoso.example/privacy',
    });
    const entries = (await bench.journal()).filter(({ target }) => target.type === 'organization');
    expect(entries.at(-1)).toMatchObject({
      operation: 'organization.update',
      changes: [{ property: 'privacyProfile', old: change.privacyProfile, new: { contactEmail: 'p@contoso.example' } }],
    });
  });

  it.each([
    ['its name', { displayName: 'Fabrikam' }],
    ['its domains', { verifiedDomains: [] }],
    ['its address', { city: 'Oslo' }],
    ['a property it does not have', { shoeSize: 43 }],
    ['null for a list', { technicalNotificationMails: null }],
    ['a value of another type', { technicalNotificationMails: [1] }],
    ['one value twice', { technicalNotificationMails: ['a@x.example', 'a@x.example'] }],
  ])('is refused for %s', async (_title, body) => {
    expect(await bench.call('PATCH', path, { body })).toMatchObject({
      status: 400,
      body: { error: { code: 'Request_BadRequest' } },
    });
  });

  it('is refused when it changed since it was read', async () => {
    const { headers } = await bench.call('GET', path);
    const match = { 'if-match': String(headers.etag) };
    const body = { technicalNotificationMails: ['one@contoso.example'] };
    expect(await bench.call('PATCH', path, { headers: match, body })).toMatchObject({ status: 204 });
    expect(await bench.call('PATCH', path, { headers: match, body: { technicalNotificationMails: [] } })).toMatchObject(
      {
        status: 412,
      },
    );
  });

  it('takes the permission and the role', async () => {
    const body = { technicalNotificationMails: [] };
    expect(await bench.call('PATCH', path, { body, scopes: ['Organization.ReadWrite.All'] })).toMatchObject({
      status: 204,
    });
    expect(await bench.call('PATCH', path, { body, scopes: ['Organization.Read.All'] })).toMatchObject({ status: 403 });
    expect(await bench.call('PATCH', path, { body, as: personId('blake') })).toMatchObject({ status: 403 });
    const app = { body, as: 'app', roles: ['Organization.ReadWrite.All'] } as const;
    expect(await bench.call('PATCH', path, app)).toMatchObject({ status: 204 });
  });

  it('is of the caller’s tenant alone', async () => {
    expect(await bench.call('PATCH', `/organization/${otherTenant}`, { body: change })).toMatchObject({ status: 404 });
  });
});

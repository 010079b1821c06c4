import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTwoTenants, tenantId, type TwoTenants } from '../support/two-tenants.js';

// An administrator ends long-lived secrets: for every application of the organisation at once, with an exception for one.

let world: TwoTenants;
beforeAll(async () => {
  world = await startTwoTenants();
});
afterAll(() => world.stop());

const call = (method: string, path: string, body?: unknown, tenant: 'alfa' | 'bravo' = 'alfa') =>
  world.call([tenant, 'administrator'], method, path, body);
const inDays = (days: number) => new Date(world.clock.now() + days * 86_400_000).toISOString();
const secret = (days: number) => ({ passwordCredential: { endDateTime: inDays(days) } });
const policyUrl = '/policies/defaultAppManagementPolicy';
const restricted = (maxLifetime: string) => ({
  passwordCredentials: [{ restrictionType: 'passwordLifetime', maxLifetime }],
});

test('an administrator limits the life of secrets, and makes one exception', async () => {
  const made = await call('POST', '/applications', { displayName: 'Reports' });
  const { id, appId } = made.body as { readonly id: string; readonly appId: string };
  const add = (days: number) => call('POST', `/applications/${id}/addPassword`, secret(days));
  expect((await add(700)).status).toBe(200);

  const demand = { isEnabled: true, applicationRestrictions: restricted('P30D') };
  expect((await call('PATCH', policyUrl, demand)).status).toBe(204);
  expect(await add(31)).toMatchObject({
    status: 400,
    body: {
      error: {
        code: 'CredentialInvalidLifetimeAsPerAppPolicy',
        message:
          "Credential lifetime exceeds the max value allowed as per assigned policy '00000000-0000-0000-0000-000000000000'.",
        innerError: { 'request-id': expect.any(String) },
      },
    },
  });
  // What was there before stays good, and what is short enough is.
  const short = await add(29);
  expect(short.status).toBe(200);
  const known = await call('GET', `/applications/${id}?$select=passwordCredentials`);
  expect(known.body.passwordCredentials).toHaveLength(2);
  await call('POST', '/servicePrincipals', { appId });
  const token = await world.fetch(`${world.baseUrl}/${tenantId('alfa')}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: String(short.body.secretText),
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  expect(token.status).toBe(200);

  const exception = { displayName: 'A year for reports', isEnabled: true, restrictions: restricted('P365D') };
  const policy = String((await call('POST', '/policies/appManagementPolicies', exception)).body.id);
  const reference = { '@odata.id': `${world.baseUrl}/v1.0/policies/appManagementPolicies/${policy}` };
  expect((await call('POST', `/applications/${id}/appManagementPolicies/$ref`, reference)).status).toBe(204);
  expect((await add(31)).status).toBe(200);
  expect(await add(366)).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining(`'${policy}'`) } },
  });
});

test('what one organisation demands, another does not', async () => {
  const { body } = await call('POST', '/applications', { displayName: 'Theirs' }, 'bravo');
  expect((await call('POST', `/applications/${String(body.id)}/addPassword`, secret(700), 'bravo')).status).toBe(200);
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../platform/clock/index.js';
import { type FakeCertificate, fakeCertificate, proofOf } from '../../entities/fake-certificate.fixture.js';
import { avery, type BenchCall, type GraphBench, openGraphBench, tenant } from '../../graph-bench.fixture.js';

// What application management policies do: whoever adds a secret, a certificate or an identifier URI is held to them.

const orders = '20000000-0000-4000-8000-000000000001';
const defaultUrl = '/policies/defaultAppManagementPolicy';
const defaultId = '00000000-0000-0000-0000-000000000000';
const day = 86_400_000;
const inDays = (days: number) => new Date(systemClock.now() + days * day).toISOString();

const given = ({ key }: FakeCertificate) => ({ type: 'AsymmetricX509Cert', usage: 'Verify', key });
type Given = ReturnType<typeof given> & { readonly startDateTime?: string; readonly endDateTime?: string };

let bench: GraphBench;
let certificate: FakeCertificate;
let application: string;
let servicePrincipal: string;
/** What is given of a certificate, for a year from now and for longer. */
let short: Given;
let long: Given;

beforeAll(async () => {
  bench = await openGraphBench({
    applications: [{ appId: orders, displayName: 'Orders' }],
    servicePrincipals: [{ appId: orders }],
  });
  const idOf = async (set: string) => String((await bench.call('GET', `/${set}(appId='${orders}')`)).body.id);
  application = `/applications/${await idOf('applications')}`;
  servicePrincipal = `/servicePrincipals/${await idOf('servicePrincipals')}`;
  certificate = await fakeCertificate();
  short = { ...given(certificate), startDateTime: inDays(0), endDateTime: inDays(365) };
  long = given(await fakeCertificate());
});
afterAll(() => bench.close());

const done = async (method: string, url: string, how: BenchCall = {}) => {
  const answer = await bench.call(method, url, how);
  expect({ url, status: answer.status, error: answer.body.error }).toMatchObject({ url, error: undefined });
  return answer.body;
};
const demand = (body: object) => done('PATCH', defaultUrl, { body });
const credentialsOf = async (path: string) => {
  const { passwordCredentials, keyCredentials } = await done('GET', path);
  return { passwordCredentials, keyCredentials };
};

afterEach(async () => {
  const nothing = { passwordCredentials: [], keyCredentials: [] };
  const identifierUris = { nonDefaultUriAddition: null, uriAdditionWithoutUniqueTenantIdentifier: null };
  await demand({
    isEnabled: false,
    applicationRestrictions: { ...nothing, identifierUris },
    servicePrincipalRestrictions: nothing,
  });
  for (const { id } of (await done('GET', '/policies/appManagementPolicies')).value as { id: string }[]) {
    await done('DELETE', `/policies/appManagementPolicies/${id}`);
  }
  await done('PATCH', application, {
    body: { passwordCredentials: [], keyCredentials: [], identifierUris: [], api: { requestedAccessTokenVersion: 1 } },
  });
  await done('PATCH', servicePrincipal, { body: { keyCredentials: [], preferredSingleSignOnMode: null } });
});

const noSecrets = { restrictionType: 'passwordAddition' };
const shortSecrets = { restrictionType: 'passwordLifetime', maxLifetime: 'P30D' };
const shortKeys = { restrictionType: 'asymmetricKeyLifetime', maxLifetime: 'P400D' };
const secretOf = (days: number) => ({ passwordCredential: { endDateTime: inDays(days) } });

const notAllowed = (policyId: string) => ({
  status: 400,
  body: {
    error: {
      code: 'CredentialTypeNotAllowedAsPerAppPolicy',
      message: `Credential type not allowed as per assigned policy '${policyId}'.`,
    },
  },
});
const tooLong = (policyId: string) => ({
  status: 400,
  body: {
    error: {
      code: 'CredentialInvalidLifetimeAsPerAppPolicy',
      message: `Credential lifetime exceeds the max value allowed as per assigned policy '${policyId}'.`,
    },
  },
});

describe.each([
  ['an application', () => application, 'applicationRestrictions'],
  ['a service principal', () => servicePrincipal, 'servicePrincipalRestrictions'],
] as const)('what is added to %s', (_title, path, restrictions) => {
  it.each([
    ['no secret', { passwordCredentials: [noSecrets] }, () => secretOf(1), notAllowed],
    ['no secret that lasts too long', { passwordCredentials: [shortSecrets] }, () => secretOf(31), tooLong],
    ['no secret of the usual life', { passwordCredentials: [shortSecrets] }, () => ({}), tooLong],
  ])('is %s, where the tenant says so', async (_what, demanded, body, refusal) => {
    await demand({ isEnabled: true, [restrictions]: demanded });
    expect(await bench.call('POST', `${path()}/addPassword`, { body: body() })).toMatchObject(refusal(defaultId));
    expect(await credentialsOf(path())).toMatchObject({ passwordCredentials: [] });
  });

  it('is a secret that is short enough', async () => {
    await demand({ isEnabled: true, [restrictions]: { passwordCredentials: [shortSecrets] } });
    expect(await bench.call('POST', `${path()}/addPassword`, { body: secretOf(29) })).toMatchObject({ status: 200 });
  });

  it('is anything, where the policy is switched off or its restriction is', async () => {
    await demand({ isEnabled: false, [restrictions]: { passwordCredentials: [noSecrets] } });
    expect(await bench.call('POST', `${path()}/addPassword`, { body: {} })).toMatchObject({ status: 200 });
    const passwordCredentials = [{ ...noSecrets, state: 'disabled' }];
    await demand({ isEnabled: true, [restrictions]: { passwordCredentials } });
    expect(await bench.call('POST', `${path()}/addPassword`, { body: {} })).toMatchObject({ status: 200 });
  });

  it('is no certificate that lasts too long, by an update or by proof of another', async () => {
    await demand({ isEnabled: true, [restrictions]: { keyCredentials: [shortKeys] } });
    const update = (...keyCredentials: object[]) => bench.call('PATCH', path(), { body: { keyCredentials } });
    expect(await update(long)).toMatchObject(tooLong(defaultId));
    expect(await update(short)).toMatchObject({ status: 204 });
    const now = Math.floor(systemClock.now() / 1000);
    const claims = { aud: '00000002-0000-0000-c000-000000000000', nbf: now, exp: now + 600 };
    const proof = await proofOf(certificate, { ...claims, iss: path().split('/')[2] ?? '' });
    const added = await bench.call('POST', `${path()}/addKey`, { body: { keyCredential: long, proof } });
    expect(added).toMatchObject(tooLong(defaultId));
    expect((await credentialsOf(path())).keyCredentials).toHaveLength(1);
  });

  it('is not what was there before, until it is given another life', async () => {
    await done('PATCH', path(), { body: { keyCredentials: [long] } });
    await demand({
      isEnabled: true,
      [restrictions]: { keyCredentials: [shortKeys], passwordCredentials: [noSecrets] },
    });
    const [stored] = (await credentialsOf(path())).keyCredentials as { keyId: string }[];
    const rename = (more: object) =>
      bench.call('PATCH', path(), {
        body: { keyCredentials: [{ keyId: stored?.keyId, displayName: 'kept', ...more }] },
      });
    expect(await rename({})).toMatchObject({ status: 204 });
    expect(await rename({ endDateTime: inDays(900) })).toMatchObject(tooLong(defaultId));
    await done('PATCH', path(), { body: { notes: 'still open' } });
  });

  it('is what the policy of the object allows, which stands in place of the tenant’s', async () => {
    await demand({ isEnabled: true, [restrictions]: { passwordCredentials: [noSecrets] } });
    const body = { displayName: 'Short', restrictions: { passwordCredentials: [shortSecrets] } };
    const { id } = await done('POST', '/policies/appManagementPolicies', { body });
    const own = `/policies/appManagementPolicies/${String(id)}`;
    await done('POST', `${path()}/appManagementPolicies/$ref`, { body: { '@odata.id': own } });
    const add = (days: number) => bench.call('POST', `${path()}/addPassword`, { body: secretOf(days) });
    expect(await add(29)).toMatchObject({ status: 200 });
    expect(await add(31)).toMatchObject(tooLong(String(id)));
    await done('PATCH', own, { body: { isEnabled: false } });
    expect(await add(29)).toMatchObject(notAllowed(defaultId));
  });

  it('is judged where the object is as young as the restriction', async () => {
    const { createdDateTime } = await done('GET', `${path()}?$select=createdDateTime`);
    const made = Date.parse(String(createdDateTime));
    const since = (at: number) => ({ ...noSecrets, restrictForAppsCreatedAfterDateTime: new Date(at).toISOString() });
    const add = async (at: number) => {
      await demand({ isEnabled: true, [restrictions]: { passwordCredentials: [since(at)] } });
      return bench.call('POST', `${path()}/addPassword`, { body: {} });
    };
    expect(await add(made + 1000)).toMatchObject({ status: 200 });
    expect(await add(made - 1000)).toMatchObject(notAllowed(defaultId));
  });
});

describe('a new application', () => {
  it('comes without what the tenant forbids', async () => {
    await demand({
      isEnabled: true,
      applicationRestrictions: { passwordCredentials: [noSecrets], keyCredentials: [shortKeys] },
    });
    const make = (body: object) => bench.call('POST', '/applications', { body: { displayName: 'New', ...body } });
    expect(await make({ passwordCredentials: [{ displayName: 'x' }] })).toMatchObject(notAllowed(defaultId));
    expect(await make({ keyCredentials: [long] })).toMatchObject(tooLong(defaultId));
    expect((await done('GET', "/applications?$filter=displayName eq 'New'")).value).toEqual([]);
    expect(await make({ keyCredentials: [short] })).toMatchObject({ status: 201 });
  });
});

describe('an identifier URI', () => {
  const spared = { excludeAppsReceivingV2Tokens: true, excludeSaml: true };
  const enable = (identifierUris: object) => demand({ isEnabled: true, applicationRestrictions: { identifierUris } });
  const give = (identifierUris: readonly string[], more: object = {}) =>
    bench.call('PATCH', application, { body: { identifierUris, ...more } });
  const custom = ['https://contoso.example/orders'];
  const refused = {
    status: 400,
    body: { error: { message: expect.stringMatching(/^The newly added URI https:.* must comply with the format/) } },
  };

  it('begins with the tenant’s domain or names the application, where that is asked', async () => {
    const urn = ['urn:orders:contoso.example'];
    expect(await give(urn)).toMatchObject({ status: 204 });
    expect(await give([])).toMatchObject({ status: 204 });
    await enable({ uriAdditionWithoutUniqueTenantIdentifier: {} });
    expect(await give(urn)).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'InvalidUniqueTenantIdentifierAsPerAppPolicy',
          message: expect.stringMatching(/^Failed to add identifier URI urn:orders:contoso.example. /),
        },
      },
    });
    expect(await give([...custom, `api://${orders}`, `api://${tenant}/orders`])).toMatchObject({ status: 204 });
  });

  it('is a default one, where that is asked', async () => {
    await enable({ nonDefaultUriAddition: {} });
    expect(await give(custom)).toMatchObject(refused);
    expect(await give([`api://${orders}`])).toMatchObject({ status: 204 });
  });

  it('stays when it was there before', async () => {
    await done('PATCH', application, { body: { identifierUris: custom } });
    await enable({ nonDefaultUriAddition: {} });
    expect(await give([...custom, `api://${orders}`])).toMatchObject({ status: 204 });
  });

  it('is spared where tokens of version 2 are asked for, until version 1 is again', async () => {
    await enable({ nonDefaultUriAddition: spared });
    expect(await give(custom, { api: { requestedAccessTokenVersion: 2 } })).toMatchObject({ status: 204 });
    expect(await give(custom, { api: { requestedAccessTokenVersion: 1 } })).toMatchObject(refused);
    expect(await give([], { api: { requestedAccessTokenVersion: 1 } })).toMatchObject({ status: 204 });
  });

  it('is spared where people sign in by SAML', async () => {
    await enable({ nonDefaultUriAddition: spared });
    expect(await give(custom)).toMatchObject(refused);
    await done('PATCH', servicePrincipal, { body: { preferredSingleSignOnMode: 'saml' } });
    expect(await give(custom)).toMatchObject({ status: 204 });
  });
});

describe('somebody who is excluded', () => {
  it('is held to nothing, and nobody else is', async () => {
    const attributeRoles = ['8424c6f0-a189-499e-bbd0-26c1753c96d4', '58a13ea3-c632-46ae-9ee0-9c0d43cd7f3d'];
    for (const roleDefinitionId of attributeRoles) {
      const body = { principalId: avery, roleDefinitionId, directoryScopeId: '/' };
      await done('POST', '/roleManagement/directory/roleAssignments', { body });
    }
    await done('POST', '/directory/attributeSets', { body: { id: 'Exempt' } });
    const definition = {
      ...{ attributeSet: 'Exempt', name: 'Secrets', type: 'String', status: 'Available' },
      ...{ isCollection: false, isSearchable: true, usePreDefinedValuesOnly: false },
    };
    await done('POST', '/directory/customSecurityAttributeDefinitions', { body: definition });
    const customSecurityAttributes = [{ id: 'Exempt_Secrets', operator: 'equals', value: 'yes' }];
    const passwordCredentials = [{ ...noSecrets, excludeActors: { customSecurityAttributes } }];
    await demand({ isEnabled: true, applicationRestrictions: { passwordCredentials } });
    const add = (how: BenchCall = {}) => bench.call('POST', `${application}/addPassword`, { body: {}, ...how });
    expect(await add()).toMatchObject(notAllowed(defaultId));
    const body = { customSecurityAttributes: { Exempt: { Secrets: 'yes' } } };
    const scopes = ['CustomSecAttributeAssignment.ReadWrite.All', 'User.Read.All'];
    await done('PATCH', `/users/${avery}`, { body, scopes });
    expect(await add()).toMatchObject({ status: 200 });
    expect(await add({ as: 'app', roles: ['Application.ReadWrite.All'] })).toMatchObject(notAllowed(defaultId));
  });
});

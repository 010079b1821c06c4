import { type AppId, known, type TenantId, unknown } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import type { CredentialRestriction, IdentifierUriRestriction } from './app-management-policy.js';
import { appManagementProblems, tenantAppManagementProblems } from './app-management-problems.js';
import { type AppManagementInput, checkAppManagement } from './check-app-management.js';

const appId = '20000000-0000-4000-8000-000000000001' as AppId;
const tenantId = '10000000-0000-4000-8000-000000000001' as TenantId;
const day = 86_400_000;
const now = Date.UTC(2026, 0, 1);
const ids = {
  tenantDefault: '00000000-0000-0000-0000-000000000000',
  assigned: '40000000-0000-4000-8000-000000000001',
} as const;

function restriction(
  restrictionType: CredentialRestriction['restrictionType'],
  more: Partial<CredentialRestriction> = {},
): CredentialRestriction {
  return {
    restrictionType,
    state: 'enabled',
    maxLifetime: restrictionType.endsWith('Lifetime') ? 'P90D' : null,
    restrictForAppsCreatedAfterDateTime: null,
    ...more,
  };
}

function uriRestriction(more: Partial<IdentifierUriRestriction> = {}): IdentifierUriRestriction {
  return {
    state: 'enabled',
    restrictForAppsCreatedAfterDateTime: null,
    excludeAppsReceivingV2Tokens: null,
    excludeSaml: null,
    ...more,
  };
}

interface World {
  readonly restrictions?: readonly CredentialRestriction[];
  readonly uris?: AppManagementInput['tenantDefault']['applicationRestrictions']['identifierUris'];
  readonly isEnabled?: boolean;
}

function check(world: World, change: Partial<AppManagementInput>) {
  return violations(world, change).map(({ restriction: broken }) => broken);
}

function violations(world: World, change: Partial<AppManagementInput>) {
  const { restrictions = [], uris = null, isEnabled = true } = world;
  const credentials = { passwordCredentials: restrictions, keyCredentials: [] };
  return checkAppManagement({
    object: { kind: 'application', appId, createdAt: now },
    adds: {},
    tenant: { id: tenantId, verifiedDomains: ['contoso.example'] },
    tenantDefault: {
      id: ids.tenantDefault,
      isEnabled,
      applicationRestrictions: { ...credentials, identifierUris: uris },
      servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
    },
    assigned: null,
    actorAttributes: unknown('nobody looked'),
    ...change,
  });
}

const secret = (days: number, isCustom = false) => ({ isCustom, startAt: now, endAt: now + days * day });
const key = (days: number, isSymmetric = false) => ({ isSymmetric, startAt: now, endAt: now + days * day });

describe('a change of credentials', () => {
  it.each([
    ['passwordAddition', { passwords: [secret(1)] }, { keys: [key(1)] }],
    ['customPasswordAddition', { passwords: [secret(1, true)] }, { passwords: [secret(1)] }],
    ['passwordLifetime', { passwords: [secret(90), secret(91)] }, { passwords: [secret(90)] }],
    ['symmetricKeyAddition', { keys: [key(1, true)] }, { keys: [key(1)] }],
    ['symmetricKeyLifetime', { keys: [key(91, true)] }, { keys: [key(90, true), key(365)] }],
    ['asymmetricKeyLifetime', { keys: [key(91)] }, { keys: [key(90), key(365, true)] }],
  ] as const)('by %s', (type, broken, kept) => {
    const world = { restrictions: [restriction(type)] };
    expect(check(world, { adds: broken })).toEqual([type]);
    expect(check(world, { adds: kept })).toEqual([]);
  });

  const long = { adds: { passwords: [secret(400)] } };
  it('is judged only by what is enabled', () => {
    expect(check({ restrictions: [restriction('passwordLifetime', { state: 'disabled' })] }, long)).toEqual([]);
    expect(check({ restrictions: [restriction('passwordLifetime')], isEnabled: false }, long)).toEqual([]);
  });

  it('is spared where the application is older than the restriction, and one of unknown age is old', () => {
    const since = { restrictForAppsCreatedAfterDateTime: '2020-01-01T00:00:00.000Z' };
    const world = { restrictions: [restriction('passwordLifetime', since)] };
    const made = (createdAt: number | null) =>
      check(world, { ...long, object: { kind: 'application', appId, createdAt } });
    expect(made(Date.UTC(2020, 0, 2))).toEqual(['passwordLifetime']);
    expect(made(Date.UTC(2020, 0, 1))).toEqual(['passwordLifetime']);
    expect(made(Date.UTC(2020, 0, 1) - 1)).toEqual([]);
    expect(made(null)).toEqual([]);
  });

  it('is judged by the policy of the object alone, unless that is switched off', () => {
    const world = { restrictions: [restriction('passwordLifetime')] };
    const assigned = (isEnabled: boolean) => ({
      id: ids.assigned,
      isEnabled,
      restrictions: { passwordCredentials: [], keyCredentials: [restriction('asymmetricKeyLifetime')] },
    });
    const adds = { passwords: [secret(400)], keys: [key(400)] };
    expect(check(world, { adds, assigned: assigned(true) })).toEqual(['asymmetricKeyLifetime']);
    expect(check(world, { adds, assigned: assigned(false) })).toEqual(['passwordLifetime']);
  });

  it('of a service principal is judged by what is said of those', () => {
    const world = { restrictions: [restriction('passwordLifetime')] };
    const object = { kind: 'servicePrincipal', appId, createdAt: now } as const;
    expect(check(world, { ...long, object })).toEqual([]);
  });

  it('by somebody who is excluded is spared, and by somebody unknown is not', () => {
    const excludeActors = {
      customSecurityAttributes: [{ id: 'Exempt_Secrets', operator: 'equals', value: 'yes' }],
    } as const;
    const world = { restrictions: [restriction('passwordLifetime', { excludeActors })] };
    const by = (actorAttributes: AppManagementInput['actorAttributes']) => check(world, { ...long, actorAttributes });
    expect(by(known({ Exempt_Secrets: 'yes' }))).toEqual([]);
    expect(by(known({ Exempt_Secrets: ['no', 'yes'] }))).toEqual([]);
    expect(by(known({ Exempt_Secrets: 'no' }))).toEqual(['passwordLifetime']);
    expect(by(known({}))).toEqual(['passwordLifetime']);
    expect(by(unknown('not looked up'))).toEqual(['passwordLifetime']);
  });

  it.each([
    ['passwordAddition', 'CredentialTypeNotAllowedAsPerAppPolicy', 'Credential type not allowed'],
    [
      'passwordLifetime',
      'CredentialInvalidLifetimeAsPerAppPolicy',
      'Credential lifetime exceeds the max value allowed',
    ],
  ] as const)('names the policy that forbids it by %s', (type, code, what) => {
    const world = { restrictions: [restriction(type)] };
    const said = (policyId: string) => [
      { code, restriction: type, message: `${what} as per assigned policy '${policyId}'.` },
    ];
    expect(violations(world, long)).toEqual(said(ids.tenantDefault));
    const restrictions = { passwordCredentials: world.restrictions, keyCredentials: [] };
    const assigned = { id: ids.assigned, isEnabled: true, restrictions };
    expect(violations(world, { ...long, assigned })).toEqual(said(ids.assigned));
  });

  it('is refused where the limit cannot be read', () => {
    const world = { restrictions: [restriction('passwordLifetime', { maxLifetime: 'soon' })] };
    expect(check(world, long)).toEqual(['passwordLifetime']);
  });
});

describe('a new identifier URI', () => {
  const owned = { nonDefaultUriAddition: null, uriAdditionWithoutUniqueTenantIdentifier: uriRestriction() };
  it.each([
    [`api://${appId}`, true],
    [`api://${tenantId}/orders`, true],
    [`api://orders/${appId}`, true],
    ['https://contoso.example/orders', true],
    ['https://api.contoso.example', true],
    ['api://orders', false],
    ['https://fabrikam.example/contoso.example', false],
    [`https://fabrikam.example/${appId}`, false],
    ['https://contoso.example@fabrikam.example', false],
    ['https://notcontoso.example', false],
  ])('%s names the tenant: %s', (uri, isAllowed) => {
    const broken = check({ uris: owned }, { adds: { identifierUris: [uri] } });
    expect(broken).toEqual(isAllowed ? [] : ['uriAdditionWithoutUniqueTenantIdentifier']);
  });

  it('must be a default one where that is asked, with the exemptions of the restriction', () => {
    const only = (more: Partial<IdentifierUriRestriction> = {}) => ({
      uris: { nonDefaultUriAddition: uriRestriction(more), uriAdditionWithoutUniqueTenantIdentifier: null },
    });
    const adds = { identifierUris: ['https://contoso.example/orders'] };
    const object = {
      kind: 'application',
      appId,
      createdAt: now,
      requestedAccessTokenVersion: 2,
      usesSaml: true,
    } as const;
    expect(check(only(), { adds, object })).toEqual(['nonDefaultUriAddition']);
    expect(check(only(), { adds: { identifierUris: [`api://${appId}`, `api://${tenantId}/${appId}`] } })).toEqual([]);
    expect(check(only({ excludeAppsReceivingV2Tokens: true }), { adds, object })).toEqual([]);
    expect(check(only({ excludeSaml: true }), { adds, object })).toEqual([]);
    expect(check(only({ excludeSaml: true }), { adds })).toEqual(['nonDefaultUriAddition']);
  });
});

describe('a refused identifier URI', () => {
  it.each([
    ['uriAdditionWithoutUniqueTenantIdentifier', 'InvalidUniqueTenantIdentifierAsPerAppPolicy', /^Failed to add/],
    ['nonDefaultUriAddition', 'Request_BadRequest', /^The newly added URI api:\/\/orders must comply/],
  ] as const)('is told as Graph tells it: %s', (name, code, message) => {
    const none = { nonDefaultUriAddition: null, uriAdditionWithoutUniqueTenantIdentifier: null };
    const broken = violations(
      { uris: { ...none, [name]: uriRestriction() } },
      { adds: { identifierUris: ['api://orders'] } },
    );
    expect(broken).toEqual([{ code, restriction: name, message: expect.stringMatching(message) }]);
  });
});

describe('a restriction', () => {
  const of = (...passwordCredentials: readonly CredentialRestriction[]) =>
    appManagementProblems({ restrictions: { passwordCredentials, keyCredentials: [] } }).map(({ path }) => path);
  const at = 'restrictions.passwordCredentials';

  it('says how long, where it is about that, and nowhere else', () => {
    expect(of(restriction('passwordLifetime'), restriction('passwordAddition'))).toEqual([]);
    expect(of(restriction('passwordLifetime', { maxLifetime: null }))).toEqual([`${at}[0].maxLifetime`]);
    expect(of(restriction('passwordLifetime', { maxLifetime: null, state: 'disabled' }))).toEqual([]);
    expect(of(restriction('passwordLifetime', { maxLifetime: 'P0D' }))).toEqual([`${at}[0].maxLifetime`]);
    expect(of(restriction('passwordLifetime', { maxLifetime: 'P1M' }))).toEqual([`${at}[0].maxLifetime`]);
    expect(of(restriction('passwordAddition', { maxLifetime: 'P1D' }))).toEqual([`${at}[0].maxLifetime`]);
  });

  it('stands once, and names attributes that can be', () => {
    expect(of(restriction('passwordAddition'), restriction('passwordAddition'))).toEqual([`${at}[1].restrictionType`]);
    const excludeActors = { customSecurityAttributes: [{ id: 'nothing', operator: 'equals', value: 'x' }] } as const;
    const path = 'excludeActors.customSecurityAttributes[0].id';
    expect(of(restriction('passwordAddition', { excludeActors }))).toEqual([`${at}[0].${path}`]);
    const identifierUris = {
      nonDefaultUriAddition: uriRestriction({ excludeActors }),
      uriAdditionWithoutUniqueTenantIdentifier: null,
    };
    const none = { passwordCredentials: [], keyCredentials: [] };
    const problems = tenantAppManagementProblems({
      applicationRestrictions: { ...none, identifierUris },
      servicePrincipalRestrictions: none,
    });
    expect(problems.map((one) => one.path)).toEqual([
      `applicationRestrictions.identifierUris.nonDefaultUriAddition.${path}`,
    ]);
  });
});

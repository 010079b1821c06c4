import type { SeedItem } from '@gatehouse/policy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suiteClock } from '../../fresh-world.fixture.js';
import type { Fault } from './faults-of.js';
import { faultsOf } from './faults-of.js';
import { mendTenant } from './mend-tenant.js';

const now = suiteClock.now();
const guid = (number: number) => `20000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const everybody = { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } };
const policy = (displayName: string, conditions: object) => ({
  displayName,
  state: 'enabled',
  conditions: { ...everybody, ...conditions },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
});
const user = (name: string, more: object = {}) => ({ userPrincipalName: `${name}@contoso.example`, ...more });

function mended(sections: object) {
  const found = mendTenant({ displayName: 'T', domains: ['contoso.example'], ...sections }, now, () => undefined);
  if (found.kind !== 'mended') throw new Error(found.reason);
  const lines = found.losses.map(
    ({ kind, object, property = '', reason }) => `${kind} ${object} ${property}: ${reason}`,
  );
  return { tenant: found.tenant, lines };
}

describe('a tenant that the rules of seeds refuse nothing of', () => {
  it('stays as it is', () => {
    const tenant = { users: [user('a')], conditionalAccessPolicies: [policy('P', {})] };
    const { tenant: after, lines } = mended(tenant);
    expect(after).toMatchObject(tenant);
    expect(lines).toEqual([]);
  });
});

describe('what the rules of seeds refuse is taken out and told:', () => {
  it('a property that is not known, or of a wrong type, alone', () => {
    const { tenant, lines } = mended({
      users: [user('a', { moon: 'full', city: 5, jobTitle: 'x' })],
      applications: [
        { displayName: 'A', api: { requestedAccessTokenVersion: 7, acceptMappedClaims: true }, notes: 'n' },
      ],
    });
    expect(tenant['users']).toEqual([user('a', { jobTitle: 'x' })]);
    expect(tenant['applications']).toEqual([{ displayName: 'A', api: { acceptMappedClaims: true }, notes: 'n' }]);
    expect(lines).toEqual([
      expect.stringMatching(/^user a@contoso.example city: /),
      expect.stringMatching(/^user a@contoso.example moon: unknown property/),
      expect.stringMatching(/^application A api.requestedAccessTokenVersion: /),
    ]);
  });

  it('an element of a list, and those of it that still fit stay', () => {
    const { tenant, lines } = mended({
      users: [user('a')],
      groups: [{ displayName: 'G', members: ['x@contoso.example', 'a@contoso.example', 'Nowhere'] }],
      applications: [{ displayName: 'A', web: { redirectUris: ['not a uri', 'https://a.example/', 'http://'] } }],
    });
    expect(tenant['groups']).toEqual([{ displayName: 'G', members: ['a@contoso.example'] }]);
    expect(tenant['applications']).toEqual([{ displayName: 'A', web: { redirectUris: ['https://a.example/'] } }]);
    expect(lines).toHaveLength(4);
  });

  it.each([
    ['accountEnabled', 'no'],
    ['userType', 'Alien'],
    ['userPrincipalName', 'b@elsewhere.example'],
    ['id', 'x'],
  ])('a user whose %s cannot be read, and with the user what depends on it', (property, value) => {
    const { tenant, lines } = mended({
      users: [user('a', { manager: 'b@contoso.example' }), user('b', { [property]: value })],
      groups: [{ displayName: 'G', members: ['b@contoso.example'] }],
      directoryRoles: [{ role: 'Global Reader', members: ['b@contoso.example'] }],
    });
    expect(tenant).toMatchObject({ users: [user('a')], groups: [{ members: [] }], directoryRoles: [{ members: [] }] });
    expect(lines[0]).toMatch(new RegExp(`^user .* : ${property}: `));
    expect(lines).toHaveLength(4);
  });

  it('a service principal that would no longer be guarded, as a whole', () => {
    const { tenant, lines } = mended({
      applications: [{ appId: guid(1), displayName: 'A' }],
      servicePrincipals: [{ appId: guid(1), appRoleAssignmentRequired: 'yes' }],
    });
    expect(tenant['servicePrincipals']).toEqual([]);
    expect(lines).toEqual([expect.stringMatching(/^servicePrincipal .* : appRoleAssignmentRequired: /)]);
  });
});

describe('a Conditional Access policy', () => {
  it.each([
    ['that says what is not understood', { moonPhases: ['full'] }],
    ['with a condition that cannot be', { platforms: { includePlatforms: [], excludePlatforms: ['iOS'] } }],
    ['with a condition of a wrong type', { users: { includeUsers: 'All' } }],
    ['that names nobody', { users: { includeUsers: ['All'], excludeUsers: ['gone@contoso.example'] } }],
    ['that names somebody by an id that is gone', { users: { includeUsers: ['All'], excludeGroups: [guid(9)] } }],
    ['at a place that cannot be read', { locations: { includeLocations: ['All'], excludeLocations: ['Offices'] } }],
  ])('%s goes as a whole', (_what, conditions) => {
    const { tenant, lines } = mended({
      namedLocations: [
        { displayName: 'Offices', ipRanges: [{ cidrAddress: '198.51.100.0/24' }, { cidrAddress: 'x' }] },
      ],
      conditionalAccessPolicies: [policy('Plain', {}), policy('P', conditions)],
    });
    expect(tenant['conditionalAccessPolicies']).toEqual([policy('Plain', {})]);
    expect(tenant['namedLocations']).toEqual([]);
    expect(lines).toContainEqual(expect.stringMatching(/^conditionalAccessPolicy P : conditions\./));
    expect(lines).toContainEqual(expect.stringMatching(/^namedLocation Offices : ipRanges\[1\]/));
  });

  it('that asks for a strength that cannot be goes with it', () => {
    const { tenant, lines } = mended({
      policies: { authenticationStrengthPolicies: [{ displayName: 'Keys', allowedCombinations: 'fido2' }] },
      conditionalAccessPolicies: [
        { ...policy('P', {}), grantControls: { operator: 'OR', authenticationStrength: { id: 'Keys' } } },
      ],
    });
    expect(tenant).toMatchObject({ policies: { authenticationStrengthPolicies: [] }, conditionalAccessPolicies: [] });
    expect(lines[0]).toMatch(/^authenticationStrengthPolicy Keys : allowedCombinations/);
    expect(lines).toHaveLength(2);
  });
});

describe('mending', () => {
  const rounds = (judge: (tenant: SeedItem) => readonly Fault[], tenant: SeedItem) => {
    let asked = 0;
    const found = mendTenant(tenant, now, () => void (asked += 1), judge);
    return { found, asked };
  };

  it('ends where nothing can be taken away, and says why', () => {
    const refusing = () => [{ path: [], reason: 'it cannot be' }];
    expect(rounds(refusing, {})).toEqual({ found: { kind: 'hopeless', reason: 'it cannot be' }, asked: 1 });
    const elsewhere = () => [{ path: ['users', 5, 'city'], reason: 'it cannot be' }];
    expect(rounds(elsewhere, { users: [{}] }).found).toMatchObject({ kind: 'hopeless' });
  });

  it('takes whole items where taking parts of them away does not help', () => {
    const list = Array.from({ length: 500 }, (_, index) => `x${index}`);
    const refusing = ({ users }: SeedItem) => {
      const [first] = users as SeedItem[];
      return first === undefined ? [] : [{ path: ['users', 0, 'otherMails', 0], reason: 'never' }];
    };
    const { found, asked } = rounds(refusing, { users: [{ otherMails: list }] });
    expect(found).toMatchObject({ kind: 'mended', tenant: { users: [] } });
    expect(asked).toBeLessThan(20);
  });

  it('gives up on what is refused again and again', () => {
    const users = Array.from({ length: 300 }, () => ({}));
    const refusing = () => [{ path: ['users', 0, 'city'], reason: 'never' }];
    expect(rounds(refusing, { users }).found).toMatchObject({ kind: 'hopeless' });
  });

  it('makes of anything a tenant that the rules refuse nothing of', () => {
    const junk = fc.dictionary(
      fc.constantFrom('id', 'displayName', 'userPrincipalName', 'appId', 'members', 'city', 'api', 'conditions', 'x'),
      fc.oneof({ depthSize: 'small' }, fc.jsonValue(), fc.constant('a@contoso.example'), fc.constant(guid(1))),
      { maxKeys: 5 },
    );
    const sections = [
      'users',
      'groups',
      'applications',
      'servicePrincipals',
      'namedLocations',
      'conditionalAccessPolicies',
      'policies',
      'domains',
      'organization',
    ];
    const anything = fc.dictionary(
      fc.constantFrom(...sections),
      fc.oneof(fc.array(junk, { maxLength: 3 }), junk, fc.string()),
    );
    fc.assert(
      fc.property(anything, (tenant) => {
        const found = mendTenant({ displayName: 'T', ...tenant }, now, () => undefined);
        expect(found.kind === 'hopeless' || faultsOf(found.tenant, now).length === 0).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

import type { TenantId, UserId } from '@gatehouse/model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemIds } from '../../platform/ids/index.js';
import { openStore, type Store } from '../../platform/store/index.js';
import { suiteClock } from '../fresh-world.fixture.js';
import { type Directory, openDirectory } from '../index.js';
import { changeUser } from '../users/change-users.js';
import { type AppliedSeed, applySeed, type PlannedSeed, planSeed } from './apply-seed.js';
import { loadSeed, type Seed } from './load-seed.js';

let store: Store;
let directory: Directory;
beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
  directory = openDirectory({ store, clock: suiteClock, ids: systemIds });
});
afterAll(async () => {
  directory.close();
  await store.close();
});

let tenant: TenantId;
let domain: string;
beforeEach(() => {
  tenant = systemIds.guid<TenantId>();
  domain = `${systemIds.bytes(5).toString('hex')}.example`;
});

/** A seed of tenants; a name that ends in `@` gets the domain. */
function seedOf(...tenants: readonly object[]): Seed {
  const content = JSON.stringify({ tenants }).replaceAll('@"', `@${domain}"`);
  const loaded = loadSeed([{ name: 'seed.json', content }]);
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
  return loaded.seed;
}
const here = (more: object) => ({ id: tenant, domains: [domain], ...more });
const apply = (seed: Seed, isExact = false, expected?: ReadonlyMap<TenantId, string>): Promise<AppliedSeed> =>
  applySeed(seed, { store, clock: suiteClock, isExact }, expected);
async function plan(seed: Seed, isExact = false): Promise<Extract<PlannedSeed, { kind: 'ok' }>> {
  const planned = await planSeed(seed, { store, clock: suiteClock, isExact });
  if (planned.kind === 'refused') throw new Error(JSON.stringify(planned.problems));
  return planned;
}
/** The digests of a plan, as somebody agrees to them. */
async function agreedTo(seed: Seed, isExact = false): Promise<ReadonlyMap<TenantId, string>> {
  return new Map((await plan(seed, isExact)).described.map((one) => [one.tenant, one.digest]));
}
const reasons = (applied: AppliedSeed) =>
  applied.kind === 'refused' ? applied.problems.map(({ path, reason }) => `${path}: ${reason}`) : [];

const policy = (state: string) => ({
  displayName: 'Last of all',
  state,
  conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
});
/** What only the store refuses, when everything else is written. */
const refusedLast = {
  users: [{ userPrincipalName: 'a@' }],
  groups: [{ displayName: 'G', members: ['a@'] }],
  applications: [{ displayName: 'A', owners: ['a@'] }],
  policies: { identitySecurityDefaultsEnforcementPolicy: { isEnabled: true } },
  conditionalAccessPolicies: [policy('disabled'), { ...policy('enabled'), displayName: 'Refused' }],
};

describe('a seed whose last item is refused', () => {
  it('leaves nothing of a new tenant', async () => {
    const applied = await apply(seedOf(here(refusedLast)));
    expect(reasons(applied)).toEqual([
      expect.stringMatching(/^tenants\[0\]\.conditionalAccessPolicies\[1\]: .*Security Defaults is enabled/),
    ]);
    expect(await store.journal.head(tenant)).toBe(0);
    expect(await directory.resolveTenant(domain)).toBeUndefined();
  });

  it('leaves a tenant that is there as it was', async () => {
    await apply(seedOf(here({ users: [{ userPrincipalName: 'a@', jobTitle: 'Old' }] })));
    const head = await store.journal.head(tenant);
    const users = [{ userPrincipalName: 'a@', jobTitle: 'New' }];
    expect(reasons(await apply(seedOf(here({ ...refusedLast, users }))))).toHaveLength(1);
    expect(await store.journal.head(tenant)).toBe(head);
    expect((await directory.userByName(tenant, `a@${domain}`))?.user.jobTitle).toBe('Old');
  });

  it('leaves the tenants before its own written, and says which', async () => {
    const second = { id: systemIds.guid(), domains: [`two.${domain}`] };
    const applied = await apply(
      seedOf(here({}), { ...second, ...refusedLast, users: [], groups: [], applications: [] }),
    );
    expect(applied).toMatchObject({ kind: 'refused', written: [tenant] });
    expect(await directory.resolveTenant(domain)).toBeDefined();
    expect(await directory.resolveTenant(`two.${domain}`)).toBeUndefined();
  });
});

describe('a plan that somebody agreed to', () => {
  const users = (jobTitle: string) => ({ users: [{ userPrincipalName: 'a@', jobTitle }] });
  const change = async (jobTitle: string, department?: string) => {
    const id = (await directory.userByName(tenant, `a@${domain}`))?.user.id as UserId;
    const by = { actor: { kind: 'operator', name: 'test' } } as const;
    await directory.perform(
      tenant,
      by,
      changeUser(id, (user) => ({ ...user, jobTitle, ...(department && { department }) })),
    );
  };

  it('changes nothing by being made', async () => {
    await apply(seedOf(here(users('Old'))));
    const head = await store.journal.head(tenant);
    expect((await plan(seedOf(here(users('New'))), true)).described[0]?.changes).toHaveLength(1);
    expect(await store.journal.head(tenant)).toBe(head);
  });

  it('is carried out when the tenant is as it was, though time has passed', async () => {
    const secrets = {
      applications: [{ displayName: 'A', passwordCredentials: [{ secretText: 'fake-secret-of-a-plan' }] }],
    };
    const seed = seedOf(here({ ...users('Old'), ...secrets, conditionalAccessPolicies: [policy('disabled')] }));
    const expected = await agreedTo(seed);
    const later = { store, clock: { now: () => suiteClock.now() + 3_600_000 } };
    expect(await applySeed(seed, later, expected)).toMatchObject({ kind: 'applied' });
  });

  it('is not carried out when somebody changed what it would change', async () => {
    await apply(seedOf(here(users('Old'))));
    const seed = seedOf(here(users('New')));
    const expected = await agreedTo(seed);
    await change('Meanwhile');
    const head = await store.journal.head(tenant);
    expect(reasons(await apply(seed, false, expected))).toEqual([
      'tenants[0]: the tenant changed since its plan was shown; nothing of it was written',
    ]);
    expect(await store.journal.head(tenant)).toBe(head);
    expect(await apply(seed, false, await agreedTo(seed))).toMatchObject({ changed: 1 });
  });

  it('is carried out when somebody changed something else', async () => {
    await apply(seedOf(here(users('Old'))));
    const seed = seedOf(here(users('New')));
    const expected = await agreedTo(seed);
    await change('Old', 'Elsewhere');
    expect(await apply(seed, false, expected)).toMatchObject({ kind: 'applied', changed: 1 });
    const { user } = (await directory.userByName(tenant, `a@${domain}`)) ?? {};
    expect(user).toMatchObject({ jobTitle: 'New', department: 'Elsewhere' });
  });

  it('to remove what was there is not carried out when more came that would go', async () => {
    const seed = seedOf(here({ users: [{ userPrincipalName: 'a@' }] }));
    await apply(seedOf(here({ users: [{ userPrincipalName: 'a@' }, { userPrincipalName: 'b@' }] })));
    const expected = await agreedTo(seed, true);
    await apply(seedOf(here({ users: [{ userPrincipalName: 'c@' }] })));
    expect(reasons(await apply(seed, true, expected))).toEqual([expect.stringContaining('changed since')]);
    expect(await directory.userByName(tenant, `b@${domain}`)).toBeDefined();
  });

  it('is not one for a tenant that nobody was shown', async () => {
    expect(reasons(await apply(seedOf(here({})), false, new Map()))).toEqual([
      expect.stringContaining('changed since'),
    ]);
  });
});

describe('an exact seed', () => {
  const people = (...names: readonly string[]) => names.map((name) => ({ userPrincipalName: `${name}@` }));
  const administrators = (...members: readonly string[]) => [
    { role: 'Global Administrator', members: members.map((name) => `${name}@`) },
  ];
  const exists = async (name: string) => (await directory.userByName(tenant, `${name}@${domain}`)) !== undefined;
  beforeEach(async () => {
    const groups = [{ displayName: 'G', members: ['a@', 'b@'] }, { displayName: 'H' }];
    await apply(seedOf(here({ users: people('a', 'b'), groups, directoryRoles: administrators('a') })));
  });

  it('takes away what the lists that it has do not name, and leaves the lists that it does not have', async () => {
    expect(await apply(seedOf(here({ groups: [{ displayName: 'G' }] })), true)).toMatchObject({ changed: 1 });
    expect(await apply(seedOf(here({ groups: [{ displayName: 'G', members: ['a@'] }] })), true)).toMatchObject({
      changed: 1,
    });
    expect(await apply(seedOf(here({ groups: [] })), true)).toMatchObject({ changed: 1 });
    expect([await exists('a'), await exists('b')]).toEqual([true, true]);
  });

  it('applied again changes nothing', async () => {
    const seed = seedOf(here({ users: people('a'), groups: [] }));
    expect(await apply(seed, true)).toMatchObject({ kind: 'applied', changed: 3 });
    expect(await apply(seed, true)).toMatchObject({ kind: 'applied', changed: 0 });
  });

  it.each([
    ['takes the last administrator away', () => ({ users: people('b') })],
    ['takes the role of the last one away', () => ({ directoryRoles: [] })],
    ['locks the last one out', () => ({ users: [{ userPrincipalName: 'a@', accountEnabled: false }, ...people('b')] })],
  ])('is refused that %s, and changes nothing', async (_what, more) => {
    const head = await store.journal.head(tenant);
    const applied = await apply(seedOf(here({ groups: [], ...more() })), true);
    expect(reasons(applied)).toEqual([expect.stringContaining('nobody would be left who administers the tenant')]);
    expect(await store.journal.head(tenant)).toBe(head);
  });

  it('may put another administrator in the place of the last one', async () => {
    const seed = seedOf(here({ users: people('b'), directoryRoles: administrators('b') }));
    expect(await apply(seed, true)).toMatchObject({ kind: 'applied' });
    expect(await exists('a')).toBe(false);
  });

  it('is refused that takes away a domain in which somebody has his name', async () => {
    const more = { id: tenant, domains: [domain, `more.${domain}`] };
    await apply(seedOf({ ...more, users: [{ userPrincipalName: `c@more.${domain}` }] }));
    const head = await store.journal.head(tenant);
    const applied = await apply(seedOf(here({})), true);
    expect(reasons(applied)).toEqual([expect.stringContaining(`remove the domain \`more.${domain}\``)]);
    expect(await store.journal.head(tenant)).toBe(head);
  });

  it('leaves the service principal of Graph, and what applications of its own need', async () => {
    await apply(seedOf(here({ servicePrincipals: [] })), true);
    expect(
      (await directory.configuration(tenant))?.servicePrincipal('00000003-0000-0000-c000-000000000000' as never),
    ).toBeDefined();
  });
});

// The one suite that holds on both engines; directory.embedded.test.ts and directory.postgres.test.ts run it.
import { type AppId, type TenantId, type UserId, consumersTenantId, graphAppId } from '@gatehouse/model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemIds } from '../platform/ids/index.js';
import type { Store, StoreSettings } from '../platform/store/index.js';
import { describeChanges } from './directory-changes.fixture.js';
import { describeWalls } from './directory-walls.fixture.js';
import { bringInto, freshWorld, suiteClock } from './fresh-world.fixture.js';
import { type Directory, graphApplication, openDirectory } from './index.js';
import { seedInto } from './seeding.fixture.js';

export interface EngineUnderTest {
  readonly engine: Store['engine'];
  open(settings: StoreSettings): Promise<Store>;
}

/** Opens a directory of its own over the store for each test. */
function directoryOver(store: () => Store): () => Directory {
  let directory: Directory;
  beforeEach(() => {
    directory = openDirectory({ store: store(), clock: suiteClock, ids: systemIds });
    return () => directory.close();
  });
  return () => directory;
}

export function describeDirectory(under: EngineUnderTest): void {
  describe(`the directory on the ${under.engine} engine`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await under.open({ clock: suiteClock });
    });
    afterAll(() => store.close());
    const opened = (): Store => store;
    const directory = directoryOver(opened);

    tenants(opened, directory);
    users(opened, directory);
    memberships(opened, directory);
    presence(opened, directory);
    describeChanges(opened, directory);
    describe('ONE-TENANT', () => {
      describeWalls(opened, directory);
    });
  });
}

function tenants(store: () => Store, directory: () => Directory): void {
  it('knows a tenant by its id and by its domains, in any letter case', async () => {
    const world = await freshWorld(store());
    const tenant = await directory().resolveTenant(world.first.toUpperCase());
    expect(tenant).toEqual({
      id: world.first,
      displayName: 'First',
      domains: [{ name: world.domain, isDefault: true, isInitial: true }],
      legacy: { passwordGrant: false },
      createdAt: suiteClock.now(),
    });
    expect(await directory().resolveTenant(world.domain.toUpperCase())).toEqual(tenant);
    expect(await directory().tenantIds()).toEqual(expect.arrayContaining([world.first, world.second]));
  });

  it.each(['common', 'organizations', 'nobody.example', 'not a name', '', '10000000-0000-0000-0000-00000000ffff'])(
    'knows no tenant called `%s`',
    async (name) => expect(await directory().resolveTenant(name)).toBeUndefined(),
  );

  it('finds the tenant of a user name by its domain, and takes any other for a personal account', async () => {
    const world = await freshWorld(store());
    expect(await directory().tenantOfUserName(`Whoever@${world.domain.toUpperCase()}`)).toBe(world.first);
    expect(await directory().tenantOfUserName('sam@outlook.example')).toBe(consumersTenantId);
    expect(await directory().tenantOfUserName('sam')).toBe(consumersTenantId);
  });

  it('hears of a domain that is added later', async () => {
    const world = await freshWorld(store());
    const added = `new.${world.domain}`;
    expect(await directory().resolveTenant(added)).toBeUndefined();
    await seedInto(store(), [{ id: world.first, domains: [added] }]);
    expect((await directory().resolveTenant(added))?.id).toBe(world.first);
  });
}

function users(store: () => Store, directory: () => Directory): void {
  it('finds a user by user principal name and by mail address, in any letter case', async () => {
    const { first, alice, domain } = await freshWorld(store());
    const found = await directory().userByName(first, alice.toUpperCase());
    expect(found?.user.userPrincipalName).toBe(alice);
    expect((await directory().userByName(first, `Bob.Mail@${domain}`))?.user.userPrincipalName).toBe(`bob@${domain}`);
    expect(found && (await directory().userById(first, found.user.id))).toEqual(found);
    expect(await directory().userByName(first, `nobody@${domain}`)).toBeUndefined();
  });

  it('takes an address that two users have for neither of them, and a user principal name before an address', async () => {
    const world = await freshWorld(store());
    const [one, two] = ['one', 'two'].map((name) => `${name}@${world.domain}`);
    await seedInto(store(), [
      {
        id: world.first,
        users: [
          { userPrincipalName: one, mail: `both@${world.domain}` },
          { userPrincipalName: two, mail: `BOTH@${world.domain}` },
          { userPrincipalName: `three@${world.domain}`, mail: world.alice },
        ],
      },
    ]);
    expect(await directory().userByName(world.first, `both@${world.domain}`)).toBeUndefined();
    expect((await directory().userByName(world.first, world.alice))?.user.userPrincipalName).toBe(world.alice);
  });

  it('lists users page by page in the order of their ids, each once', async () => {
    const world = await freshWorld(store());
    const seen: UserId[] = [];
    for (;;) {
      const after = seen.at(-1);
      const page = await directory().listUsers(world.first, { top: 1, ...(after !== undefined && { after }) });
      if (page.length === 0) break;
      seen.push(...page.map((user) => user.id));
    }
    expect(seen).toEqual([...seen].sort());
    expect(seen).toHaveLength(2);
  });

  it.each(['', 'not-a-guid', "'; drop table users; --"])('knows no user and no application called `%s`', async (id) => {
    const { first } = await freshWorld(store());
    expect(await directory().userById(first, id as UserId)).toBeUndefined();
    expect(await directory().application(id as AppId)).toBeUndefined();
    expect(await directory().configuration(id as TenantId)).toBeUndefined();
  });
}

function memberships(store: () => Store, directory: () => Directory): void {
  it('walks nested groups that form a cycle, and lists each once', async () => {
    const { first, alice } = await freshWorld(store(), {
      first: {
        groups: [
          { displayName: 'A', members: ['alice@', 'C', 'A'] },
          { displayName: 'B', members: ['A'] },
          { displayName: 'C', members: ['B'] },
          { displayName: 'Apart', members: [] },
        ],
      },
    });
    const standing = await directory().userByName(first, alice);
    expect(standing?.directGroups.size).toBe(1);
    expect(standing?.transitiveGroups.size).toBe(3);
  });

  it('tells which groups are security groups, near and far', async () => {
    const { first, alice } = await freshWorld(store(), {
      first: {
        groups: [
          { displayName: 'Inner', members: ['alice@'] },
          { displayName: 'Mail', securityEnabled: false, mailEnabled: true, members: ['Inner'] },
          { displayName: 'Outer', members: ['Mail'] },
        ],
      },
    });
    const standing = await directory().userByName(first, alice);
    expect([standing?.transitiveGroups.size, standing?.securityGroups.size]).toEqual([3, 2]);
    expect([...(standing?.transitiveGroups ?? [])]).toEqual(
      expect.arrayContaining([...(standing?.securityGroups ?? [])]),
    );
    await seedInto(store(), [{ id: first, groups: [{ displayName: 'Mail', securityEnabled: true }] }]);
    expect((await directory().userByName(first, alice))?.securityGroups.size).toBe(3);
  });

  it('walks a chain of 300 groups', async () => {
    const groups = Array.from({ length: 300 }, (_, index) => ({
      displayName: `G${index}`,
      members: [index === 0 ? 'alice@' : `G${index - 1}`],
    }));
    const { first, alice } = await freshWorld(store(), { first: { groups } });
    expect((await directory().userByName(first, alice))?.transitiveGroups.size).toBe(300);
  });
}

function presence(store: () => Store, directory: () => Directory): void {
  it('knows Microsoft Graph everywhere, by all its names', async () => {
    const { first } = await freshWorld(store());
    const configuration = await directory().configuration(first);
    const graph = configuration?.servicePrincipal(graphAppId);
    expect(await directory().application(graphAppId)).toBe(graphApplication);
    for (const name of [
      'https://graph.microsoft.com',
      'https://graph.microsoft.com/',
      graphAppId,
      graphAppId.toUpperCase(),
    ]) {
      expect(configuration?.resource(name)).toBe(graph);
    }
    expect(graph?.oauth2PermissionScopes.some((scope) => scope.value === 'User.Read')).toBe(true);
    expect(graph?.appRoles.some((role) => role.value === 'User.Read.All')).toBe(true);
    expect(graph?.appOwnerOrganizationId).toBe(graphApplication.tenant);
  });

  it('finds a resource by its exact identifier URI and by its appId, an application wherever its home is', async () => {
    const { first, second, own } = await freshWorld(store());
    const here = await directory().configuration(first);
    expect(here?.resource(`api://${own}`)?.appId).toBe(own);
    expect(here?.resource(own)?.appId).toBe(own);
    expect(here?.resource(`API://${own}`)).toBeUndefined();
    expect((await directory().configuration(second))?.resource(own)).toBeUndefined();
    expect((await directory().application(own))?.tenant).toBe(first);
    expect(await directory().application(systemIds.guid())).toBeUndefined();
  });

  it('gives one service principal to eight who ask at the same time, and says so once', async () => {
    const { second, shared } = await freshWorld(store());
    const others = Array.from({ length: 7 }, () =>
      openDirectory({ store: store(), clock: suiteClock, ids: systemIds }),
    );
    const made = await Promise.all([directory(), ...others].map((each) => bringInto(each, second, shared)));
    for (const each of others) each.close();
    expect(new Set(made.map((principal) => principal.id)).size).toBe(1);
    expect(made[0]).toMatchObject({ tenant: second, appId: shared, displayName: 'Shared', accountEnabled: true });
    const entries = await store().journal.read(second, 0, 1000);
    expect(
      entries.filter((entry) => entry.operation === 'service-principal.create' && entry.target.name === 'Shared'),
    ).toHaveLength(1);
  });

  it('gives the service principal that another process made before the news of it came', async () => {
    const { second, shared } = await freshWorld(store());
    const deaf = openDirectory({ store: deafened(store()), clock: suiteClock, ids: systemIds });
    expect((await deaf.configuration(second))?.servicePrincipal(shared)).toBeUndefined();
    const made = await bringInto(directory(), second, shared);
    expect(await bringInto(deaf, second, shared)).toEqual(made);
    deaf.close();
  });

  it('gives no service principal where the audience of the application does not reach', async () => {
    const { second, own } = await freshWorld(store());
    await expect(bringInto(directory(), second, own)).rejects.toThrow('does not reach');
    await expect(bringInto(directory(), second, systemIds.guid())).rejects.toThrow('no application');
    await expect(bringInto(directory(), systemIds.guid(), own)).rejects.toThrow('no tenant');
  });
}

/** The same store, whose journal tells nothing: as in a process that the news has not reached yet. */
function deafened(store: Store): Store {
  return {
    engine: store.engine,
    journal: {
      read: (tenant, after, limit) => store.journal.read(tenant, after, limit),
      head: (tenant) => store.journal.head(tenant),
      subscribe: () => () => {},
    },
    inTenant: (tenant, work) => store.inTenant(tenant, work),
    inPlatform: (work) => store.inPlatform(work),
    commitTogether: (statements) => store.commitTogether(statements),
    ping: () => store.ping(),
    close: () => store.close(),
  };
}

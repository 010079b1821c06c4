import { type GroupId, type ServicePrincipalId, type TenantId, type UserId, graphAppId } from '@gatehouse/model';
import { expect, it } from 'vitest';
import { systemIds } from '../platform/ids/index.js';
import type { Store } from '../platform/store/index.js';
import { bringInto, freshWorld, suiteClock } from './fresh-world.fixture.js';
import { type Directory, openDirectory } from './index.js';
import { platformActor, seedInto } from './seeding.fixture.js';

/** What changes is seen by those who looked before. */
export function describeChanges(store: () => Store, directory: () => Directory): void {
  it('shows what a person grants at once, adds to it later, and says each change once', async () => {
    const { first, own, alice } = await freshWorld(store());
    const configuration = await directory().configuration(first);
    const clientId = configuration?.servicePrincipal(own)?.id as ServicePrincipalId;
    const resourceId = configuration?.servicePrincipal(graphAppId)?.id as ServicePrincipalId;
    const principalId = (await directory().userByName(first, alice))?.user.id as UserId;
    const grant = (...scopes: string[]) =>
      directory().recordConsent(
        first,
        { client: own, principalId, openIdScopes: [], resources: [{ id: resourceId, scopes }] },
        platformActor,
      );
    const before = await store().journal.head(first);
    await grant('User.Read', 'openid', 'User.Read');
    await grant('openid', 'Group.Read.All');
    await grant('openid');
    expect((await directory().userById(first, principalId))?.grants).toEqual([
      {
        id: expect.any(String),
        clientId,
        resourceId,
        consentType: 'Principal',
        principalId,
        scopes: ['User.Read', 'openid', 'Group.Read.All'],
      },
    ]);
    const entries = await store().journal.read(first, before, 10);
    expect(entries.map((entry) => entry.operation)).toEqual([
      'oauth2-permission-grant.create',
      'oauth2-permission-grant.update',
    ]);
    expect(entries[1]?.changes).toEqual([
      { property: 'scopes', old: ['User.Read', 'openid'], new: ['User.Read', 'openid', 'Group.Read.All'] },
    ]);
  });

  it('keeps nothing of a consent of which one part cannot be written', async () => {
    const { second, shared, mallory } = await freshWorld(store());
    const principalId = (await directory().userByName(second, mallory))?.user.id as UserId;
    const before = await store().journal.head(second);
    const resources = [{ id: systemIds.guid<ServicePrincipalId>(), scopes: ['Gone'] }];
    const consent = { client: shared, principalId, openIdScopes: ['openid'], resources };
    await expect(directory().recordConsent(second, consent, platformActor)).rejects.toThrow('foreign key');
    expect((await directory().configuration(second))?.servicePrincipal(shared)).toBeUndefined();
    expect((await directory().userById(second, principalId))?.grants).toEqual([]);
    expect(await store().journal.head(second)).toBe(before);
    await directory().recordConsent(second, { ...consent, resources: [] }, platformActor);
    expect((await directory().configuration(second))?.servicePrincipal(shared)).toBeDefined();
    expect((await directory().userById(second, principalId))?.grants).toMatchObject([{ scopes: ['openid'] }]);
    const entries = await store().journal.read(second, before, 10);
    expect(entries.map((entry) => entry.operation)).toEqual([
      'service-principal.create',
      'oauth2-permission-grant.create',
    ]);
  });

  it('keeps every scope when eight grants are made at the same time', async () => {
    const { first, own, alice } = await freshWorld(store());
    const configuration = await directory().configuration(first);
    const id = configuration?.servicePrincipal(graphAppId)?.id as ServicePrincipalId;
    const principalId = (await directory().userByName(first, alice))?.user.id as UserId;
    const scopes = Array.from({ length: 8 }, (_, index) => `Scope.${index}`);
    await Promise.all(
      scopes.map((scope) =>
        directory().recordConsent(
          first,
          { client: own, principalId, openIdScopes: [], resources: [{ id, scopes: [scope] }] },
          platformActor,
        ),
      ),
    );
    const grants = (await directory().userById(first, principalId))?.grants ?? [];
    expect(grants).toHaveLength(1);
    expect([...(grants[0]?.scopes ?? [])].sort()).toEqual(scopes);
  });

  it('shows a change of a user, of membership near and far, and of an assignment, to those who looked before', async () => {
    const { first, own, alice } = await freshWorld(store(), {
      first: {
        groups: [{ displayName: 'Inner', members: ['alice@'] }, { displayName: 'Outer' }],
        applications: [],
      },
    });
    const look = async () => directory().userByName(first, alice);
    expect((await look())?.transitiveGroups.size).toBe(1);
    await seedInto(store(), [{ id: first, users: [{ userPrincipalName: alice, accountEnabled: false }] }]);
    expect((await look())?.user.accountEnabled).toBe(false);
    await seedInto(store(), [{ id: first, groups: [{ displayName: 'Outer', members: ['Inner'] }] }]);
    expect((await look())?.transitiveGroups.size).toBe(2);
    expect((await look())?.directGroups.size).toBe(1);
    await seedInto(store(), [{ id: first, groups: [{ displayName: 'Outer', members: [alice] }] }]);
    expect((await look())?.directGroups.size).toBe(2);
    await seedInto(store(), [
      {
        id: first,
        applications: [{ appId: own, displayName: 'Own', appRoles: [{ value: 'R', allowedMemberTypes: ['User'] }] }],
        appRoleAssignments: [
          { principal: alice, resource: own, role: 'R' },
          { principal: 'Outer', resource: own, role: 'R' },
        ],
      },
    ]);
    expect((await look())?.assignments).toHaveLength(1);
    const outer = [...((await look())?.directGroups ?? [])];
    const configuration = await directory().configuration(first);
    expect(outer.flatMap((group: GroupId) => configuration?.assignmentsOf(group) ?? [])).toHaveLength(1);
  });

  it('shows a change of an application where it is at home and where it is present', async () => {
    const world = await freshWorld(store());
    await bringInto(directory(), world.second, world.shared);
    const scopes = async (tenant: TenantId) =>
      (await directory().configuration(tenant))
        ?.servicePrincipal(world.shared)
        ?.oauth2PermissionScopes.map((one) => one.value);
    expect(await scopes(world.second)).toEqual(['Use']);
    const api = { oauth2PermissionScopes: [{ value: 'Use' }, { value: 'Use.More' }] };
    await seedInto(store(), [{ id: world.first, applications: [{ appId: world.shared, displayName: 'Shared', api }] }]);
    expect(await scopes(world.first)).toEqual(['Use', 'Use.More']);
    expect(await scopes(world.second)).toEqual(['Use', 'Use.More']);
    expect((await directory().application(world.shared))?.api.oauth2PermissionScopes).toHaveLength(2);
  });

  it('leaves the configuration of a tenant alone that nothing changed in', async () => {
    const world = await freshWorld(store());
    const before = await directory().configuration(world.second);
    await seedInto(store(), [{ id: world.first, users: [{ userPrincipalName: world.alice, jobTitle: 'x' }] }]);
    expect(await directory().configuration(world.second)).toBe(before);
  });

  it('does not keep a configuration whose reading began before a change', async () => {
    const world = await freshWorld(store());
    const { slow, reading, goOn } = heldBack(store());
    const delayed = openDirectory({ store: slow, clock: suiteClock, ids: systemIds });
    const early = delayed.configuration(world.first);
    await reading;
    await seedInto(store(), [{ id: world.first, policies: { legacy: { passwordGrant: true } } }]);
    goOn();
    expect((await early)?.tenant.legacy.passwordGrant).toBe(false);
    expect((await delayed.configuration(world.first))?.tenant.legacy.passwordGrant).toBe(true);
    delayed.close();
  });

  it('does not keep a configuration whose reading began before a change of an application that is present in it', async () => {
    const world = await freshWorld(store());
    await bringInto(directory(), world.second, world.shared);
    const { slow, reading, goOn } = heldBack(store(), world.first);
    const delayed = openDirectory({ store: slow, clock: suiteClock, ids: systemIds });
    const early = delayed.configuration(world.second);
    await reading;
    const api = { oauth2PermissionScopes: [{ value: 'Use.Later' }] };
    await seedInto(store(), [{ id: world.first, applications: [{ appId: world.shared, displayName: 'Shared', api }] }]);
    goOn();
    await early;
    const fresh = (await delayed.configuration(world.second))?.servicePrincipal(world.shared);
    expect(fresh?.oauth2PermissionScopes.map((scope) => scope.value)).toEqual(['Use.Later']);
    delayed.close();
  });

  it('does not keep the standing of a user whose reading began before a change', async () => {
    const world = await freshWorld(store());
    const id = (await directory().userByName(world.first, world.alice))?.user.id as UserId;
    const { slow, reading, goOn } = heldBack(store());
    const delayed = openDirectory({ store: slow, clock: suiteClock, ids: systemIds });
    const early = delayed.userById(world.first, id);
    await reading;
    await seedInto(store(), [{ id: world.first, users: [{ userPrincipalName: world.alice, accountEnabled: false }] }]);
    goOn();
    expect((await early)?.user.accountEnabled).toBe(true);
    expect((await delayed.userById(world.first, id))?.user.accountEnabled).toBe(false);
    delayed.close();
  });
}

/** The same store, except that the first answer it reads of a tenant is handed on only when the test says so. */
function heldBack(store: Store, tenant?: TenantId) {
  let read: () => void = () => {};
  let goOn: () => void = () => {};
  const reading = new Promise<void>((resolve) => {
    read = resolve;
  });
  const release = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let isFirst = true;
  const slow: Store = {
    engine: store.engine,
    journal: store.journal,
    inPlatform: (work) => store.inPlatform(work),
    commitTogether: (statements) => store.commitTogether(statements),
    ping: () => store.ping(),
    close: () => store.close(),
    inTenant: async (of, work) => {
      const answer = await store.inTenant(of, work);
      if (isFirst && (tenant === undefined || tenant === of)) {
        isFirst = false;
        read();
        await release;
      }
      return answer;
    },
  };
  return { slow, reading, goOn };
}

import { createHash } from 'node:crypto';
import type { AppId, TenantId } from '@gatehouse/model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemIds } from '../../platform/ids/index.js';
import { openStore, type Store } from '../../platform/store/index.js';
import { suiteClock } from '../fresh-world.fixture.js';
import { type Directory, openDirectory } from '../index.js';
import { exampleCertificate, seedInto } from '../seeding.fixture.js';
import { applySeed, planSeed } from './apply-seed.js';
import { loadSeed } from './load-seed.js';
import type { SeedExtension } from './seed-extension.js';

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
let appId: AppId;
let domain: string;
beforeEach(() => {
  tenant = systemIds.guid<TenantId>();
  appId = systemIds.guid<AppId>();
  domain = `${systemIds.bytes(5).toString('hex')}.example`;
});

/** A tenant with everything a seed can say. */
function everything() {
  return {
    id: tenant,
    displayName: 'All of it',
    domains: [domain, `all.onmicrosoft.${domain}`],
    policies: { legacy: { passwordGrant: true } },
    users: [
      {
        userPrincipalName: 'alice@',
        mail: 'alice@',
        businessPhones: ['+1 425 555 0100'],
        createdDateTime: '2030-01-01T00:00:00Z',
      },
      { userPrincipalName: 'bob@', userType: 'Guest', accountEnabled: false },
    ],
    groups: [
      { displayName: 'Inner', members: ['alice@'], owners: ['bob@', 'alice@'] },
      { displayName: 'Outer', members: ['Inner', 'bob@'], groupTypes: ['Unified'], description: 'x' },
    ],
    applications: [
      {
        appId,
        displayName: 'App',
        owners: ['bob@', 'alice@'],
        identifierUris: [`https://${domain}/b`, `https://${domain}/a`],
        verifiedPublisher: { displayName: 'Somebody' },
        web: {
          redirectUris: ['https://b.example/', 'https://a.example/'],
          redirectUriSettings: [{ uri: 'https://b.example/', index: 1 }, { uri: 'https://a.example/' }],
          implicitGrantSettings: { enableIdTokenIssuance: true },
        },
        api: {
          requestedAccessTokenVersion: 2,
          oauth2PermissionScopes: [{ value: 'S2' }, { value: 'S1', type: 'User' }],
        },
        appRoles: [
          { value: 'R', allowedMemberTypes: ['User', 'Application'] },
          { displayName: 'Only a name', allowedMemberTypes: ['User'] },
        ],
        groupMembershipClaims: 'SecurityGroup,ApplicationGroup',
        optionalClaims: { accessToken: [{ name: 'email', source: null, essential: false, additionalProperties: [] }] },
        passwordCredentials: [
          { displayName: 'z', secretText: 'fake-secret-text-z' },
          { displayName: 'a', secretText: 'fake-secret-text-a' },
        ],
        keyCredentials: [{ certificate: exampleCertificate }],
        federatedIdentityCredentials: ['zulu', 'Alpha'].map((name) => ({
          name,
          issuer: 'https://issuer.example',
          subject: name,
          audiences: ['api://AzureADTokenExchange'],
          jwks: { keys: [{ kty: 'RSA', n: 'x', e: 'AQAB' }] },
        })),
        gatehouse: { allowPasswordGrant: true, accessTokenSigningAlgorithm: 'ES256' },
      },
    ],
    servicePrincipals: [
      { appId, appRoleAssignmentRequired: true, tags: ['t'], owners: ['alice@'], servicePrincipalNames: ['urn:extra'] },
    ],
    oauth2PermissionGrants: [
      {
        client: appId,
        resource: '00000003-0000-0000-c000-000000000000',
        scope: 'User.Read openid',
        consentType: 'AllPrincipals',
      },
      { client: appId, resource: appId, scope: 'S1', consentType: 'Principal', principal: 'ALICE@' },
    ],
    appRoleAssignments: [
      { principal: 'alice@', resource: appId, role: 'R' },
      { principal: 'Outer', resource: appId },
      { principal: appId, resource: appId, role: 'R' },
    ],
  };
}

describe('a seed applied', () => {
  it('a second time changes nothing and writes nothing into the journal', async () => {
    const first = await seedInto(store, [everything()]);
    const head = await store.journal.head(tenant);
    expect(first).toEqual({ kind: 'applied', changed: 16, unchanged: 0, warnings: [] });
    expect(await seedInto(store, [everything()])).toMatchObject({ changed: 0, unchanged: 16 });
    expect(await store.journal.head(tenant)).toBe(head);
  });

  it('a second time at another time changes nothing either', async () => {
    await seedInto(store, [everything()]);
    const head = await store.journal.head(tenant);
    const content = JSON.stringify({ tenants: [everything()] }).replaceAll('@"', `@${domain}"`);
    const loaded = loadSeed([{ name: 'again.json', content }]);
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
    const later = { now: () => suiteClock.now() + 86_400_000 };
    expect(await applySeed(loaded.seed, { store, clock: later })).toMatchObject({ kind: 'applied', changed: 0 });
    expect(await store.journal.head(tenant)).toBe(head);
  });

  it('reads as it was written', async () => {
    await seedInto(store, [everything()]);
    const application = (await directory.configuration(tenant))?.ownApplication(appId);
    const [secret] = application?.passwordCredentials.filter((one) => one.displayName === 'z') ?? [];
    expect(secret).toMatchObject({
      hint: 'fak',
      digest: createHash('sha256').update('fake-secret-text-z').digest('base64url'),
      startAt: suiteClock.now(),
      endAt: suiteClock.now() + 730 * 86_400_000,
    });
    expect(application?.keyCredentials[0]).toMatchObject({
      usage: 'Verify',
      type: 'AsymmetricX509Cert',
      startAt: Date.UTC(2024, 0, 1),
      endAt: Date.UTC(2049, 11, 31, 23, 59, 59),
      thumbprintSha256: expect.stringMatching(/^[\w-]{43}$/),
      thumbprintSha1: expect.stringMatching(/^[\w-]{27}$/),
    });
    expect(application).toMatchObject({
      identifierUris: [`https://${domain}/b`, `https://${domain}/a`],
      publisherDomain: domain,
      groupMembershipClaims: ['SecurityGroup', 'ApplicationGroup'],
      api: {
        requestedAccessTokenVersion: 2,
        oauth2PermissionScopes: [
          { value: 'S2', type: 'Admin' },
          { value: 'S1', type: 'User' },
        ],
      },
      web: {
        redirectUris: ['https://b.example/', 'https://a.example/'],
        redirectUriSettings: [
          { uri: 'https://b.example/', index: 1 },
          { uri: 'https://a.example/', index: null },
        ],
        implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: false },
      },
      gatehouse: { allowPasswordGrant: true, requirePkce: true, accessTokenSigningAlgorithm: 'ES256' },
    });
    expect(application?.federatedIdentityCredentials.map((one) => one.name).sort()).toEqual(['Alpha', 'zulu']);
  });

  it('asks for version 1 tokens where it names no version, as Graph does', async () => {
    await seedInto(store, [{ id: tenant, domains: [domain], applications: [{ appId, displayName: 'A' }] }]);
    expect((await directory.application(appId))?.api.requestedAccessTokenVersion).toBe(1);
  });

  it('takes back a token version and group claims by null, and leaves them where it says nothing', async () => {
    await seedInto(store, [everything()]);
    const stored = async () => {
      const { api, groupMembershipClaims } = (await directory.configuration(tenant))?.ownApplication(appId) ?? {};
      return [api?.requestedAccessTokenVersion, groupMembershipClaims];
    };
    const applications = [{ appId, displayName: 'App', api: {} }];
    await seedInto(store, [{ id: tenant, applications }]);
    expect(await stored()).toEqual([2, ['SecurityGroup', 'ApplicationGroup']]);
    const nothing = { groupMembershipClaims: null, api: { requestedAccessTokenVersion: null } };
    await seedInto(store, [{ id: tenant, applications: [{ ...applications[0], ...nothing }] }]);
    expect(await stored()).toEqual([1, []]);
  });

  it('changes the properties it names and leaves the others, the members and the secrets as they are', async () => {
    await seedInto(store, [everything()]);
    const head = await store.journal.head(tenant);
    await seedInto(store, [
      {
        id: tenant,
        users: [{ userPrincipalName: `ALICE@${domain}`, jobTitle: 'Engineer' }],
        groups: [{ displayName: 'Inner', members: [`bob@${domain}`] }],
        applications: [
          {
            appId,
            displayName: 'App',
            web: { redirectUris: ['https://c.example/'] },
            passwordCredentials: [{ displayName: 'new', secretText: 'fake-secret-text-new' }],
          },
        ],
      },
    ]);
    const entries = await store.journal.read(tenant, head, 100);
    expect(entries.map((entry) => [entry.operation, entry.changes?.map((change) => change.property)])).toEqual([
      ['user.update', ['userPrincipalName', 'jobTitle']],
      ['application.update', ['web', 'passwordCredentials']],
      ['group-member.add', ['members']],
    ]);
    const standing = await directory.userByName(tenant, `alice@${domain}`);
    expect(standing?.user).toMatchObject({ jobTitle: 'Engineer', businessPhones: ['+1 425 555 0100'] });
    const application = await directory.application(appId);
    expect(application?.passwordCredentials).toHaveLength(3);
    expect(application?.web.implicitGrantSettings.enableIdTokenIssuance).toBe(true);
  });

  it('keeps a stored secret that it names without its text', async () => {
    await seedInto(store, [everything()]);
    const applications = [{ appId, displayName: 'App', passwordCredentials: [{ displayName: 'z' }] }];
    expect(await seedInto(store, [{ id: tenant, applications }])).toMatchObject({ changed: 0 });
  });

  it('SEALED-SECRETS: tells the journal no secret, no hint and no digest', async () => {
    await seedInto(store, [everything()]);
    const told = JSON.stringify(await store.journal.read(tenant, 0, 1000));
    for (const secret of ['fake-secret-text-z', 'fake-secret-text-a']) {
      expect(told).not.toContain(secret);
      expect(told).not.toContain(createHash('sha256').update(secret).digest('base64url'));
    }
    expect(told).not.toContain('"hint"');
  });

  it('in several files that speak of one tenant is one seed', async () => {
    const files = [
      {
        name: 'one.yaml',
        content: `tenants: [{ id: ${tenant}, displayName: One, domains: [${domain}], users: [{ userPrincipalName: a@${domain} }] }]`,
      },
      {
        name: 'two.yaml',
        content: `tenants: [{ domains: [${domain}], groups: [{ displayName: G, members: [a@${domain}] }] }]`,
      },
    ];
    const loaded = loadSeed(files);
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
    expect(await applySeed(loaded.seed, { store, clock: suiteClock })).toMatchObject({ kind: 'applied' });
    expect((await directory.userByName(tenant, `a@${domain}`))?.directGroups.size).toBe(1);
  });

  it('may refer to what the store holds already', async () => {
    await seedInto(store, [everything()]);
    const grants = [
      { client: appId, resource: appId, scope: 'S2', consentType: 'Principal', principal: `alice@${domain}` },
    ];
    expect(await seedInto(store, [{ id: tenant, oauth2PermissionGrants: grants }])).toMatchObject({ changed: 1 });
    expect((await directory.userByName(tenant, `alice@${domain}`))?.grants[0]?.scopes).toEqual(['S1', 'S2']);
  });

  it('may give values of, and assign policies to, what the store holds already', async () => {
    const attribute = `extension_${appId.replaceAll('-', '')}_cost`;
    const extensionProperties = [{ name: 'cost', dataType: 'String', targetObjects: ['User'] }];
    await seedInto(store, [everything()]);
    await seedInto(store, [{ id: tenant, applications: [{ appId, displayName: 'App', extensionProperties }] }]);
    const policy = {
      displayName: 'P',
      definition: ['{"TokenLifetimePolicy":{"Version":1,"AccessTokenLifetime":"02:00:00"}}'],
      appliesTo: [{ application: appId }, { servicePrincipal: appId }],
    };
    const more = {
      id: tenant,
      users: [{ userPrincipalName: `alice@${domain}`, [attribute]: '7' }],
      policies: { tokenLifetimePolicies: [policy] },
    };
    expect(await seedInto(store, [more])).toMatchObject({ changed: 4 });
    expect(await seedInto(store, [more])).toMatchObject({ changed: 0 });
    const { user } = (await directory.userByName(tenant, `alice@${domain}`)) ?? {};
    expect(user?.properties).toEqual({ [attribute]: '7' });
  });

  it('can be planned without being applied', async () => {
    const loaded = loadSeed([{ name: 'x.yaml', content: `tenants: [{ id: ${tenant}, domains: [${domain}] }]` }]);
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
    const planned = await planSeed(loaded.seed, { store, clock: suiteClock });
    expect(planned.kind === 'ok' && planned.plans.get(tenant)?.tenant.before).toBeUndefined();
    expect(await store.journal.head(tenant)).toBe(0);
  });
});

describe('what a capability brings to a user', () => {
  const heard: unknown[] = [];
  const password: SeedExtension = {
    section: 'user',
    property: 'password',
    schema: z.string().transform((value) => value.length),
    apply: async (tx, subject, value, actor) => {
      if (value === 13) throw new Error('unlucky');
      heard.push([tx.tenant, subject.userPrincipalName, value, actor]);
      tx.journal({ operation: 'password.set', actor, target: { type: 'user', id: subject.userId } });
      return true;
    },
  };
  const people = (value: string) => ({
    id: tenant,
    domains: [domain],
    users: [{ userPrincipalName: 'alice@', password: value }, { userPrincipalName: 'bob@' }],
  });

  it("is handed over as its schema reads it, in the user's transaction, and counted", async () => {
    const applied = await seedInto(store, [people('Fake-Passw0rd-1')], [password]);
    expect(heard).toEqual([[tenant, `alice@${domain}`, 15, { kind: 'operator', name: 'seed' }]]);
    expect(applied.changed).toBe(5);
    const entries = await store.journal.read(tenant, 0, 100);
    expect(entries.map((entry) => entry.operation)).toContain('password.set');
  });

  it('takes everything of the tenant back when it fails', async () => {
    await expect(seedInto(store, [people('Fake-Passw0rd')], [password])).rejects.toThrow('unlucky');
    expect(await store.journal.head(tenant)).toBe(0);
    expect(await directory.resolveTenant(domain)).toBeUndefined();
  });
});

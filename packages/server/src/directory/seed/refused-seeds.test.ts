import type { TenantId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../platform/ids/index.js';
import { openStore, type Store } from '../../platform/store/index.js';
import { suiteClock } from '../fresh-world.fixture.js';
import { seedInto } from '../seeding.fixture.js';
import { applySeed } from './apply-seed.js';
import { loadSeed } from './load-seed.js';

const own = 'a0000000-0000-4000-8000-000000000001';
const other = 'a0000000-0000-4000-8000-000000000002';
const stranger = 'a0000000-0000-4000-8000-00000000000f';
const graph = '00000003-0000-0000-c000-000000000000';
const settled = 'c0000000-0000-4000-8000-00000000000f';

const oldUser = 'd0000000-0000-4000-8000-00000000000f';
const oldGroup = 'd0000000-0000-4000-8000-00000000000e';
const oldApp = 'd0000000-0000-4000-8000-00000000000d';
const oldPresence = 'd0000000-0000-4000-8000-00000000000c';
const newId = 'd0000000-0000-4000-8000-000000000001';

/** The store holds one tenant beforehand: `settled.example`, an application with a name everywhere, one with a name at home. */
const before = {
  id: settled,
  displayName: 'Settled',
  domains: ['settled.example'],
  users: [{ id: oldUser, userPrincipalName: 'old@settled.example' }],
  groups: [{ id: oldGroup, displayName: 'Old' }],
  servicePrincipals: [{ id: oldPresence, appId: stranger }],
  applications: [
    {
      id: oldApp,
      appId: stranger,
      displayName: 'Everywhere',
      signInAudience: 'AzureADMultipleOrgs',
      identifierUris: ['https://settled.example/api'],
    },
  ],
};

type Text = Record<string, unknown>;
const app = (change: Text = {}) => ({ appId: own, displayName: 'Own', ...change });
const grant = (change: Text = {}) => ({
  oauth2PermissionGrants: [
    { client: own, resource: graph, scope: 'User.Read', consentType: 'AllPrincipals', ...change },
  ],
});
const assignment = (change: Text = {}) => ({
  appRoleAssignments: [{ principal: 'alice@fresh.example', resource: own, role: 'R', ...change }],
});
const roles = [
  { value: 'R', allowedMemberTypes: ['User'] },
  { value: 'Off', allowedMemberTypes: ['User'], isEnabled: false },
];

describe('a seed is refused as a whole', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
    await seedInto(store, [before]);
  });
  afterAll(() => store.close());

  /** What is wrong in a tenant `fresh.example` with an innocent user, the application `own` and the given parts. */
  const cases: [string, Text, path: string, reason: RegExp][] = [
    [
      'for a user in a domain that is not its own',
      { users: [{ userPrincipalName: 'x@settled.example' }] },
      'users[0].userPrincipalName',
      /not a verified domain/,
    ],
    [
      'for two users of one name',
      { users: [{ userPrincipalName: 'x@fresh.example' }, { userPrincipalName: 'X@fresh.example' }] },
      'users[1].userPrincipalName',
      /more than once/,
    ],
    [
      'for two users of one id',
      { users: ['x', 'y'].map((name) => ({ id: own, userPrincipalName: `${name}@fresh.example` })) },
      'users[1].id',
      /more than once/,
    ],
    [
      'for two groups of one name',
      { groups: [{ displayName: 'G' }, { displayName: 'G' }] },
      'groups[1].displayName',
      /more than once/,
    ],
    [
      'for a member nobody knows',
      { groups: [{ displayName: 'G', members: ['nobody@fresh.example'] }] },
      'groups[0].members[0]',
      /no user, group, service principal or device/,
    ],
    [
      'for an owner nobody knows',
      { groups: [{ displayName: 'G', owners: ['nobody@fresh.example'] }] },
      'groups[0].owners[0]',
      /no user/,
    ],
    [
      "for another tenant's user as a member",
      { groups: [{ displayName: 'G', members: ['old@settled.example'] }] },
      'groups[0].members[0]',
      /no user/,
    ],
    [
      "for another tenant's user as a member by id",
      { groups: [{ displayName: 'G', members: ['d0000000-0000-4000-8000-00000000000f'] }] },
      'groups[0].members[0]',
      /no user/,
    ],
    ['for two applications of one appId', { applications: [app(), app()] }, 'applications[1].appId', /more than once/],
    [
      'for two applications of one name and no appId',
      { applications: [{ displayName: 'X' }, { displayName: 'X' }] },
      'applications[1].displayName',
      /more than once/,
    ],
    [
      "for the platform's own application",
      { applications: [app({ appId: graph })] },
      'applications[0].appId',
      /platform's own/,
    ],
    [
      "for another tenant's application",
      { applications: [app({ appId: stranger })] },
      'applications[0].appId',
      /another tenant/,
    ],
    [
      'for a redirect URI in clear text',
      { applications: [app({ web: { redirectUris: ['https://a.example', 'http://a.example'] } })] },
      'applications[0].web.redirectUris[1]',
      /https/,
    ],
    [
      'for an identifier URI of nobody',
      { applications: [app({ identifierUris: ['api://orders'] })] },
      'applications[0].identifierUris[0]',
      /verified domain/,
    ],
    [
      'for one identifier URI on two applications',
      {
        applications: [
          app({ identifierUris: ['https://fresh.example/a'] }),
          app({ appId: other, displayName: 'Other', identifierUris: ['https://fresh.example/a'] }),
        ],
      },
      'applications[1].identifierUris[0]',
      /already/,
    ],
    [
      'for a secret without its text',
      { applications: [app({ passwordCredentials: [{ displayName: 'x' }] })] },
      'applications[0].passwordCredentials[0]',
      /secretText/,
    ],
    [
      'for a publisher domain that is not its own',
      { applications: [app({ publisherDomain: 'settled.example' })] },
      'applications[0].publisherDomain',
      /not a verified domain/,
    ],
    [
      'for an application owner nobody knows',
      { applications: [app({ owners: ['nobody@fresh.example'] })] },
      'applications[0].owners[0]',
      /no user/,
    ],
    [
      'for personal accounts with version 1 tokens',
      { applications: [app({ signInAudience: 'PersonalMicrosoftAccount' })] },
      'applications[0].api.requestedAccessTokenVersion',
      /2/,
    ],
    [
      'for a service principal of no application',
      { servicePrincipals: [{ appId: other }] },
      'servicePrincipals[0].appId',
      /no application/,
    ],
    [
      'for a service principal twice',
      { servicePrincipals: [{ appId: own }, { appId: own }] },
      'servicePrincipals[1].appId',
      /more than once/,
    ],
    [
      'for a grant to a client nobody knows',
      grant({ client: other }),
      'oauth2PermissionGrants[0].client',
      /no application/,
    ],
    [
      'for a grant to a client that is not present',
      grant({ client: stranger }),
      'oauth2PermissionGrants[0].client',
      /list it in `servicePrincipals`/,
    ],
    [
      'for a grant on a resource nobody knows',
      grant({ resource: other }),
      'oauth2PermissionGrants[0].resource',
      /no application/,
    ],
    [
      'for a scope that is not published',
      grant({ scope: 'User.Read Orders.Read' }),
      'oauth2PermissionGrants[0].scope',
      /no scope `Orders.Read`/,
    ],
    ['for a grant of nothing', grant({ scope: ' ' }), 'oauth2PermissionGrants[0].scope', /at least one/],
    [
      "for a person's grant without person",
      grant({ consentType: 'Principal' }),
      'oauth2PermissionGrants[0].principal',
      /required/,
    ],
    [
      'for a grant to a person nobody knows',
      grant({ consentType: 'Principal', principal: 'x@fresh.example' }),
      'oauth2PermissionGrants[0].principal',
      /no user/,
    ],
    [
      'for a grant to all that names a person',
      grant({ principal: 'alice@fresh.example' }),
      'oauth2PermissionGrants[0].principal',
      /absent/,
    ],
    [
      'for an assignment to nobody',
      assignment({ principal: 'Nobodies' }),
      'appRoleAssignments[0].principal',
      /no user, group or service principal/,
    ],
    ['for a role that is not published', assignment({ role: 'Boss' }), 'appRoleAssignments[0].role', /no app role/],
    ['for a role that is switched off', assignment({ role: 'Off' }), 'appRoleAssignments[0].role', /no app role/],
    [
      'for a role of people given to an application',
      assignment({ principal: own }),
      'appRoleAssignments[0].role',
      /not for applications/,
    ],
    ['for a domain that another tenant has', { domains: ['settled.example'] }, 'domains[0]', /belongs to the tenant/],
    ['for a domain that is none', { domains: ['fresh'] }, 'domains[0]', /not a domain name/],
    ['for a tenant without domain', { domains: [], users: [], appRoleAssignments: [] }, '', /at least one domain/],
    ["for the platform's own tenant", { id: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a' }, 'id', /platform's own/],
  ];

  it.each(cases)('%s', async (_title, parts, path, reason) => {
    const id = systemIds.guid<TenantId>();
    const tenant = {
      id,
      displayName: 'Fresh',
      domains: ['fresh.example'],
      users: [{ userPrincipalName: 'alice@fresh.example' }],
      applications: [app({ appRoles: roles })],
      ...parts,
    };
    const innocent = {
      id: systemIds.guid(),
      displayName: 'Innocent',
      domains: [`${systemIds.bytes(4).toString('hex')}.example`],
    };
    const loaded = loadSeed([{ name: 'bad.json', content: JSON.stringify({ tenants: [innocent, tenant] }) }]);
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
    const applied = await applySeed(loaded.seed, { store, clock: suiteClock });
    const at = path === '' ? 'tenants[1]' : `tenants[1].${path}`;
    expect(applied).toEqual({
      kind: 'refused',
      problems: expect.arrayContaining([
        expect.objectContaining({ file: 'bad.json', path: at, reason: expect.stringMatching(reason), line: 1 }),
      ]),
    });
    // Nothing of it is written, nor of the tenant before it that was in order.
    for (const tenantId of [innocent.id, id] as TenantId[]) {
      expect(await store.journal.head(tenantId)).toBe(0);
      expect(
        await store.inTenant(tenantId, (tx) => tx.rows('select 1 from tenants where tenant_id = $1', [tenantId])),
      ).toEqual([]);
    }
  });

  it.each<[what: string, parts: Text, path: string, holder: string]>([
    ['a service principal', { servicePrincipals: [{ id: oldUser, appId: other }] }, 'servicePrincipals[0]', 'a user'],
    ['a group', { groups: [{ id: oldUser, displayName: 'G' }] }, 'groups[0]', 'a user'],
    ['an application', { applications: [app({ id: oldGroup })] }, 'applications[0]', 'a group'],
    ['a user', { users: [{ id: oldGroup, userPrincipalName: 'new@settled.example' }] }, 'users[0]', 'a group'],
    ['a user', { users: [{ id: oldApp, userPrincipalName: 'new@settled.example' }] }, 'users[0]', 'an application'],
    [
      'another service principal',
      { servicePrincipals: [{ id: oldPresence, appId: own }] },
      'servicePrincipals[0]',
      'a service principal',
    ],
    [
      'two things of it',
      { groups: [{ id: newId, displayName: 'G' }], servicePrincipals: [{ id: newId, appId: other }] },
      'servicePrincipals[0]',
      'a group',
    ],
  ])('for %s with the id of something else: %j', async (_, parts, path, holder) => {
    const applications = [app(), { appId: other, displayName: 'Other' }];
    const tenants = [{ id: settled, applications, ...parts }];
    const loaded = loadSeed([{ name: 'bad.json', content: JSON.stringify({ tenants }) }]);
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
    expect(await applySeed(loaded.seed, { store, clock: suiteClock })).toMatchObject({
      kind: 'refused',
      problems: [
        {
          path: `tenants[0].${path}.id`,
          reason: expect.stringMatching(new RegExp(`^the id .* is that of ${holder}$`)),
        },
      ],
    });
  });

  it('for two tenants of it that claim one domain, one appId and one name everywhere', async () => {
    const shared = { signInAudience: 'AzureADMultipleOrgs', identifierUris: [`api://anything/${other}`] };
    const tenants = ['one', 'two'].map((name) => ({
      id: systemIds.guid(),
      displayName: name,
      domains: ['claimed.example'],
      applications: [{ appId: other, displayName: name, ...shared }],
    }));
    const loaded = loadSeed([{ name: 'bad.json', content: JSON.stringify({ tenants }) }]);
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
    const applied = await applySeed(loaded.seed, { store, clock: suiteClock });
    expect(applied.kind === 'refused' && applied.problems.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      expect.stringMatching(/^tenants\[1\]\.domains\[0\]: .*belongs to the tenant/),
      expect.stringMatching(/^tenants\[1\]\.applications\[0\]\.appId: .*another tenant/),
      expect.stringMatching(/^tenants\[1\]\.applications\[0\]\.identifierUris\[0\]: .*already/),
    ]);
  });

  it('for a personal account with the address of an organization', async () => {
    const tenants = [
      { id: '9188040d-6c67-4c5b-b112-36a304b66dad', users: [{ userPrincipalName: 'me@settled.example' }] },
    ];
    const loaded = loadSeed([{ name: 'bad.json', content: JSON.stringify({ tenants }) }]);
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
    expect(await applySeed(loaded.seed, { store, clock: suiteClock })).toMatchObject({
      kind: 'refused',
      problems: [{ path: 'tenants[0].users[0].userPrincipalName', reason: expect.stringMatching(/personal account/) }],
    });
  });

  it('for an id, of a user or an application, that is not the stored one', async () => {
    const tenants = [
      {
        id: settled,
        users: [{ id: systemIds.guid(), userPrincipalName: 'old@settled.example' }],
        applications: [{ id: systemIds.guid(), appId: stranger, displayName: 'Everywhere' }],
        servicePrincipals: [{ id: systemIds.guid(), appId: stranger }],
      },
    ];
    const loaded = loadSeed([{ name: 'bad.json', content: JSON.stringify({ tenants }) }]);
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
    const applied = await applySeed(loaded.seed, { store, clock: suiteClock });
    expect(applied.kind === 'refused' && applied.problems.map((problem) => problem.path)).toEqual([
      'tenants[0].users[0].id',
      'tenants[0].applications[0].id',
      'tenants[0].servicePrincipals[0].id',
    ]);
  });
});

import type { AppId, Condition, TenantId, UserId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../platform/ids/index.js';
import { openStore, type SqlValue, type Store, type TenantTransaction } from '../platform/store/index.js';
import { engineOf } from '../platform/store/internals.js';
import { pageApplications } from './applications/read-applications.js';
import { readApplicationIds, readApplicationsByAppId, readIdentifierUris } from './applications/repository.js';
import { suiteClock } from './fresh-world.fixture.js';
import { seedInto } from './seeding.fixture.js';
import { lockGrant } from './grants/repository.js';
import { readGroupsByName } from './groups/repository.js';
import { pageGroups } from './groups/read-groups.js';
import type { DirectoryOperation } from './operation.js';
import { askObjects } from './objects/ask-objects.js';
import { countRelated, readRelated, readTransitiveGroups } from './relations/repository.js';
import { readServicePrincipalsByAppId, servicePrincipalShape } from './service-principals/repository.js';
import { pageUsers } from './users/read-users.js';
import { findUserId, readStanding, readUserPage, readUsersByName } from './users/repository.js';

const tenant = systemIds.guid<TenantId>();
const size = 3_000;

/**
 * Row-level security keeps the planner from using an index for any condition that is not leakproof. Under a large tenant such
 * a read would walk all its rows, and no test on small ones would notice; so the plans themselves are read here.
 */
describe('the reads of a large tenant under row-level security', () => {
  let store: Store;
  let id: string;
  beforeAll(async () => {
    store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
    await seedInto(store, [largeTenant()]);
    const users = await store.inTenant(tenant, (tx) => readUserPage(tx, 1, undefined));
    id = users[0]?.id ?? '';
  });
  afterAll(() => store.close());

  const reads: [string, (tx: TenantTransaction) => Promise<unknown>, RegExp[]][] = [
    ['a user by name', (tx) => findUserId(tx, 'a@x.example'), [/user_principal_name_key = /, /mail_key = /]],
    [
      'a user with groups, grants and assignments',
      (tx) => readStanding(tx, id as UserId),
      [/member_id = /, /member_id = membership\.group_id/, /principal_id = /, /\bid = /],
    ],
    ['a page of users', (tx) => readUserPage(tx, 10, id as UserId), [/\bid > /]],
    ['users by name', (tx) => readUsersByName(tx, ['a@x.example']), [/user_principal_name_key = /]],
    ['groups by name', (tx) => readGroupsByName(tx, ['A']), [/display_name = /]],
    ['applications by appId', (tx) => readApplicationsByAppId(tx, [id as AppId]), [/app_id = ANY/, /owner_id = a\.id/]],
    ['an identifier URI', (tx) => readIdentifierUris(tx, ['api://x']), [/uri = ANY/]],
    [
      'an application by its unique name',
      (tx) => readApplicationIds(tx, 'unique name', 'X'),
      [/unique_name_folded = /],
    ],
    ['service principals by appId', (tx) => readServicePrincipalsByAppId(tx, [id as AppId]), [/app_id = ANY/]],
    ['a grant', (tx) => lockGrant(tx, 'x'), [/\bid = /]],
  ];

  it.each(reads)('%s: by index', async (_title, read, conditions) => {
    const plan = await store.inTenant(tenant, async (tx) => {
      const plans: string[] = [];
      await read(explaining(tx, plans));
      return plans.join('\n');
    });
    const indexed = plan.split('\n').filter((line) => line.includes('Index Cond'));
    for (const condition of conditions)
      expect(
        indexed.filter((line) => condition.test(line)),
        plan,
      ).not.toEqual([]);
    expect(plan).not.toMatch(/Seq Scan on (?!unnest)/);
  });
});

const by = (field: string, descending = false) => ({
  condition: null,
  order: { field, descending },
  top: 10,
  after: null,
});
const all = { condition: null, order: null, top: 10, after: null };
const where = (condition: Condition) => ({ condition, order: null, top: 10, after: null });
const eq = (field: string, value: string) => where({ kind: 'compare', field, operator: 'eq', value });
const any = (collection: string, value: string) =>
  where({ kind: 'any', collection, element: { kind: 'compare', field: '', operator: 'eq', value } });
const text = (part: 'startsWith' | 'endsWith', field: string, value: string) =>
  where({ kind: 'text', function: part, field, text: value });
const words = (field: string, value: string) => where({ kind: 'words', field, text: value });

/** What Graph asks for, with the figures about tables that a store keeps up to date as it runs. */
describe('the queries of a large tenant under row-level security', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
    await seedInto(store, [largeTenant()]);
    await engineOf(store).asOwner((session) => session.script('analyze'));
  });
  afterAll(() => store.close());

  const queries: [string, DirectoryOperation<unknown>, RegExp][] = [
    ['users by name', pageUsers(eq('userPrincipalName', 'USER7@large.example')), /user_principal_name_folded = /],
    ['users by display name', pageUsers(eq('displayName', 'x')), /display_name_folded = /],
    ['users by mail', pageUsers(eq('mail', 'x')), /mail_folded = /],
    ['users by department', pageUsers(eq('department', 'x')), /department_folded = /],
    [
      'users by the beginning of a name',
      pageUsers(text('startsWith', 'displayName', 'user77')),
      /display_name_folded >= /,
    ],
    ['users by the end of an address', pageUsers(text('endsWith', 'mail', '7@large.example')), /mail_reversed >= /],
    ['users by a word', pageUsers(words('displayName', 'user77')), /term >= /],
    ['users in the order of their names', pageUsers(by('displayName')), /users_by_display_name/],
    ['users in the order of their making', pageUsers(by('createdDateTime', true)), /users_by_creation/],
    [
      'groups by the beginning of a name',
      pageGroups(text('startsWith', 'displayName', 'group 77')),
      /display_name_folded >= /,
    ],
    ['groups by a word', pageGroups(words('displayName', '2777')), /term >= /],
    ['groups in the order of their names', pageGroups(by('displayName')), /groups_by_display_name/],
    [
      'applications by the beginning of a name',
      pageApplications(text('startsWith', 'displayName', 'app 7')),
      /display_name_folded >= /,
    ],
    ['applications by appId', pageApplications(eq('appId', tenant)), /app_id = /],
    [
      'applications by an identifier URI',
      pageApplications(any('identifierUris', 'https://LARGE.example/7')),
      /uri_folded = /,
    ],
    ['service principals by appId', askObjects(servicePrincipalShape).page(eq('appId', tenant)), /app_id = /],
    [
      'groups that a walk leads to',
      pageGroups(all, { relation: 'transitive member of', of: tenant }),
      /Index Cond: .*\(id = ANY \(\(InitPlan/,
    ],
    [
      'members of one group',
      pageUsers(all, { relation: 'group members', of: tenant }),
      /\(id = group_members\.member_id\)/,
    ],
    ['the groups around an object', ({ tx }) => readTransitiveGroups(tx, tenant), /\(id = above\.group_id\)/],
    [
      'what a relation leads to',
      ({ tx }) => readRelated(tx, 'member of', tenant, { top: 10, after: null, type: 'administrativeUnit' }),
      /\(id = group_members\.group_id\)/,
    ],
    [
      'how many a relation leads to',
      ({ tx }) => countRelated(tx, 'transitive members', tenant, null),
      /\(id = below\.member_id\)/,
    ],
  ];

  it.each(queries)('%s: by index', async (_title, query, index) => {
    const plan = await store.inTenant(tenant, async (tx) => {
      const plans: string[] = [];
      const actor = { kind: 'platform' } as const;
      await query({ tx: explaining(tx, plans), clock: suiteClock, ids: systemIds, actor });
      return plans.join('\n');
    });
    expect(plan).toMatch(index);
    expect(plan).not.toMatch(/Seq Scan on (users|groups|applications|service_principals|directory_terms)/);
  });
});

/** As many users, groups, memberships and applications as make walking them all the worse plan. */
function largeTenant() {
  const numbers = Array.from({ length: size }, (_, index) => index);
  return {
    id: tenant,
    domains: ['large.example'],
    users: numbers.map((number) => ({
      userPrincipalName: `user${number}@large.example`,
      mail: `mail${number}@large.example`,
    })),
    groups: numbers.map((number) => ({ displayName: `Group ${number}`, members: [`user${number}@large.example`] })),
    applications: numbers.slice(0, 600).map((number) => ({
      displayName: `App ${number}`,
      identifierUris: [`https://large.example/${number}`],
    })),
  };
}

/** The transaction, noting the plan of each statement before it runs. */
function explaining(tx: TenantTransaction, plans: string[]): TenantTransaction {
  const explain = async (sql: string, parameters?: readonly SqlValue[]) => {
    const plan = await tx.rowsOnce<Record<'QUERY PLAN', string>>(`explain ${sql}`, parameters);
    plans.push(...plan.map((line) => line['QUERY PLAN']));
  };
  return {
    tenant: tx.tenant,
    journal: (entry) => tx.journal(entry),
    run: (sql, parameters) => tx.run(sql, parameters),
    rows: async <Row extends object>(sql: string, parameters?: readonly SqlValue[]) => {
      await explain(sql, parameters);
      return tx.rows<Row>(sql, parameters);
    },
    rowsOnce: async <Row extends object>(sql: string, parameters?: readonly SqlValue[]) => {
      await explain(sql, parameters);
      return tx.rowsOnce<Row>(sql, parameters);
    },
  };
}

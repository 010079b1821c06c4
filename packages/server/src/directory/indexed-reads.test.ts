import type { AppId, TenantId, UserId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../platform/ids/index.js';
import { openStore, type SqlValue, type Store, type TenantTransaction } from '../platform/store/index.js';
import { readApplicationsByAppId, readIdentifierUris } from './applications/repository.js';
import { suiteClock } from './fresh-world.fixture.js';
import { seedInto } from './seeding.fixture.js';
import { lockGrant } from './grants/repository.js';
import { readGroupsByName } from './groups/repository.js';
import { readServicePrincipalsByAppId } from './service-principals/repository.js';
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
    groups: numbers.slice(0, 300).map((number) => ({
      displayName: `Group ${number}`,
      members: numbers.slice(number * 10, number * 10 + 10).map((member) => `user${member}@large.example`),
    })),
    applications: numbers.slice(0, 300).map((number) => ({ displayName: `App ${number}` })),
  };
}

/** The transaction, noting the plan of each statement before it runs. */
function explaining(tx: TenantTransaction, plans: string[]): TenantTransaction {
  return {
    tenant: tx.tenant,
    journal: (entry) => tx.journal(entry),
    run: (sql, parameters) => tx.run(sql, parameters),
    rows: async <Row extends object>(sql: string, parameters?: readonly SqlValue[]) => {
      const plan = await tx.rows<Record<'QUERY PLAN', string>>(`explain ${sql}`, parameters);
      plans.push(...plan.map((line) => line['QUERY PLAN']));
      return tx.rows<Row>(sql, parameters);
    },
  };
}

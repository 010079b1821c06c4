import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  avery,
  type BenchAnswer,
  type BenchCall,
  type GraphBench,
  openGraphBench,
  otherTenant,
  personId,
  tenant,
} from '../../graph-bench.fixture.js';

const audits = '/auditLogs/directoryAudits';
const reportsReader = '4a5d8f65-41da-4de4-8968-e035b65339cf';
let bench: GraphBench;
let group = '';

beforeAll(async () => {
  bench = await openGraphBench();
  const made = await bench.call('POST', '/groups', {
    body: { displayName: 'Bakers', mailEnabled: false, mailNickname: 'bakers', securityEnabled: true },
  });
  group = String(made.body.id);
  await bench.call('PATCH', `/users/${personId('blake')}`, { body: { jobTitle: 'Baker', city: 'Bonn' } });
  await bench.call('POST', `/groups/${group}/members/$ref`, {
    body: { '@odata.id': `https://login.example/v1.0/directoryObjects/${personId('casey')}` },
  });
  await bench.call('DELETE', `/groups/${group}/members/${personId('casey')}/$ref`);
  await bench.call('PATCH', `/users/${personId('drew')}`, {
    as: 'app',
    roles: ['User.ReadWrite.All'],
    body: { city: 'Rome' },
  });
});
afterAll(() => bench.close());

interface Audit {
  readonly id: string;
  readonly category: string;
  readonly activityDisplayName: string;
  readonly activityDateTime: string;
  readonly targetResources: readonly { readonly id: string }[];
}

const ask = (query = '', how: BenchCall = {}) => bench.call('GET', `${audits}${query}`, how);
const value = ({ body }: BenchAnswer) => body.value as readonly Audit[];
const filtered = async (filter: string, how: BenchCall = {}) =>
  value(await ask(`?$filter=${encodeURIComponent(filter)}`, how));

describe('the audit log', () => {
  it('tells who changed what, when, and from what to what', async () => {
    const [entry] = await filtered(`activityDisplayName eq 'Update user' and initiatedBy/user/id eq '${avery}'`);
    expect(entry).toEqual({
      id: expect.stringMatching(/^Directory_\d+$/),
      category: 'UserManagement',
      correlationId: 'c',
      result: 'success',
      resultReason: '',
      activityDisplayName: 'Update user',
      activityDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      loggedByService: 'Core Directory',
      operationType: 'Update',
      initiatedBy: {
        user: { id: avery, displayName: 'avery', ipAddress: null, userPrincipalName: 'avery@contoso.example' },
        app: null,
      },
      targetResources: [
        {
          id: personId('blake'),
          displayName: null,
          type: 'User',
          userPrincipalName: 'blake@contoso.example',
          groupType: null,
          modifiedProperties: [
            { displayName: 'jobTitle', oldValue: null, newValue: '"Baker"' },
            { displayName: 'city', oldValue: null, newValue: '"Bonn"' },
          ],
        },
      ],
      additionalDetails: [
        { key: 'operation', value: 'user.update' },
        { key: 'appId', value: '80000000-0000-4000-8000-000000000002' },
      ],
    });
  });

  it('names the group and the member of a membership', async () => {
    const [entry] = await filtered(`activityDisplayName eq 'Add member to group'`);
    expect(entry).toMatchObject({
      category: 'GroupManagement',
      operationType: 'Assign',
      targetResources: [
        { id: group, type: 'Group', displayName: 'Bakers', groupType: 'azureAD' },
        { id: personId('casey'), type: 'User', userPrincipalName: 'casey@contoso.example', modifiedProperties: [] },
      ],
    });
  });

  it('names applications, operators and the platform as those who did something', async () => {
    const [byApp] = await filtered(`initiatedBy/app/appId eq '80000000-0000-4000-8000-000000000002'`);
    expect(byApp).toMatchObject({
      activityDisplayName: 'Update user',
      initiatedBy: { user: null, app: { servicePrincipalId: '80000000-0000-4000-8000-000000000001' } },
    });
    const [byOperator] = await filtered(`activityDisplayName eq 'Add member to role'`);
    expect(byOperator).toMatchObject({
      category: 'RoleManagement',
      initiatedBy: { user: null, app: { displayName: 'bench' } },
      targetResources: [{ type: 'Other' }, { id: avery, type: 'User', userPrincipalName: 'avery@contoso.example' }],
    });
  });

  it('has a name for what Microsoft has none for', async () => {
    await bench.store.inTenant(tenant, async (tx) => {
      const target = { type: 'signing-key', id: 'k1' };
      tx.journal({ operation: 'signing-key.publish', actor: { kind: 'platform' }, target });
      const policy = { type: 'token-lifetime-policy', id: 'p1', name: 'Short' };
      tx.journal({ operation: 'token-lifetime-policy.create', actor: { kind: 'platform' }, target: policy });
    });
    const [policy, key] = value(await ask('?$top=2'));
    expect(key).toMatchObject({
      activityDisplayName: 'Publish signing key',
      category: 'DirectoryManagement',
      operationType: 'Update',
      initiatedBy: { user: null, app: { displayName: 'Gatehouse' } },
    });
    expect(policy).toMatchObject({
      activityDisplayName: 'Add policy',
      category: 'Policy',
      operationType: 'Add',
      targetResources: [{ id: 'p1', type: 'Policy', displayName: 'Short' }],
    });
  });

  it('tells of app role assignments by whom they were given to', async () => {
    await bench.store.inTenant(tenant, async (tx) => {
      for (const type of ['User', 'Group', 'ServicePrincipal']) {
        tx.journal({
          operation: 'app-role-assignment.create',
          actor: { kind: 'platform' },
          target: { type: 'app-role-assignment', id: `a-${type}` },
          changes: [
            { property: 'principalId', new: personId('ellis') },
            { property: 'principalType', new: type },
          ],
        });
      }
    });
    const names = value(await ask('?$top=3')).map(({ activityDisplayName, category }) => [
      activityDisplayName,
      category,
    ]);
    expect(names).toEqual([
      ['Add app role assignment to service principal', 'ApplicationManagement'],
      ['Add app role assignment to group', 'GroupManagement'],
      ['Add app role assignment grant to user', 'UserManagement'],
    ]);
  });

  it('does not tell of sessions, nor values of custom security attributes', async () => {
    await bench.store.inTenant(tenant, async (tx) => {
      tx.journal({ operation: 'session.start', actor: { kind: 'platform' }, target: { type: 'session', id: 's' } });
      tx.journal({
        operation: 'user.update',
        actor: { kind: 'platform' },
        target: { type: 'user', id: personId('ellis'), name: 'ellis@contoso.example' },
        changes: [{ property: 'customSecurityAttributes', old: { A: { b: 'secret' } }, new: { A: { b: 'deep' } } }],
      });
    });
    const entries = value(await ask('?$top=5'));
    expect(JSON.stringify(entries)).not.toMatch(/secret|deep|session/);
    expect(entries[0]).toMatchObject({
      targetResources: [
        { modifiedProperties: [{ displayName: 'customSecurityAttributes', oldValue: null, newValue: null }] },
      ],
    });
    const last = await bench.journal();
    const session = last.find(({ operation }) => operation === 'session.start')?.sequence;
    expect((await ask(`/Directory_${session}`)).status).toBe(404);
  });
});

describe('an entry of the audit log', () => {
  it('is found by its id, also as a filter', async () => {
    const [entry] = value(await ask('?$top=1'));
    const found = await ask(`/${entry?.id}`);
    expect(found.body).toMatchObject({
      ...entry,
      '@odata.context': `https://login.example/v1.0/$metadata#${audits.slice(1)}/$entity`,
    });
    expect(await filtered(`id eq '${entry?.id}'`)).toEqual([entry]);
    expect(await filtered(`id eq '${entry?.id}' and category eq '${entry?.category}'`)).toEqual([entry]);
    expect(await filtered(`id eq 'nothing'`)).toEqual([]);
    expect(await filtered(`id ne '${entry?.id}'`)).not.toContainEqual(entry);
  });

  it.each([
    'Directory_0',
    'Directory_999999',
    'x',
    'Directory_-1',
    'Directory_1e3',
    `Directory_${'9'.repeat(30)}`,
    '%00',
  ])('is not there: %s', async (id) => {
    expect((await ask(`/${id}`)).status).toBe(404);
  });
});

describe('the audit log is asked', () => {
  it.each<[string, string]>([
    [`category eq 'RoleManagement'`, 'Add member to role'],
    [`activityDisplayName eq 'add group'`, 'Add group'],
    [`startswith(activityDisplayName, 'Remove member')`, 'Remove member from group'],
    [`operationType eq 'Unassign'`, 'Remove member from group'],
    [`initiatedBy/user/userPrincipalName eq 'avery@contoso.example' and operationType eq 'Add'`, 'Add group'],
    [`initiatedBy/app/servicePrincipalId eq '80000000-0000-4000-8000-000000000001'`, 'Update user'],
    [`targetResources/any(t: t/displayName eq 'Bakers') and operationType eq 'Add'`, 'Add group'],
    [`targetResources/any(t: startswith(t/userPrincipalName, 'blake')) and operationType eq 'Update'`, 'Update user'],
    [`targetResources/any(t: t/type eq 'Group') and operationType eq 'Unassign'`, 'Remove member from group'],
    [
      `correlationId eq 'c' and result eq 'success' and loggedByService eq 'Core Directory' and operationType eq 'Add'`,
      'Add group',
    ],
  ])('%s', async (filter, activity) => {
    const found = new Set((await filtered(filter)).map(({ activityDisplayName }) => activityDisplayName));
    expect([...found]).toEqual([activity]);
  });

  it('for everything that is about an object, member or target', async () => {
    const of = async (id: string) =>
      (await filtered(`targetResources/any(t: t/id eq '${id}')`)).map(({ activityDisplayName }) => activityDisplayName);
    expect(await of(personId('casey'))).toEqual(['Remove member from group', 'Add member to group', 'Add user']);
    expect(await of(group)).toEqual(['Remove member from group', 'Add member to group', 'Add group']);
  });

  it.each([
    `result eq 'failure'`,
    `loggedByService eq 'B2C'`,
    `initiatedBy/user/userPrincipalName eq 'nobody@contoso.example'`,
    `activityDateTime lt 2000-01-01T00:00:00Z`,
    `correlationId eq 'd'`,
  ])('for nothing: %s', async (filter) => {
    expect(await filtered(filter)).toEqual([]);
  });

  it('for a stretch of time, in either order', async () => {
    const all = value(await ask());
    const at = all.map(({ activityDateTime }) => activityDateTime);
    expect(at).toEqual([...at].sort().reverse());
    const middle = at[4] ?? '';
    const later = await filtered(`activityDateTime ge ${middle}`);
    expect(later.map(({ id }) => id)).toEqual(all.filter((one) => one.activityDateTime >= middle).map(({ id }) => id));
    const sooner = await filtered(`activityDateTime le ${middle}`);
    expect(sooner.map(({ id }) => id)).toEqual(all.filter((one) => one.activityDateTime <= middle).map(({ id }) => id));
    const forward = value(await ask('?$orderby=activityDateTime'));
    expect(forward.map(({ id }) => id)).toEqual(all.map(({ id }) => id).reverse());
  });

  it('page by page, with a filter and without one', async () => {
    for (const query of ['?$top=2', `?$top=1&$filter=operationType eq 'Update'`]) {
      const whole = value(await ask(query.replace(/\$top=\d&?/, '')));
      const seen: Audit[] = [];
      for (let next: string | undefined = `${audits}${query}`; next !== undefined; ) {
        const { body }: BenchAnswer = await bench.call('GET', next);
        seen.push(...(body.value as readonly Audit[]));
        next = (body['@odata.nextLink'] as string | undefined)?.replace('https://login.example/v1.0', '');
      }
      expect(seen).toEqual(whole);
      expect(whole.length).toBeGreaterThan(3);
    }
  });

  it('how much there is', async () => {
    const { length } = value(await ask());
    expect((await bench.call('GET', `${audits}/$count`)).text).toBe(String(length));
    expect((await ask(`?$count=true&$top=1&$filter=category eq 'RoleManagement'`)).body['@odata.count']).toBe(1);
  });

  it('only for what is declared', async () => {
    expect((await ask('?$select=id,category&$top=1')).body.value).toEqual([
      { id: expect.any(String), category: expect.any(String) },
    ]);
    for (const query of [
      '?$orderby=category',
      `?$filter=initiatedBy/user/displayName eq 'avery'`,
      `?$filter=targetResources/any(t: t/groupType eq 'x')`,
      `?$filter=odd eq 'x'`,
      '?$search="x"',
      '?$skip=1',
      '?$top=1001',
      '?$skiptoken=x',
    ]) {
      expect((await ask(query)).status, query).toBe(400);
    }
  });
});

describe('who may read the audit log', () => {
  it.each<[string, BenchCall, number]>([
    ['an administrator through an app with the least permission', { scopes: ['AuditLog.Read.All'] }, 200],
    ['an administrator through an app that may read the directory', { scopes: ['Directory.Read.All'] }, 200],
    ['an administrator through an app without it', { scopes: ['User.Read.All'] }, 403],
    ['a plain person', { as: personId('blake') }, 403],
    ['an app with the least permission', { as: 'app', roles: ['AuditLog.Read.All'] }, 200],
    ['an app without it', { as: 'app', roles: ['User.Read.All'] }, 403],
  ])('%s', async (_title, how, status) => {
    expect((await ask('?$top=1', how)).status).toBe(status);
    const [entry] = value(await ask('?$top=1'));
    expect((await ask(`/${entry?.id}`, how)).status).toBe(status);
  });

  it('a reports reader', async () => {
    await bench.call('POST', '/roleManagement/directory/roleAssignments', {
      body: { roleDefinitionId: reportsReader, principalId: personId('ellis'), directoryScopeId: '/' },
    });
    expect((await ask('', { as: personId('ellis'), scopes: ['AuditLog.Read.All'] })).status).toBe(200);
  });

  it('nobody of another tenant, by list, filter or id', async () => {
    const there = { as: 'app', roles: ['AuditLog.Read.All'], tenant: otherTenant } as const;
    const theirs = JSON.stringify(value(await ask('', there)));
    expect(theirs).toContain('mallory');
    expect(theirs).not.toContain('contoso');
    const last = (await bench.journal()).at(-1)?.sequence;
    expect((await ask(`/Directory_${last}`, there)).status).toBe(404);
    expect(await filtered(`id eq 'Directory_${last}'`, there)).toEqual([]);
    expect(await filtered(`targetResources/any(t: t/id eq '${avery}')`, there)).toEqual([]);
  });
});

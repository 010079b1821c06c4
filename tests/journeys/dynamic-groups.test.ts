import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testStore } from '../support/test-store.js';
import { trustingFetch } from '../support/trusting-fetch.js';

const tenant = '10000000-0000-4000-8000-000000000071';
const ann = '30000000-0000-4000-8000-000000000071';
const graph = '00000003-0000-0000-c000-000000000000';
const shop = '20000000-0000-4000-8000-000000000071';
const script = '20000000-0000-4000-8000-000000000072';
const secret = 'not-a-secret-of-dynamic-groups';
const password = 'not-a-secret-of-ann';

const seed = {
  tenants: [
    {
      id: tenant,
      displayName: 'Dynamic',
      domains: ['dynamic.example'],
      users: [{ id: ann, userPrincipalName: 'ann@dynamic.example', displayName: 'Ann', password }],
      applications: [
        {
          appId: shop,
          displayName: 'Shop',
          groupMembershipClaims: 'SecurityGroup',
          passwordCredentials: [{ secretText: secret }],
          gatehouse: { allowPasswordGrant: true },
        },
        { appId: script, displayName: 'Script', passwordCredentials: [{ secretText: secret }] },
      ],
      oauth2PermissionGrants: [
        { client: shop, resource: graph, scope: 'openid User.Read', consentType: 'AllPrincipals' },
      ],
      appRoleAssignments: ['Group.ReadWrite.All', 'User.ReadWrite.All', 'AuditLog.Read.All'].map((role) => ({
        principal: script,
        resource: graph,
        role,
      })),
      policies: { legacy: { passwordGrant: true } },
    },
  ],
};

let running: StartedPlatform;
let send: typeof fetch;

beforeAll(async () => {
  running = await startTestPlatform({ seed, ...(await testStore()) });
  send = trustingFetch(running.ca);
});
afterAll(() => running.stop());

async function tokens(form: Record<string, string>): Promise<{ access_token: string; id_token: string }> {
  const body = new URLSearchParams({ client_secret: secret, ...form });
  const answer = await send(`${running.baseUrl}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  if (answer.status !== 200) throw new Error(await answer.text());
  return (await answer.json()) as { access_token: string; id_token: string };
}

/** The groups that ann's next ID token tells of. */
async function groupsClaim(): Promise<unknown> {
  const form = { grant_type: 'password', client_id: shop, username: 'ann@dynamic.example', password };
  const { id_token } = await tokens({ ...form, scope: 'openid User.Read' });
  const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString()) as object;
  return 'groups' in claims ? claims.groups : undefined;
}

async function call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const { access_token } = await tokens({
    grant_type: 'client_credentials',
    client_id: script,
    scope: `${graph}/.default`,
  });
  const answer = await send(`${running.baseUrl}/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (answer.status >= 400) throw new Error(await answer.text());
  return answer.status === 204 ? {} : ((await answer.json()) as Record<string, unknown>);
}

test('a token tells of a dynamic group as soon as the person is in it, and the logs tell how that came', async () => {
  const made = await call('POST', '/groups', {
    displayName: 'Sellers',
    mailEnabled: false,
    mailNickname: 'sellers',
    securityEnabled: true,
    groupTypes: ['DynamicMembership'],
    membershipRule: 'user.department -eq "Sales"',
    membershipRuleProcessingState: 'On',
  });
  const group = String(made['id']);
  await running.settle();
  expect(await groupsClaim()).toBeUndefined();
  await call('PATCH', `/users/${ann}`, { department: 'Sales' });
  await running.settle();
  expect(await groupsClaim()).toEqual([group]);
  await call('PATCH', `/groups/${group}`, { membershipRuleProcessingState: 'Paused' });
  await call('PATCH', `/users/${ann}`, { department: 'Law' });
  await running.settle();
  expect(await groupsClaim()).toEqual([group]);
  expect(await call('GET', `/groups/${group}?$select=membershipRule,membershipRuleProcessingState`)).toMatchObject({
    membershipRule: 'user.department -eq "Sales"',
    membershipRuleProcessingState: 'Paused',
  });
  await call('PATCH', `/groups/${group}`, { membershipRuleProcessingState: 'On' });
  await running.settle();
  expect(await groupsClaim()).toBeUndefined();

  const about = `targetResources/any(t: t/id eq '${ann}') and category eq 'GroupManagement'`;
  const { value: audits } = await call('GET', `/auditLogs/directoryAudits?$filter=${encodeURIComponent(about)}`);
  expect(audits).toMatchObject(
    ['Remove member from group', 'Add member to group'].map((activityDisplayName) => ({
      activityDisplayName,
      initiatedBy: { user: null, app: { displayName: 'Gatehouse' } },
      targetResources: [
        { id: group, displayName: 'Sellers', type: 'Group' },
        { id: ann, userPrincipalName: 'ann@dynamic.example', type: 'User' },
      ],
    })),
  );
  const { value: signIns } = await call('GET', `/auditLogs/signIns?$filter=userId eq '${ann}'&$top=1`);
  expect(signIns).toMatchObject([
    {
      userDisplayName: 'Ann',
      appDisplayName: 'Shop',
      resourceDisplayName: 'Microsoft Graph',
      status: { errorCode: 0 },
    },
  ]);
  const byScript = `signInEventTypes/any(t: t eq 'servicePrincipal')`;
  const { value: principals } = await call('GET', `/auditLogs/signIns?$filter=${encodeURIComponent(byScript)}&$top=1`);
  expect(principals).toMatchObject([{ servicePrincipalName: 'Script', userId: null, isInteractive: false }]);
});

import { describe, expect, it } from 'vitest';
import { application, graphPrincipal, group, guid, mapped, principal, user } from './mapped.fixture.js';

const defaultAccess = '00000000-0000-0000-0000-000000000000';
const scope = (number: number, value: string, isEnabled = true) => ({ id: guid(number), value, isEnabled });
const role = (number: number, value: string | null, isEnabled = true) => ({ id: guid(number), value, isEnabled });

/** One API with scopes and roles, a client, a stranger, a person and a group. */
function withGrants(grants: readonly object[], assignments: readonly object[] = []) {
  return mapped({
    'users.json': [user(1)],
    'groups.json': [group(2)],
    'applications.json': [
      application(10, {
        api: { oauth2PermissionScopes: [scope(50, 'Read'), scope(51, 'Old', false)] },
        appRoles: [role(60, 'Approve'), role(61, 'Off', false), role(62, null)],
      }),
      application(11),
    ],
    'servicePrincipals.json': [
      principal(10),
      principal(11),
      principal(12, { appOwnerOrganizationId: guid(9) }),
      graphPrincipal,
    ],
    'oauth2PermissionGrants.json': grants,
    'appRoleAssignments.json': assignments,
  });
}
const [api, client, stranger] = [guid(210), guid(211), guid(212)];
const stranded = 'servicePrincipal App 12: its application is at home in another organization';
const lost = (lines: readonly string[]) => lines.filter((line) => !line.startsWith(stranded));

describe('a grant of delegated permissions', () => {
  const grant = (more: object) => ({
    id: 'g',
    clientId: client,
    resourceId: api,
    consentType: 'AllPrincipals',
    principalId: null,
    scope: 'Read',
    ...more,
  });

  it('keeps the scopes that its API publishes here', () => {
    const { items, lines } = withGrants([
      grant({ id: 'a', scope: ' Read Old Gone' }),
      grant({
        id: 'b',
        resourceId: guid(800),
        scope: 'User.Read Mail.Read',
        consentType: 'Principal',
        principalId: guid(1),
      }),
    ]);
    expect(items('oauth2PermissionGrants')).toEqual([
      { client: guid(111), resource: guid(110), scope: 'Read', consentType: 'AllPrincipals' },
      {
        client: guid(111),
        resource: '00000003-0000-0000-c000-000000000000',
        scope: 'User.Read',
        consentType: 'Principal',
        principal: 'user1@contoso.example',
      },
    ]);
    expect(lost(lines)).toEqual(
      [
        ['App 10', guid(110), 'Old'],
        ['App 10', guid(110), 'Gone'],
        ['Microsoft Graph', '00000003-0000-0000-c000-000000000000', 'Mail.Read'],
      ].map(
        ([title, appId, name]) =>
          `oauth2PermissionGrant App 11 → ${title} scope: the API ${appId} publishes no scope \`${name}\` here`,
      ),
    );
  });

  it.each([
    [{ clientId: stranger }, 'its client is not there'],
    [{ resourceId: guid(999) }, 'its API is not there'],
    [{ consentType: 'Principal', principalId: guid(9) }, 'its user is not among the exported ones'],
    [{ consentType: 'Principal' }, 'its user is not among the exported ones'],
    [{ consentType: undefined }, 'its consentType is not known'],
    [{ scope: 'Gone' }, 'none of its scopes is there'],
    [{ scope: 5 }, 'none of its scopes is there'],
  ])('is lost with %j', (more, reason) => {
    const { items, lines } = withGrants([grant(more)]);
    expect(items('oauth2PermissionGrants')).toEqual([]);
    expect(lines.at(-1)).toMatch(new RegExp(`^oauth2PermissionGrant .*: ${reason}$`));
  });
});

describe('an app role that somebody has', () => {
  const assignment = (principalId: string, appRoleId: string, more: object = {}) => ({
    id: `${principalId} ${appRoleId}`,
    principalId,
    resourceId: api,
    appRoleId,
    ...more,
  });

  it('goes by its value, or by its id where that means nothing', () => {
    const { items, lines } = withGrants(
      [],
      [
        assignment(guid(1), guid(60)),
        assignment(guid(2), defaultAccess),
        assignment(client, guid(61)),
        assignment(client, guid(62)),
        assignment(client, guid(900), { resourceId: guid(800) }),
      ],
    );
    const resource = guid(110);
    expect(items('appRoleAssignments')).toEqual([
      { principal: 'user1@contoso.example', resource, role: 'Approve' },
      { principal: 'Group 2', resource },
      { principal: guid(111), resource, role: guid(61) },
      { principal: guid(111), resource, role: guid(62) },
      { principal: guid(111), resource: '00000003-0000-0000-c000-000000000000', role: 'User.Read.All' },
    ]);
    expect(lost(lines)).toEqual([]);
  });

  it.each([
    [assignment(guid(1), guid(60), { resourceId: stranger }), 'its API is not there'],
    [assignment(stranger, guid(60)), 'whoever holds it is not there'],
    [assignment(guid(9), guid(60)), 'whoever holds it is not there'],
    [assignment(guid(1), guid(69)), `the API ${guid(110)} publishes no such role here`],
  ])('is lost otherwise: %#', (one, reason) => {
    const { items, lines } = withGrants([], [one]);
    expect(items('appRoleAssignments')).toEqual([]);
    expect(lines.at(-1)).toMatch(new RegExp(`^appRoleAssignment .*: ${reason}$`));
  });
});

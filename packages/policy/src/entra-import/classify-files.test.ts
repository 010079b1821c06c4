import { describe, expect, it } from 'vitest';
import { classifyFiles } from './classify-files.js';
import { guid } from './mapped.fixture.js';

const graph = 'https://graph.microsoft.com/v1.0/$metadata';
const person = { id: guid(1), userPrincipalName: 'a@contoso.example' };

function classified(path: string, value: unknown) {
  const { objects, relations, losses } = classifyFiles([{ path, value }]);
  return {
    kinds: objects.map(({ kind }) => kind),
    relations: relations.map(({ relation, of, objects: all }) => `${relation} of ${of}: ${all.length}`),
    losses: losses.map(({ object, reason }) => `${object} ${reason}`),
  };
}
const nothing = { kinds: [], relations: [], losses: [] };

describe('a file of an export', () => {
  it.each([
    ['a page', { '@odata.context': `${graph}#users(id,manager(id))`, value: [person] }],
    ['an empty context', { '@odata.context': `${graph}#users`, '@odata.count': 1, value: [person] }],
    ['several pages', [{ value: [person] }, { value: [] }]],
    ['one object', { '@odata.context': `${graph}#users/$entity`, ...person }],
    ['a list', [person]],
    ['answers to a batch', { responses: [{ id: '1', status: 200, body: { value: [person] } }] }],
  ])('may hold %s', (_what, value) => {
    expect(classified('x.json', value)).toEqual({ ...nothing, kinds: ['user'] });
  });

  it.each([
    ['users.json', 'user'],
    ['Users/1.json', 'user'],
    ['users-page-12.json', 'user'],
    ['groups (2).json', 'group'],
    ['identity/conditionalAccess/policies.json', 'conditionalAccessPolicy'],
    ['ConditionalAccess/Policies/3.json', 'conditionalAccessPolicy'],
    ['Policies/ConditionalAccessPolicy/3.json', 'conditionalAccessPolicy'],
    ['servicePrincipals/1/appRoleAssignedTo.json', 'appRoleAssignment'],
    ['directory/administrativeUnits.json', 'administrativeUnit'],
    ['roleManagement/directory/roleAssignments_02.json', 'roleAssignment'],
  ])('is known by its name %s', (path, kind) => {
    expect(classified(path, [{ id: guid(1) }])).toEqual({ ...nothing, kinds: [kind] });
  });

  it.each([
    ['type', { '@odata.type': '#microsoft.graph.group', id: guid(1) }, 'group'],
    [
      'context',
      { '@odata.context': `${graph}#identity/conditionalAccess/policies`, value: [{}] },
      'conditionalAccessPolicy',
    ],
    ['shape', { conditions: {}, state: 'enabled' }, 'conditionalAccessPolicy'],
    ['shape', { appId: guid(1), servicePrincipalType: 'Application' }, 'servicePrincipal'],
    ['shape', { appId: guid(1), signInAudience: 'AzureADMyOrg' }, 'application'],
  ])('is known by the %s that it tells', (_what, value, kind) => {
    expect(classified('x.json', value)).toEqual({ ...nothing, kinds: [kind] });
  });

  it('is believed in what it tells before what it is called', () => {
    const value = { '@odata.context': `${graph}#groups`, value: [{ id: guid(1) }] };
    expect(classified('users.json', value).kinds).toEqual(['group']);
  });

  it.each([
    [`groups/${guid(7)}/members.json`, [person]],
    [`groups/${guid(7)}/members-2.json`, [person]],
    [`Groups/${guid(7)}/Members/${guid(1)}.json`, person],
    ['x.json', { '@odata.context': `${graph}#groups('${guid(7)}')/members`, value: [person] }],
    [
      'batch.json',
      {
        responses: [
          { status: 200, body: { '@odata.context': `${graph}#groups('${guid(7)}')/members`, value: [person] } },
        ],
      },
    ],
  ])('%s may hold who belongs to another object', (path, value) => {
    expect(classified(path, value)).toEqual({ ...nothing, relations: [`members of ${guid(7)}: 1`] });
  });

  it('may hold objects with the grants and assignments expanded in them', () => {
    const value = [{ ...person, appRoleAssignments: [{ id: 'x' }], oauth2PermissionGrants: [{ id: 'y' }] }];
    expect(classified('users.json', value).kinds).toEqual(['user', 'appRoleAssignment', 'oauth2PermissionGrant']);
  });
});

describe('of a file is told', () => {
  const isNotWhole = /the export is not whole/;
  it.each([
    [{ value: [person], '@odata.nextLink': 'https://x' }, isNotWhole, 1],
    [[{ value: [person], '@odata.nextLink': 'https://x' }, { value: [] }], isNotWhole, 1],
    [{ value: [person, 5, null] }, /2 elements that are no objects/, 1],
    [{ error: { code: 'Authorization_RequestDenied', message: 'x' } }, /Authorization_RequestDenied/, 0],
    [{ responses: [{ id: '4', status: 403, body: {} }] }, /answer `4` of the batch is an error \(403\)/, 0],
    [{ responses: [5] }, /no status/, 0],
    ['text', /neither an object nor a list/, 0],
    [null, /neither an object nor a list/, 0],
    [nested(100_000), /nested more than 32 levels/, 0],
  ])('what it does not hold as a whole: %#', (value, reason, objects) => {
    const found = classified('users.json', value);
    expect(found.losses).toEqual([expect.stringMatching(reason)]);
    expect(found.kinds).toHaveLength(objects);
  });

  it.each(['x.json', 'constructor/x.json', '__proto__/x.json', 'toString.json'])(
    '%s: that its objects are of no known kind',
    (path) => {
      expect(classified(path, [{ id: 'x', '@odata.type': 'constructor' }])).toEqual({
        ...nothing,
        losses: [`${path} holds 1 objects of no kind known here`],
      });
    },
  );

  it('that it repeats a relation from its other side', () => {
    const found = classified(`users/${guid(1)}/memberOf.json`, [{ '@odata.type': '#microsoft.graph.group', id: 'x' }]);
    expect(found).toEqual({ ...nothing, losses: [expect.stringMatching(/is not read/)] });
  });
});

/** An object in an object in an object … */
function nested(levels: number): unknown {
  let value: unknown = {};
  for (let level = 0; level < levels; level += 1) value = { deeper: value };
  return [value];
}

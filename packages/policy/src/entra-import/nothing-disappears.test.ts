import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EntraKind, type JsonObject, saysNothing } from './entra-export.js';
import { application, guid, mapped, principal, user } from './mapped.fixture.js';
import { kept, lost, silent, silentOf } from './property-rules.data.js';

// Nothing of an export disappears silently: each property of each object is in the seed, or in the list of losses.

/** Where objects of a kind stand, what they need, and what a seed calls what it calls otherwise. */
type Case = readonly [
  kind: EntraKind,
  path: string,
  section: string,
  needs: JsonObject,
  renamed?: Readonly<Record<string, string>>,
];

const kinds: readonly Case[] = [
  ['user', 'users.json', 'users', user(1)],
  ['group', 'groups.json', 'groups', { id: guid(2), displayName: 'G', members: [] }],
  ['device', 'devices.json', 'devices', { id: guid(3), displayName: 'D', deviceId: guid(4), accountEnabled: true }],
  ['application', 'applications.json', 'applications', application(5)],
  ['servicePrincipal', 'servicePrincipals.json', 'servicePrincipals', principal(10)],
  [
    'administrativeUnit',
    'administrativeUnits.json',
    'administrativeUnits',
    { id: guid(6), displayName: 'U', members: [] },
  ],
  ['namedLocation', 'namedLocations.json', 'namedLocations', { id: guid(7), displayName: 'L' }],
  [
    'conditionalAccessPolicy',
    'conditionalAccessPolicies.json',
    'conditionalAccessPolicies',
    { id: guid(8), displayName: 'P' },
  ],
  [
    'oauth2PermissionGrant',
    'oauth2PermissionGrants.json',
    'oauth2PermissionGrants',
    { id: 'g', clientId: guid(210), resourceId: guid(210), consentType: 'AllPrincipals', scope: 'Read' },
    { clientId: 'client', resourceId: 'resource', principalId: 'principal' },
  ],
  [
    'appRoleAssignment',
    'appRoleAssignments.json',
    'appRoleAssignments',
    { id: 'a', principalId: guid(1), resourceId: guid(210), appRoleId: guid(12) },
    { principalId: 'principal', resourceId: 'resource', appRoleId: 'role' },
  ],
  [
    'roleDefinition',
    'roleDefinitions.json',
    'roleDefinitions',
    { id: guid(9), displayName: 'R', isBuiltIn: false, isEnabled: true },
  ],
];

/** What stands around the object in question, so that nothing else of it is lost. */
const surroundings = {
  'around/users.json': [user(1)],
  'around/applications.json': [
    application(10, {
      api: { oauth2PermissionScopes: [{ id: guid(11), value: 'Read', isEnabled: true }] },
      appRoles: [{ id: guid(12), value: 'Do', isEnabled: true }],
    }),
  ],
  'around/servicePrincipals.json': [principal(10), principal(5)],
};

const known = [
  ...new Set([...Object.values(kept).flat(), ...lost.keys(), 'owners', 'manager', 'scope', 'membershipRule']),
];
const property = fc.oneof(fc.constantFrom(...known), fc.stringMatching(/^[a-z][A-Za-z]{0,12}$/));
const value = fc.oneof(
  { depthSize: 'small' },
  fc.constantFrom(null, '', [], {}, true, false),
  fc.string(),
  fc.integer(),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(fc.string(), fc.integer())),
);
const more = fc.dictionary(property, value, { maxKeys: 12 });

describe('nothing disappears silently', () => {
  it.each(kinds.map((one) => ({ of: one[0], one })))(
    'of a $of',
    ({ one: [kind, path, section, needs, renamed = {}] }) => {
      fc.assert(
        fc.property(more, (extra) => {
          const object: JsonObject = { ...extra, ...needs };
          const { items, losses } = mapped({ ...surroundings, [path]: [object] });
          const mine = losses.filter((one) => one.kind === kind);
          if (mine.some((one) => one.property === undefined)) return;
          const told = new Set(mine.map((one) => one.property?.split('.')[0]));
          const item = new Set(items(section).flatMap((one) => Object.keys(one)));
          const stamped = new Set([...silent, ...(silentOf[kind] ?? [])]);
          const gone = Object.keys(object).filter(
            (name) =>
              !saysNothing(object[name]) &&
              !item.has(renamed[name] ?? name) &&
              !told.has(name) &&
              !stamped.has(name) &&
              !usual(name, object[name]),
          );
          expect(gone).toEqual([]);
        }),
        { numRuns: 150 },
      );
    },
  );
});

/** What is so in any new object, and need not be said. */
function usual(name: string, value_: unknown): boolean {
  const usuals: JsonObject = {
    accountEnabled: true,
    isEnabled: true,
    securityEnabled: true,
    servicePrincipalType: 'Application',
  };
  return usuals[name] === value_ || (name === 'id' && typeof value_ === 'string');
}

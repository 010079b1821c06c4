import { completePolicy, validateConditionalAccessPolicy } from '../policies/conditional-access/index.js';
import { builtInStrengths } from '../policies/authentication-strengths/index.js';
import { builtInRoles } from '@gatehouse/model';
import {
  type EntraKind,
  type EntraObject,
  isObject,
  type JsonObject,
  saysNothing,
  withoutSilence,
} from './entra-export.js';
import { lostWhole } from './map-directory.js';
import { idOf, type Mapping, type SeedItem, titleOf } from './mapping.js';

/** Named locations: ranges of addresses, and countries. */
export function mapLocations(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('namedLocation').flatMap((object): SeedItem[] => {
    const {
      id: _id,
      createdDateTime: _created,
      modifiedDateTime: _modified,
      '@odata.context': _context,
      ...value
    } = object.value;
    const type = value['@odata.type'];
    const isKnown =
      type === undefined ||
      ['#microsoft.graph.ipNamedLocation', '#microsoft.graph.countryNamedLocation'].some((known) => known === type);
    if (!isKnown)
      return lostWhole(
        object,
        `locations of the type \`${typeof type === 'string' ? type : ''}\` are not supported`,
        mapping,
      );
    return [{ ...idOf(object.value), ...withoutSilence(value) }];
  });
}

/** Authentication strengths of the tenant's own making. */
export function mapStrengths({ names }: Mapping): readonly SeedItem[] {
  return names
    .ofKind('authenticationStrengthPolicy')
    .filter(({ value }) => value['policyType'] !== 'builtIn')
    .map(({ value }) => ({
      ...idOf(value),
      ...withoutSilence({
        displayName: value['displayName'],
        description: value['description'],
        allowedCombinations: value['allowedCombinations'],
        combinationConfigurations: value['combinationConfigurations'],
      }),
    }));
}

/** The conditions and controls that are understood, by where they stand. */
const understood: Readonly<Record<string, ReadonlySet<string>>> = {
  conditions: new Set([
    'applications',
    'authenticationFlows',
    'clientAppTypes',
    'clientApplications',
    'devices',
    'insiderRiskLevels',
    'locations',
    'platforms',
    'servicePrincipalRiskLevels',
    'signInRiskLevels',
    'userRiskLevels',
    'users',
  ]),
  grantControls: new Set([
    'authenticationStrength',
    'builtInControls',
    'customAuthenticationFactors',
    'operator',
    'termsOfUse',
  ]),
  sessionControls: new Set([
    'applicationEnforcedRestrictions',
    'cloudAppSecurity',
    'continuousAccessEvaluation',
    'disableResilienceDefaults',
    'persistentBrowser',
    'secureSignInSession',
    'signInFrequency',
  ]),
};

/**
 * Conditional Access policies. One that says something which is not understood is left out as a whole: without a condition or a control
 * it would be another policy.
 */
export function mapConditionalAccess(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('conditionalAccessPolicy').flatMap((object): SeedItem[] => {
    const { value } = object;
    const unknown = Object.entries(understood).flatMap(([part, known]) =>
      Object.entries(isObject(value[part]) ? value[part] : {})
        .filter(([name, said]) => !known.has(name) && !name.includes('@odata.') && !saysNothing(said))
        .map(([name]) => `${part}.${name}`),
    );
    if (unknown.length > 0) {
      for (const property of unknown) {
        mapping.lose({
          kind: object.kind,
          object: titleOf(object),
          property,
          reason: 'it is not understood here; the policy is left out',
        });
      }
      return [];
    }
    const named = withNames(object, mapping);
    if (named === undefined) return [];
    const [problem] = validateConditionalAccessPolicy(completePolicy(withIdsOfRoles(named)));
    if (problem !== undefined) return lostWhole(object, `${problem.path}: ${problem.reason}`, mapping);
    return [{ ...idOf(value), ...named }];
  });
}

/** What stands in a list of a policy: what it names, and words that name nothing. */
interface ListPlace {
  readonly path: readonly [string, string, string];
  readonly kind: EntraKind | 'role' | 'app';
  readonly words: readonly string[];
}

const lists: readonly ListPlace[] = [
  ...(['includeUsers', 'excludeUsers'] as const).map(
    (list): ListPlace => ({
      path: ['conditions', 'users', list],
      kind: 'user',
      words: ['All', 'None', 'GuestsOrExternalUsers'],
    }),
  ),
  ...(['includeGroups', 'excludeGroups'] as const).map(
    (list): ListPlace => ({ path: ['conditions', 'users', list], kind: 'group', words: [] }),
  ),
  ...(['includeRoles', 'excludeRoles'] as const).map(
    (list): ListPlace => ({ path: ['conditions', 'users', list], kind: 'role', words: [] }),
  ),
  ...(['includeApplications', 'excludeApplications'] as const).map(
    (list): ListPlace => ({
      path: ['conditions', 'applications', list],
      kind: 'app',
      words: ['All', 'None', 'Office365', 'MicrosoftAdminPortals'],
    }),
  ),
  ...(['includeServicePrincipals', 'excludeServicePrincipals'] as const).map(
    (list): ListPlace => ({
      path: ['conditions', 'clientApplications', list],
      kind: 'servicePrincipal',
      words: ['ServicePrincipalsInMyTenant'],
    }),
  ),
  ...(['includeLocations', 'excludeLocations'] as const).map(
    (list): ListPlace => ({
      path: ['conditions', 'locations', list],
      kind: 'namedLocation',
      words: ['All', 'AllTrusted', '00000000-0000-0000-0000-000000000000'],
    }),
  ),
];

/** The policy with names for ids. What is gone from the tenant is dropped: it names nobody. Undefined where the policy cannot be kept. */
function withNames(object: EntraObject, mapping: Mapping): SeedItem | undefined {
  const { displayName, description, state, conditions, grantControls, sessionControls } = object.value;
  let policy: JsonObject = withoutSilence({
    displayName,
    description,
    state,
    conditions,
    grantControls,
    sessionControls,
  });
  for (const place of lists) {
    const [part, group, list] = place.path;
    const holder = inner(inner(policy, part), group);
    const ids = holder?.[list];
    if (!Array.isArray(ids) || ids.length === 0) continue;
    const named = ids.map((id) => nameIn(String(id), place, mapping));
    if (named.includes(null)) {
      lostWhole(object, `the export has no objects of the kind that \`${place.path.join('.')}\` names`, mapping);
      return undefined;
    }
    const kept = named.filter((name) => typeof name === 'string');
    if (kept.length < ids.length) {
      const reason = `${ids.length - kept.length} of its entries name what is not there`;
      mapping.lose({ kind: object.kind, object: titleOf(object), property: place.path.join('.'), reason });
    }
    if (kept.length === 0 && list.startsWith('include') && !includesMore(holder, list)) {
      lostWhole(object, 'it would be about nothing that is there', mapping);
      return undefined;
    }
    policy = { ...policy, [part]: { ...inner(policy, part), [group]: { ...holder, [list]: kept } } };
  }
  return strengthNamed(policy, object, mapping);
}

/** Whether something else beside an emptied list is included. */
function includesMore(holder: JsonObject | undefined, emptied: string): boolean {
  return Object.entries(holder ?? {}).some(
    ([name, value]) => name !== emptied && name.startsWith('include') && !saysNothing(value),
  );
}

/** The name of what an entry means; undefined where that is gone, null where the export cannot tell. */
function nameIn(id: string, { kind, words }: ListPlace, { names }: Mapping): string | undefined | null {
  if (words.includes(id)) return id;
  if (kind === 'role') return builtInRoles.find((role) => role.id === id)?.displayName;
  if (kind === 'app') return names.isPresent(id.toLowerCase()) ? id.toLowerCase() : undefined;
  const name = names.nameOf(kind, id);
  if (name === undefined) return names.has(kind) ? undefined : null;
  return names.isLeftOut(name) ? undefined : name;
}

/** A strength by its name: a built-in one, or one of the tenant's own that is among the files. */
function strengthNamed(policy: JsonObject, object: EntraObject, mapping: Mapping): SeedItem | undefined {
  const controls = inner(policy, 'grantControls');
  if (controls === undefined) return policy;
  const { 'authenticationStrength@odata.context': _context, ...plain } = controls;
  const strength = inner(plain, 'authenticationStrength');
  if (strength === undefined) return { ...policy, grantControls: plain };
  const id = String(strength['id']);
  const name = builtInStrengths.get(id)?.displayName ?? mapping.names.nameOf('authenticationStrengthPolicy', id);
  if (name === undefined) {
    lostWhole(object, 'the authentication strength it asks for is not among the exported objects', mapping);
    return undefined;
  }
  return { ...policy, grantControls: { ...plain, authenticationStrength: { id: name } } };
}

/** For the rules, which know roles by their ids. */
function withIdsOfRoles(policy: SeedItem): JsonObject {
  const conditions = inner(policy, 'conditions');
  const users = inner(conditions, 'users');
  if (users === undefined) return policy;
  const idsOf = (list: unknown) =>
    Array.isArray(list)
      ? list.map((name: unknown) => builtInRoles.find(({ displayName }) => displayName === name)?.id ?? name)
      : list;
  const { includeRoles, excludeRoles } = users;
  const withIds = { ...users, includeRoles: idsOf(includeRoles), excludeRoles: idsOf(excludeRoles) };
  return { ...policy, conditions: { ...conditions, users: placeholders(withIds), ...places(conditions) } };
}

const somebody = '11111111-1111-4111-8111-111111111111';

/** For the rules, which want ids where a seed has names. */
function placeholders(users: JsonObject): JsonObject {
  const idsIn = (list: unknown, words: readonly string[]) =>
    Array.isArray(list)
      ? list.map((name: unknown, index) => (words.includes(String(name)) ? name : numbered(index)))
      : list;
  const words = ['All', 'None', 'GuestsOrExternalUsers'];
  return {
    ...users,
    includeUsers: idsIn(users['includeUsers'], words),
    excludeUsers: idsIn(users['excludeUsers'], words),
    includeGroups: idsIn(users['includeGroups'], []),
    excludeGroups: idsIn(users['excludeGroups'], []),
  };
}

function places(conditions: JsonObject | undefined): JsonObject {
  const words = ['All', 'AllTrusted', 'ServicePrincipalsInMyTenant', '00000000-0000-0000-0000-000000000000'];
  const numberedIn = (holder: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(holder).map(([name, list]) => [
        name,
        Array.isArray(list)
          ? list.map((one: unknown, index) => (words.includes(String(one)) ? one : numbered(index)))
          : list,
      ]),
    );
  const changed = (['locations', 'clientApplications'] as const).flatMap((name) => {
    const holder = inner(conditions, name);
    return holder === undefined ? [] : [[name, numberedIn(holder)] as const];
  });
  return Object.fromEntries(changed);
}

function numbered(index: number): string {
  return `${somebody.slice(0, -6)}${String(index).padStart(6, '0')}`;
}

function inner(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object?.[name];
  return isObject(value) ? value : undefined;
}

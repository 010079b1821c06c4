import { builtInStrengths } from '../policies/authentication-strengths/index.js';
import { multifactorTrustedIpsId } from '../policies/conditional-access/index.js';
import { type EntraKind, type EntraObject, isObject, type JsonObject, lower } from './entra-export.js';
import { nameOfRole } from './map-roles.js';
import { idOf, lostWhole, type Mapping, type SeedItem } from './mapping.js';
import { unknownWord } from './policy-words.js';
import { spokenOf } from './spoken.js';

/**
 * Conditional Access policies: each as it was, or not at all. Without a condition, an exception or a control it would be another policy;
 * so one that names what is not imported is left out. What is not understood in one, the rules of seeds refuse.
 */
export function mapConditionalAccess(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('conditionalAccessPolicy').flatMap((object): SeedItem[] => {
    const { id: _id, createdDateTime: _created, modifiedDateTime: _modified, ...value } = object.value;
    const said = spokenOf(value);
    const objection = objectionTo(said);
    if (objection !== undefined) return lostWhole(object, objection, mapping);
    const named = withNames(said, object, mapping);
    return named === undefined ? [] : [{ ...idOf(object.value), ...named }];
  });
}

function objectionTo(policy: JsonObject): string | undefined {
  const controls = inner(policy, 'grantControls');
  if (controls?.['termsOfUse'] !== undefined) return 'it asks for terms of use, which are not part of the export';
  if (controls?.['customAuthenticationFactors'] !== undefined) {
    return 'it asks for a custom control, which is a service of the other platform';
  }
  const unknown = unknownWord(policy);
  return unknown && `\`${unknown.path}\` says \`${unknown.word}\`, which is not known here`;
}

/** A list of a policy that names objects, and words in it that name nothing. */
interface ListPlace {
  readonly path: readonly [part: string, group: string, list: string];
  readonly kind: EntraKind | 'role';
  readonly words: readonly string[];
}

function both(part: string, group: string, what: string, kind: ListPlace['kind'], words: readonly string[] = []) {
  return ['include', 'exclude'].map((way): ListPlace => ({ path: [part, group, `${way}${what}`], kind, words }));
}

/**
 * Where policies name objects of the tenant. Applications are named by appIds, which mean the same everywhere: a policy may speak of one
 * that is not there, and keeps doing so.
 */
const lists: readonly ListPlace[] = [
  ...both('conditions', 'users', 'Users', 'user', ['All', 'None', 'GuestsOrExternalUsers']),
  ...both('conditions', 'users', 'Groups', 'group'),
  ...both('conditions', 'users', 'Roles', 'role'),
  ...both('conditions', 'clientApplications', 'ServicePrincipals', 'servicePrincipal', ['ServicePrincipalsInMyTenant']),
  ...both('conditions', 'locations', 'Locations', 'namedLocation', ['All', 'AllTrusted', multifactorTrustedIpsId]),
  {
    path: ['conditions', 'applications', 'includeAuthenticationContextClassReferences'],
    kind: 'authenticationContextClassReference',
    words: [],
  },
];

/** The policy with names for ids; undefined, and told, where something that it names will not be there. */
function withNames(policy: JsonObject, object: EntraObject, mapping: Mapping): SeedItem | undefined {
  let named = policy;
  for (const place of lists) {
    const [part, group, list] = place.path;
    const holder = inner(inner(named, part), group);
    const ids = holder?.[list];
    // Anything but texts the rules of seeds refuse.
    if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) continue;
    const missing = ids.filter((id) => nameIn(id, place, mapping) === undefined);
    if (missing.length > 0) {
      const shown = missing.slice(0, 3).map((id) => `\`${id}\``);
      const more = missing.length > shown.length ? ` and ${missing.length - shown.length} more` : '';
      const reason = `\`${place.path.join('.')}\` names ${shown.join(', ')}${more}, not among what is imported`;
      lostWhole(object, `${reason}; without that it would be another policy`, mapping);
      return undefined;
    }
    const names = ids.map((id) => nameIn(id, place, mapping));
    named = { ...named, [part]: { ...inner(named, part), [group]: { ...holder, [list]: names } } };
  }
  return strengthNamed(named, object, mapping);
}

/** The name of what an entry means; undefined where that will not be there. */
function nameIn(id: string, { kind, words }: ListPlace, mapping: Mapping): string | undefined {
  if (words.includes(id)) return id;
  if (kind === 'role') return nameOfRole(id, mapping);
  // Contexts go by the ids that applications ask for.
  if (kind === 'authenticationContextClassReference') return mapping.names.find(kind, id) && id;
  const name = mapping.names.nameOf(kind, id);
  return name === undefined || mapping.names.isLeftOut(name) ? undefined : name;
}

/** A strength by its name: a built-in one, or one of the tenant's own that is among the files. */
function strengthNamed(policy: JsonObject, object: EntraObject, mapping: Mapping): SeedItem | undefined {
  const controls = inner(policy, 'grantControls');
  const strength = inner(controls, 'authenticationStrength');
  if (controls === undefined || strength === undefined) return policy;
  const id = lower(strength['id']);
  const name = builtInStrengths.get(id)?.displayName ?? mapping.names.nameOf('authenticationStrengthPolicy', id);
  if (name === undefined) {
    lostWhole(object, 'the authentication strength it asks for is not among the exported objects', mapping);
    return undefined;
  }
  return { ...policy, grantControls: { ...controls, authenticationStrength: { id: name } } };
}

function inner(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object?.[name];
  return isObject(value) ? value : undefined;
}

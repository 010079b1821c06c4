import { builtInStrengths } from '../policies/authentication-strengths/index.js';
import { lower, textOf } from './entra-export.js';
import { idOf, keptOf, lostWhole, type Mapping, type SeedItem } from './mapping.js';
import { spokenOf } from './spoken.js';

const types: readonly unknown[] = [
  undefined,
  '#microsoft.graph.ipNamedLocation',
  '#microsoft.graph.countryNamedLocation',
];

/** Named locations: ranges of addresses, and countries. They are kept as they are, or not at all: policies depend on them. */
export function mapLocations(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('namedLocation').flatMap((object): SeedItem[] => {
    const { id: _id, createdDateTime: _created, modifiedDateTime: _modified, ...value } = object.value;
    const type = value['@odata.type'];
    if (types.includes(type)) return [{ ...idOf(object.value), ...spokenOf(value) }];
    const shown = typeof type === 'string' ? type : '';
    return lostWhole(object, `locations of the type \`${shown}\` are not supported`, mapping);
  });
}

/** Authentication strengths of the tenant's own making. */
export function mapStrengths(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('authenticationStrengthPolicy').flatMap((object): SeedItem[] => {
    const { value } = object;
    if (value['policyType'] === 'builtIn' || builtInStrengths.has(lower(value['id']))) return [];
    return [{ ...idOf(value), displayName: value['displayName'], ...keptOf(object, ['displayName'], mapping) }];
  });
}

/** Contexts that policies can ask applications to tell. */
export function mapContexts(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('authenticationContextClassReference').flatMap((object): SeedItem[] => {
    const { id, displayName } = object.value;
    if (textOf(id) === undefined) return lostWhole(object, 'it has no id', mapping);
    return [{ id, displayName: textOf(displayName) ?? id, ...keptOf(object, ['displayName'], mapping) }];
  });
}

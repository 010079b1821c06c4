import { countryLookupMethods, mostRanges } from '@gatehouse/policy';
import {
  choice,
  complexes,
  complexType,
  type EntityType,
  enumType,
  flag,
  instant,
  type Property,
  text,
  texts,
} from '../../schema/index.js';

/** Open, so that each says whether it is an IPv4 or an IPv6 range. */
const ipRange = complexType('ipRange', [text('cidrAddress', { required: true, maxLength: 64 })], { open: true });

const named = [
  instant('deletedDateTime', { writable: 'never' }),
  text('displayName', { required: true, maxLength: 256, query: { filter: ['eq', 'startsWith'], sort: true } }),
  instant('createdDateTime', { writable: 'never', query: { filter: ['ge', 'le', 'gt', 'lt'], sort: true } }),
  instant('modifiedDateTime', { writable: 'never', query: { filter: ['ge', 'le', 'gt', 'lt'], sort: true } }),
];

const ofAddresses = [
  flag('isTrusted', { nullable: false }),
  complexes('ipRanges', ipRange, { required: true, maxItems: mostRanges + 1, repeats: true }),
];

const ofCountries = [
  texts('countriesAndRegions', { required: true, maxLength: 8, maxItems: 300, repeats: true }),
  flag('includeUnknownCountriesAndRegions', { nullable: false }),
  choice('countryLookupMethod', enumType('countryLookupMethodType', ...countryLookupMethods), { nullable: false }),
];

function locationType(name: string, ...properties: readonly Property[]): EntityType {
  return { name, base: 'entity', properties: [...named, ...properties], navigations: [] };
}

/** `ipNamedLocation`. */
export const ipNamedLocationType = locationType('ipNamedLocation', ...ofAddresses);

/** `countryNamedLocation`. */
export const countryNamedLocationType = locationType('countryNamedLocation', ...ofCountries);

/** Stands for both, where locations are listed: what may be asked for of either. */
export const namedLocationType = locationType('namedLocation', ...ofAddresses, ...ofCountries);

import { cidrRange, type CountryNamedLocation, type IpNamedLocation, type NamedLocation } from '@gatehouse/policy';
import { type DirectoryRefusal, refused } from '../../../../directory/index.js';
import { countryNamedLocationType, ipNamedLocationType } from '../../entities/policies/named-location.js';
import { type GraphError, graphError } from '../../graph-error.js';
import type { GraphCall, GraphEntity } from '../../resource.js';
import { type ReadBody, readBody } from '../../schema/index.js';

type Values = ReadBody['values'];

/** Reads the body of a location. It must say of which kind it is, at a change too (Microsoft Graph documentation: update ipNamedLocation). */
export function readLocationBody(call: GraphCall, mode: 'create' | 'update', id: string): ReadBody | GraphError {
  const { body } = call;
  if (!isObject(body)) return readBody(ipNamedLocationType, body, mode);
  const given = String(body['@odata.type']).replace(/^#/, '');
  const type = [ipNamedLocationType, countryNamedLocationType].find(({ name }) => given === `microsoft.graph.${name}`);
  if (type === undefined) {
    const sentence =
      "A body must have '@odata.type': '#microsoft.graph.ipNamedLocation' or '#microsoft.graph.countryNamedLocation'.";
    return graphError(400, 'BadRequest', sentence);
  }
  const mismatch = rangeMismatch(body.ipRanges);
  if (mismatch !== undefined) return mismatch;
  const read = readBody(type, withoutRangeTypes(body), mode, mode === 'update' ? { id } : {});
  return read.kind === 'error' ? read : { ...read, values: { ...read.values, '@odata.type': `#${given}` } };
}

/** The location that a body makes. */
export function locationOf(values: Values): NamedLocation {
  return values['@odata.type'] === '#microsoft.graph.ipNamedLocation'
    ? ipLocation({
        displayName: '',
        isTrusted: false,
        ipRanges: [],
        modifiedDateTime: null,
        ...values,
      })
    : ({
        displayName: '',
        countriesAndRegions: [],
        includeUnknownCountriesAndRegions: false,
        countryLookupMethod: 'clientIpAddress',
        modifiedDateTime: null,
        ...values,
      } as unknown as CountryNamedLocation);
}

/** The location after a change; it stays of its kind. */
export function changedLocation(before: NamedLocation, values: Values): NamedLocation | DirectoryRefusal {
  if (values['@odata.type'] !== before['@odata.type']) return refused('immutable', { property: '@odata.type' });
  return locationOf({ ...before, ...values });
}

type Given<Value> = Omit<Value, '@odata.type'>;

/** Each range says of which kind it is, as Graph's clients need; what cannot be read is left for the checks to find. */
function ipLocation(given: Given<IpNamedLocation>): IpNamedLocation {
  return {
    ...given,
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    ipRanges: given.ipRanges.map(({ cidrAddress }) => ({
      '@odata.type': cidrAddress.includes(':') ? '#microsoft.graph.iPv6CidrRange' : '#microsoft.graph.iPv4CidrRange',
      cidrAddress,
    })),
  };
}

/** A range that says another kind than its address is. */
function rangeMismatch(ranges: unknown): GraphError | undefined {
  const list: readonly unknown[] = Array.isArray(ranges) ? ranges : [];
  const odd = list.find((one) => {
    if (!isObject(one) || one['@odata.type'] === undefined || typeof one.cidrAddress !== 'string') return false;
    const version = cidrRange(one.cidrAddress)?.version;
    const given = typeof one['@odata.type'] === 'string' ? one['@odata.type'].replace(/^#/, '') : '';
    return version !== undefined && given !== `microsoft.graph.iPv${version}CidrRange`;
  });
  if (!isObject(odd)) return undefined;
  const shown = `'${String(odd.cidrAddress).slice(0, 64)}' is not an address of the type '${String(odd['@odata.type']).slice(0, 64)}'.`;
  return graphError(400, 'BadRequest', shown);
}

function withoutRangeTypes(body: GraphEntity): GraphEntity {
  const { ipRanges } = body;
  if (!Array.isArray(ipRanges)) return body;
  return {
    ...body,
    ipRanges: (ipRanges as readonly unknown[]).map((one) => {
      if (!isObject(one)) return one;
      const { '@odata.type': _type, ...range } = one;
      return range;
    }),
  };
}

function isObject(value: unknown): value is GraphEntity {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

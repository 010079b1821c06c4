import type { Problem } from '../../registration/index.js';
import { repeated } from '../strict-json/index.js';
import { cidrRange } from './cidr-range.js';

/** `#microsoft.graph.ipNamedLocation`. */
export interface IpNamedLocation {
  readonly '@odata.type': '#microsoft.graph.ipNamedLocation';
  readonly displayName: string;
  readonly isTrusted: boolean;
  readonly ipRanges: readonly {
    readonly '@odata.type': '#microsoft.graph.iPv4CidrRange' | '#microsoft.graph.iPv6CidrRange';
    readonly cidrAddress: string;
  }[];
  readonly modifiedDateTime: string | null;
}

/** How the country of a sign-in is found out. */
export const countryLookupMethods = ['clientIpAddress', 'authenticatorAppGps'] as const;

/** `#microsoft.graph.countryNamedLocation`. */
export interface CountryNamedLocation {
  readonly '@odata.type': '#microsoft.graph.countryNamedLocation';
  readonly displayName: string;
  /** ISO 3166-1 alpha-2. */
  readonly countriesAndRegions: readonly string[];
  readonly includeUnknownCountriesAndRegions: boolean;
  readonly countryLookupMethod: (typeof countryLookupMethods)[number];
  readonly modifiedDateTime: string | null;
}

/** A place that policies can speak of (Microsoft Graph documentation: namedLocation). */
export type NamedLocation = IpNamedLocation | CountryNamedLocation;

/** The most ranges of one location (Microsoft Entra documentation: network assignment). */
export const mostRanges = 2000;

/** The longest prefix that is too wide to be a location. */
const tooWide = 8;

/** What is wrong with a named location. */
export function namedLocationProblems(location: NamedLocation): readonly Problem[] {
  const { displayName } = location;
  const name = displayName.trim() === '' ? [{ path: 'displayName', reason: 'must not be empty' }] : [];
  return [
    ...name,
    ...('ipRanges' in location ? rangeProblems(location.ipRanges) : countryProblems(location.countriesAndRegions)),
  ];
}

function rangeProblems(ranges: IpNamedLocation['ipRanges']): readonly Problem[] {
  if (ranges.length === 0) return [{ path: 'ipRanges', reason: 'must hold a range' }];
  if (ranges.length > mostRanges) return [{ path: 'ipRanges', reason: `must not hold more than ${mostRanges} ranges` }];
  return [
    ...ranges.flatMap((range, index) => {
      const reason = rangeFault(range);
      return reason === undefined ? [] : [{ path: `ipRanges[${index}].cidrAddress`, reason }];
    }),
    ...repeated(
      ranges.map(({ cidrAddress }) => cidrAddress.toLowerCase()),
      (index) => `ipRanges[${index}].cidrAddress`,
      'the range',
    ),
  ];
}

function rangeFault({ '@odata.type': type, cidrAddress }: IpNamedLocation['ipRanges'][number]): string | undefined {
  const range = cidrRange(cidrAddress);
  if (range === undefined) return 'must be a range in CIDR notation';
  if (type !== `#microsoft.graph.iPv${range.version}CidrRange`) return `must be an address of the type \`${type}\``;
  return range.prefixLength > tooWide ? undefined : `must have a prefix longer than /${tooWide}`;
}

function countryProblems(countries: readonly string[]): readonly Problem[] {
  if (countries.length === 0) return [{ path: 'countriesAndRegions', reason: 'must hold a country or region' }];
  return [
    ...countries.flatMap((code, index) =>
      /^[A-Z]{2}$/.test(code)
        ? []
        : [{ path: `countriesAndRegions[${index}]`, reason: 'must be two capital letters (ISO 3166-1 alpha-2)' }],
    ),
    ...repeated(countries, (index) => `countriesAndRegions[${index}]`, 'the country'),
  ];
}

// Owns: what a named location may be: ranges of addresses, or countries. Refuses: looking an address up. Called by: the directory's
// policies; later the location condition reads the same ranges.
export { cidrRange, type CidrRange } from './cidr-range.js';
export {
  type CountryNamedLocation,
  countryLookupMethods,
  type IpNamedLocation,
  mostRanges,
  type NamedLocation,
  namedLocationProblems,
} from './named-location.js';

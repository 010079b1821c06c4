import { describe, expect, it } from 'vitest';
import { cidrRange } from './cidr-range.js';
import { type NamedLocation, namedLocationProblems } from './named-location.js';

const pathsOf = (location: NamedLocation) => namedLocationProblems(location).map(({ path }) => path);

function ranges(...addresses: readonly string[]): NamedLocation {
  return {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    displayName: 'HQ',
    isTrusted: true,
    ipRanges: addresses.map((cidrAddress) => ({
      '@odata.type': cidrAddress.includes(':') ? '#microsoft.graph.iPv6CidrRange' : '#microsoft.graph.iPv4CidrRange',
      cidrAddress,
    })),
    modifiedDateTime: null,
  };
}

function countries(...codes: readonly string[]): NamedLocation {
  return {
    '@odata.type': '#microsoft.graph.countryNamedLocation',
    displayName: 'EU',
    countriesAndRegions: codes,
    includeUnknownCountriesAndRegions: false,
    countryLookupMethod: 'clientIpAddress',
    modifiedDateTime: null,
  };
}

describe('a range', () => {
  it.each([
    ['12.34.221.11/22', 4, 0x0c_22_dd_0bn, 22],
    ['0.0.0.0/0', 4, 0n, 0],
    ['255.255.255.255/32', 4, 0xff_ff_ff_ffn, 32],
    ['2001:0:9d38:90d6::/63', 6, 0x2001_0000_9d38_90d6_0000_0000_0000_0000n, 63],
    ['::/128', 6, 0n, 128],
    ['::1/128', 6, 1n, 128],
    ['1:2:3:4:5:6:7:8/128', 6, 0x0001_0002_0003_0004_0005_0006_0007_0008n, 128],
    ['::ffff:1.2.3.4/96', 6, 0xffff_0102_0304n, 96],
  ] as const)('is read from %s', (text, version, address, prefixLength) => {
    expect(cidrRange(text)).toEqual({ version, address, prefixLength });
  });

  it.each([
    '1.2.3.4',
    '1.2.3.4/33',
    '1.2.3/8',
    '1.2.3.256/24',
    '01.2.3.4/24',
    '1.2.3.4/-1',
    '::/129',
    '1::2::3/64',
    '1:2:3:4:5:6:7/64',
    '1:2:3:4:5:6:7:8::/64',
    '1:2:3:4:5:6:7:8:9/64',
    '12345::/64',
    '::1.2.3.4:5/64',
    '1.2.3.4::/64',
    '1:2:3:4::5:6:7:8::/64',
    'contoso/24',
    '',
  ])('is not read from %j', (text) => {
    expect(cidrRange(text)).toBeUndefined();
  });
});

describe('a named location', () => {
  it('may hold ranges narrower than /8, or countries', () => {
    expect(pathsOf(ranges('12.34.221.11/22', '10.0.0.0/9', '2001:db8::/32'))).toEqual([]);
    expect(pathsOf(countries('DE', 'FR'))).toEqual([]);
  });

  it.each([
    [ranges(), 'ipRanges'],
    [ranges('12.0.0.0/8'), 'ipRanges[0].cidrAddress'],
    [ranges('12.0.0.0'), 'ipRanges[0].cidrAddress'],
    [ranges('12.1.0.0/16', '12.1.0.0/16'), 'ipRanges[1].cidrAddress'],
    [{ ...ranges('12.1.0.0/16'), displayName: ' ' }, 'displayName'],
    [countries(), 'countriesAndRegions'],
    [countries('Germany'), 'countriesAndRegions[0]'],
    [countries('de'), 'countriesAndRegions[0]'],
    [countries('DE', 'DE'), 'countriesAndRegions[1]'],
  ])('is refused: %j', (location, path) => {
    expect(pathsOf(location)).toEqual([path]);
  });

  it('holds at most 2000 ranges, and each is of the type that it says', () => {
    const many = Array.from({ length: 2001 }, (_, index) => `10.${index >> 8}.${index & 255}.0/24`);
    expect(pathsOf(ranges(...many))).toEqual(['ipRanges']);
    expect(pathsOf(ranges(...many.slice(1)))).toEqual([]);
    const six = { '@odata.type': '#microsoft.graph.iPv6CidrRange', cidrAddress: '12.1.0.0/16' } as const;
    expect(pathsOf({ ...ranges(), ipRanges: [six] } as NamedLocation)).toEqual(['ipRanges[0].cidrAddress']);
  });
});

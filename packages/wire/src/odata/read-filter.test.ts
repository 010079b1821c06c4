import { describe, expect, it } from 'vitest';
import { deepestQuery, mostNodes, readWhole } from './cursor.js';
import type { Filter, Literal, Operand, PropertyPath } from './filter.js';
import { readFilter } from './read-filter.js';
import { longestOption } from './tokens.js';

const parse = (text: string) => readWhole(text, (cursor) => readFilter(cursor));
const path = (written: string, variable: string | null = null): PropertyPath => ({
  variable,
  path: written === '' ? [] : written.split('/'),
});
const property = (written: string, variable: string | null = null): Operand => ({
  kind: 'property',
  property: path(written, variable),
});
const text = (value: string): Literal => ({ kind: 'string', value });
const equal = (written: string, value: Literal, variable: string | null = null): Filter => ({
  kind: 'compare',
  operator: 'eq',
  operand: property(written, variable),
  value,
});
const [a, b, c] = ['a', 'b', 'c'].map((name) => equal(name, text(name))) as [Filter, Filter, Filter];

describe('a filter that Microsoft Graph documents', () => {
  const started: Filter = { kind: 'call', function: 'startswith', property: path('givenName'), text: 'J' };
  it.each<[string, Filter]>([
    ["displayName eq 'Adele Vance'", equal('displayName', text('Adele Vance'))],
    ["startswith(givenName, 'J')", started],
    ["startsWith(givenName,'J') eq true", started],
    ["startswith(givenName,'J') eq false", { kind: 'not', operand: started }],
    ["contains(givenName,'J')", { ...started, function: 'contains' }],
    [
      "endsWith(mail,'@contoso.com')",
      { ...started, function: 'endswith', property: path('mail'), text: '@contoso.com' },
    ],
    ['accountEnabled eq false', equal('accountEnabled', { kind: 'boolean', value: false })],
    ['companyName ne null', { ...equal('companyName', { kind: 'null' }), operator: 'ne' } as Filter],
    ["NOT(companyName eq 'Microsoft')", { kind: 'not', operand: equal('companyName', text('Microsoft')) }],
    ["displayName eq 'O''Neil'", equal('displayName', text("O'Neil"))],
    [
      "department in ('Retail', 'Sales')",
      { kind: 'in', operand: property('department'), values: [text('Retail'), text('Sales')] },
    ],
    [
      'createdDateTime ge 2021-11-01T00:00:00Z',
      { ...equal('createdDateTime', { kind: 'dateTime', value: '2021-11-01T00:00:00Z' }), operator: 'ge' } as Filter,
    ],
    [
      'appId eq 00000003-0000-0000-C000-000000000000',
      equal('appId', { kind: 'guid', value: '00000003-0000-0000-c000-000000000000' }),
    ],
    [
      'assignedLicenses/$count eq 0',
      {
        kind: 'compare',
        operator: 'eq',
        operand: { kind: 'count', collection: path('assignedLicenses') },
        value: { kind: 'integer', value: '0' },
      },
    ],
    [
      "onPremisesExtensionAttributes/extensionAttribute1 eq 'x'",
      equal('onPremisesExtensionAttributes/extensionAttribute1', text('x')),
    ],
    ['members/any()', { kind: 'any', collection: path('members'), lambda: null }],
    [
      "proxyAddresses/any(p:startswith(p,'smtp:'))",
      {
        kind: 'any',
        collection: path('proxyAddresses'),
        lambda: {
          variable: 'p',
          predicate: { kind: 'call', function: 'startswith', property: path('', 'p'), text: 'smtp:' },
        },
      },
    ],
    [
      "identities/any(c:c/issuerAssignedId eq 'j@example.com' and c/issuer eq 'contoso.example')",
      {
        kind: 'any',
        collection: path('identities'),
        lambda: {
          variable: 'c',
          predicate: {
            kind: 'and',
            operands: [
              equal('issuerAssignedId', text('j@example.com'), 'c'),
              equal('issuer', text('contoso.example'), 'c'),
            ],
          },
        },
      },
    ],
    [
      "groupTypes/all(t:t eq 'Unified')",
      {
        kind: 'all',
        collection: path('groupTypes'),
        lambda: { variable: 't', predicate: equal('', text('Unified'), 't') },
      },
    ],
    [
      'members/microsoft.graph.user/any()',
      { kind: 'any', collection: path('members/microsoft.graph.user'), lambda: null },
    ],
  ])('%s is read as meant', (written, filter) => {
    expect(parse(written)).toEqual({ kind: 'read', value: filter });
  });
});

describe('how tightly operators bind', () => {
  it.each<[string, Filter]>([
    ["a eq 'a' or b eq 'b' and c eq 'c'", { kind: 'or', operands: [a, { kind: 'and', operands: [b, c] }] }],
    ["a eq 'a' and b eq 'b' or c eq 'c'", { kind: 'or', operands: [{ kind: 'and', operands: [a, b] }, c] }],
    ["(a eq 'a' or b eq 'b') and c eq 'c'", { kind: 'and', operands: [{ kind: 'or', operands: [a, b] }, c] }],
    ["not (a eq 'a') and b eq 'b'", { kind: 'and', operands: [{ kind: 'not', operand: a }, b] }],
    ["a eq 'a' or b eq 'b' or c eq 'c'", { kind: 'or', operands: [a, b, c] }],
    ["A EQ 'a' OR b Eq 'b'", { kind: 'or', operands: [equal('A', text('a')), b] }],
    ["a eq 'a'\tand(b eq 'b')", { kind: 'and', operands: [a, b] }],
  ])('%s', (written, filter) => {
    expect(parse(written)).toEqual({ kind: 'read', value: filter });
  });
});

describe('a literal', () => {
  it.each<[string, Literal]>([
    ['-3', { kind: 'integer', value: '-3' }],
    ['9223372036854775807', { kind: 'integer', value: '9223372036854775807' }],
    ['-9223372036854775808', { kind: 'integer', value: '-9223372036854775808' }],
    ['-0.5', { kind: 'decimal', value: '-0.5' }],
    ["''", text('')],
    ["''''", text("'")],
    ["'a or b eq '''", text("a or b eq '")],
    ["'é 漢 😀'", text('é 漢 😀')],
    ['2024-02-29', { kind: 'date', value: '2024-02-29' }],
    ['2024-02-29t23:59z', { kind: 'dateTime', value: '2024-02-29T23:59Z' }],
    ['2024-02-29T23:59:59.1234567-08:00', { kind: 'dateTime', value: '2024-02-29T23:59:59.1234567-08:00' }],
    ['2000-02-29', { kind: 'date', value: '2000-02-29' }],
    ['True', { kind: 'boolean', value: true }],
  ])('%s is read exactly', (written, literal) => {
    expect(parse(`x eq ${written}`)).toEqual({ kind: 'read', value: equal('x', literal) });
  });

  it.each([
    '9223372036854775808',
    '12345678901234567890',
    '1e5',
    '.5',
    '5.',
    '+1',
    '12abc',
    '2023-02-29',
    '2100-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-04-31',
    '0000-01-01',
    '10000-01-01',
    '2024-01-01T24:00:00Z',
    '2024-01-01T23:60:00Z',
    '2024-01-01T23:59:60Z',
    '2024-01-01T00:00:00',
    '2024-01-01T00:00:00+14:01',
    '2024-01-01T00:00:00+01:60',
    "'\0'",
    "'open",
    "'it's'",
    '"double"',
    'undefined',
    "guid'00000003-0000-0000-c000-000000000000'",
    '00000003-0000-0000-c000-0000000000000',
    '',
  ])('%j is refused', (written) => {
    expect(parse(`x eq ${written}`)).toMatchObject({ kind: 'refused' });
  });
});

describe('a filter that cannot be read', () => {
  it.each<[string, number, string]>([
    ['', 0, 'An identifier was expected at position 0.'],
    ['displayName', 11, 'An operator was expected at position 11.'],
    ['displayName eq', 14, 'A literal was expected at position 14.'],
    ['displayName eq mail', 15, 'A literal was expected at position 15.'],
    ["displayName like 'a'", 12, 'An operator was expected at position 12.'],
    ["displayName eq 'a", 15, 'There is an unterminated string literal at position 15.'],
    ["displayName eq 'a' b", 19, 'Syntax error at position 19.'],
    ["displayName eq 'a')", 18, 'Syntax error at position 18.'],
    ["(displayName eq 'a'", 19, "')' or an operator was expected at position 19."],
    ["displayName eq 'a' and", 22, 'An identifier was expected at position 22.'],
    ["displayName eq 'a'; drop", 18, 'Syntax error at position 18.'],
    ["not displayName eq 'a'", 4, "What follows 'not' must be in parentheses at position 4."],
    ["tolower(displayName) eq 'a'", 0, "An unknown function with name 'tolower' was found at position 0."],
    ["startswith('a',displayName)", 11, 'An identifier was expected at position 11.'],
    ['startswith(displayName,1)', 23, 'A string was expected at position 23.'],
    ["startswith(displayName,'a') eq 1", 31, "'true' or 'false' was expected at position 31."],
    ['id in ()', 7, 'A literal was expected at position 7.'],
    ["id in 'a'", 6, "'(' was expected at position 6."],
    ['members/all()', 12, 'An identifier was expected at position 12.'],
    ["members/any(m m eq 'a')", 14, "':' was expected at position 14."],
    ["a/any(x:x/b/any(x:x eq 'a'))", 16, 'A range variable that has already been declared was found at position 16.'],
    ['members/$ref eq 1', 8, 'An identifier was expected at position 8.'],
    ['members/$count/x eq 1', 14, 'An operator was expected at position 14.'],
    ['a//b eq 1', 2, 'An identifier was expected at position 2.'],
    ["a.b. eq 'x'", 0, 'Syntax error at position 0.'],
    ["naïve eq 'x'", 2, 'Syntax error at position 2.'],
  ])('%j is refused at %i, and told why', (written, position, reason) => {
    expect(parse(written)).toEqual({ kind: 'refused', position, reason });
  });
});

describe('a lambda', () => {
  it('gives its variable a meaning only inside its parentheses', () => {
    expect(parse("a/any(x:x eq 'a') and x eq 'b'")).toMatchObject({
      value: { operands: [{ lambda: { predicate: { operand: property('', 'x') } } }, { operand: property('x') }] },
    });
  });

  it('sees the variables of the lambdas around it and the properties of the resource', () => {
    expect(parse("a/any(x:x/b/any(y:x/c eq 'c' and y/d eq 'd' and e eq 'e'))")).toMatchObject({
      value: {
        lambda: {
          predicate: {
            collection: path('b', 'x'),
            lambda: {
              predicate: {
                operands: [
                  { operand: property('c', 'x') },
                  { operand: property('d', 'y') },
                  { operand: property('e') },
                ],
              },
            },
          },
        },
      },
    });
  });

  it('leaves `any` and `all` free as names of properties', () => {
    expect(parse("any/all eq 'x'")).toEqual({ kind: 'read', value: equal('any/all', text('x')) });
  });
});

describe('the size of a filter', () => {
  const nested = (levels: number) => `${'('.repeat(levels)}a eq 1${')'.repeat(levels)}`;
  const listed = (values: number) => `a in (${Array(values).fill('1').join(',')})`;
  const long = (length: number) => `a eq '${'x'.repeat(length - 7)}'`;

  it.each([
    ['parentheses', nested],
    ['negations', (levels: number) => `${'not '.repeat(levels)}startswith(a,'b')`],
    [
      'lambdas',
      (levels: number) =>
        `${Array.from({ length: levels }, (_, i) => `a/any(v${i}:`).join('')}b eq 1${')'.repeat(levels)}`,
    ],
  ])('%s may be nested to the limit and not further', (_, write) => {
    expect(parse(write(deepestQuery)).kind).toBe('read');
    expect(parse(write(deepestQuery + 1))).toMatchObject({
      kind: 'refused',
      reason: `The query is nested more than ${deepestQuery} levels deep.`,
    });
  });

  it('is not deep for being long', () => {
    const side = Array(deepestQuery + 1)
      .fill('(a eq 1)')
      .join(' or ');
    expect(parse(side).kind).toBe('read');
  });

  it('is limited in tests and listed values', () => {
    expect(parse(listed(mostNodes - 1)).kind).toBe('read');
    expect(parse(listed(mostNodes))).toMatchObject({
      kind: 'refused',
      reason: `The query has more than ${mostNodes} parts.`,
    });
  });

  it('is limited in length', () => {
    expect(parse(long(longestOption)).kind).toBe('read');
    expect(parse(long(longestOption + 1))).toMatchObject({ kind: 'refused', position: longestOption });
  });

  it('does not overflow the stack however deep it is', () => {
    for (const open of ['(', 'not ', 'not(', 'a/any(x:', 'startswith(']) {
      expect(parse(open.repeat(Math.floor(longestOption / open.length))).kind).toBe('refused');
      expect(parse(open.repeat(1_000_000)).kind).toBe('refused');
    }
  });
});

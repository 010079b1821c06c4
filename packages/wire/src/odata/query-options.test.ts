import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseParameters } from '../form/parameters.js';
import { deepestQuery, mostNodes } from './cursor.js';
import { invalidQueryMessage, parseQueryOptions } from './query-options.js';
import { longestOption } from './tokens.js';

const parse = (query: string) => parseQueryOptions(parseParameters(query));
const parseOne = (option: string, value: string) => parse(`${option}=${encodeURIComponent(value)}`);
const message = (query: string) => {
  const outcome = parse(query);
  return outcome.kind === 'invalid' ? invalidQueryMessage(outcome) : outcome.kind;
};
const nothing = {
  kind: 'options',
  filter: null,
  orderby: [],
  select: [],
  expand: [],
  top: null,
  skip: null,
  count: null,
  search: null,
  skiptoken: null,
  deltatoken: null,
};
const unasked = { select: [], filter: null, orderby: [], top: null, count: null, levels: null, expand: [] };
const named = (name: string, value: string) => ({
  kind: 'compare',
  operator: 'eq',
  operand: { kind: 'property', property: { variable: null, path: [name] } },
  value: { kind: 'string', value },
});

describe('query options', () => {
  it('are none when nothing was asked', () => {
    expect(parse('')).toEqual(nothing);
  });

  it('are read together as clients send them', () => {
    const query =
      "%24filter=city+eq+'Lisboa'&$orderBy=displayName%20desc,createdDateTime&%24select=id,displayName&$top=5&$count=true&$skipToken=X'445&$deltatoken=latest&$skip=0";
    expect(parse(query)).toEqual({
      ...nothing,
      filter: named('city', 'Lisboa'),
      orderby: [
        { path: ['displayName'], direction: 'desc' },
        { path: ['createdDateTime'], direction: 'asc' },
      ],
      select: [['id'], ['displayName']],
      top: 5,
      skip: 0,
      count: true,
      skiptoken: "X'445",
      deltatoken: 'latest',
    });
  });

  it('may be written without $, and custom options of other names are passed over', () => {
    expect(parse('filter=city%20eq%20%27Lisboa%27&TOP=5&api-version=1&format=json')).toEqual({
      ...nothing,
      filter: named('city', 'Lisboa'),
      top: 5,
    });
  });

  it.each([
    ['$format=json', '$format'],
    ['$filtre=x', '$filtre'],
    ['$=1', '$'],
    ['$toString=1', '$toString'],
    ['$kind=1', '$kind'],
  ])('%s is refused as an option that is not known', (query, option) => {
    const reason = `The query parameter '${option}' is not supported.`;
    expect(parse(query)).toEqual({ kind: 'invalid', problem: 'unsupported', option, position: 0, reason });
  });

  it.each(['$top=1&$top=1', '$top=1&$Top=2', '$top=1&top=1', '%24top=1&$top=1'])(
    '%s is refused as repeated',
    (query) => {
      expect(parse(query)).toEqual({
        kind: 'invalid',
        problem: 'repeated',
        option: '$top',
        position: 0,
        reason: "Query option '$top' was specified more than once, but it must be specified at most once.",
      });
    },
  );

  it('are refused when the query is not correctly encoded', () => {
    expect(parse('$filter=%')).toMatchObject({ kind: 'invalid', problem: 'malformed', option: '' });
  });

  it.each(['filter', 'orderby', 'select', 'expand', 'top', 'skip', 'count', 'search', 'skiptoken', 'deltatoken'])(
    '$%s without a value, or with one that is too long, is refused',
    (name) => {
      expect(parse(`$${name}=`)).toMatchObject({ kind: 'invalid', problem: 'malformed', option: `$${name}` });
      expect(parse(`$${name}=${'a'.repeat(longestOption + 1)}`)).toMatchObject({ kind: 'invalid', option: `$${name}` });
    },
  );
});

describe('what Graph says of a query it cannot use', () => {
  it.each([
    ["$filter=displayName%20is%20'a'", 'Invalid filter clause: An operator was expected at position 12.'],
    ['$select=id,', 'Parsing OData Select and Expand failed: An identifier was expected at position 3.'],
    [
      '$expand=members($top=x)',
      'Parsing OData Select and Expand failed: A non-negative integer was expected at position 13.',
    ],
    ['$orderby=', 'An identifier was expected at position 0.'],
    [
      '$top=',
      "Invalid value '' for $top query option found. The $top query option requires a non-negative integer value.",
    ],
    [
      '$skip=-1',
      "Invalid value '-1' for $skip query option found. The $skip query option requires a non-negative integer value.",
    ],
    ['$count=yes', "Invalid value 'yes' for $count query option found. Valid values are 'true' or 'false'."],
    ['$search=pizza', 'Syntax error at position 0.'],
    [
      '$filter=a&$filter=a',
      "Query option '$filter' was specified more than once, but it must be specified at most once.",
    ],
  ])('%s', (query, said) => {
    expect(message(query)).toBe(said);
  });
});

describe('$top and $skip', () => {
  it.each(['0', '1', '999', '2147483647'])('take %s', (value) => {
    expect(parse(`$top=${value}&$skip=${value}`)).toMatchObject({ top: Number(value), skip: Number(value) });
  });

  it.each(['-0', '-1', '01', '1.0', '1e2', '+1', '0x1', '2147483648', '99999999999999999999', 'ten', '1 2', "'1'"])(
    'refuse %s',
    (value) => {
      expect(parseOne('$top', value)).toMatchObject({ kind: 'invalid', option: '$top' });
      expect(parseOne('$skip', value)).toMatchObject({ kind: 'invalid', option: '$skip' });
    },
  );
});

describe('$select and $orderby', () => {
  it('take paths, casts and a star', () => {
    expect(parseOne('$select', 'employeeOrgData/division, microsoft.graph.user/mail,*')).toMatchObject({
      select: [['employeeOrgData', 'division'], ['microsoft.graph.user', 'mail'], ['*']],
    });
    expect(parseOne('$orderby', 'signInActivity/lastSignInDateTime DESC , id asc')).toMatchObject({
      orderby: [
        { path: ['signInActivity', 'lastSignInDateTime'], direction: 'desc' },
        { path: ['id'], direction: 'asc' },
      ],
    });
  });

  it.each(['id,,mail', ',id', 'id mail', 'id/', "'id'", 'id;mail', '@odata.type', 'identities($top=1)', '*/id'])(
    'refuse to select %s',
    (value) => {
      expect(parseOne('$select', value)).toMatchObject({ kind: 'invalid', option: '$select' });
    },
  );

  it.each(['id descending', 'id asc desc', '*', 'id desc mail'])('refuse to sort by %s', (value) => {
    expect(parseOne('$orderby', value)).toMatchObject({ kind: 'invalid', option: '$orderby' });
  });
});

describe('$expand', () => {
  it('follows navigation properties, each with its own options', () => {
    const value =
      "manager($levels=max;$select=id,displayName),members/microsoft.graph.user($select=id;$top=5;$filter=startswith(mail,'a;b)');$orderby=mail desc;$count=true;$expand=memberOf(select=id)),*";
    expect(parseOne('$expand', value)).toEqual({
      ...nothing,
      expand: [
        { navigation: ['manager'], options: { ...unasked, levels: 'max', select: [['id'], ['displayName']] } },
        {
          navigation: ['members', 'microsoft.graph.user'],
          options: {
            select: [['id']],
            top: 5,
            filter: {
              kind: 'call',
              function: 'startswith',
              property: { variable: null, path: ['mail'] },
              text: 'a;b)',
            },
            orderby: [{ path: ['mail'], direction: 'desc' }],
            count: true,
            levels: null,
            expand: [{ navigation: ['memberOf'], options: { ...unasked, select: [['id']] } }],
          },
        },
        { navigation: ['*'], options: unasked },
      ],
    });
  });

  it.each([
    ['members()', 8, 'An expand option that is not supported was found at position 8.'],
    ['members($search=x)', 8, 'An expand option that is not supported was found at position 8.'],
    ['members($toString=x)', 8, 'An expand option that is not supported was found at position 8.'],
    ['members($top=1;top=2)', 15, 'An expand option that was specified before was found at position 15.'],
    ['members($top=1', 14, "')' or ';' was expected at position 14."],
    ['members($top=1,$count=true)', 14, "')' or ';' was expected at position 14."],
    ['members($top=)', 13, 'A non-negative integer was expected at position 13.'],
    ['members($levels=-1)', 16, 'A non-negative integer was expected at position 16.'],
    ['members($filter=a eq )', 21, 'A literal was expected at position 21.'],
    ['members/$ref', 8, 'An identifier was expected at position 8.'],
    ['members)', 7, 'Syntax error at position 7.'],
  ])('%s is refused at %i, and told why', (value, position, reason) => {
    const invalid = { kind: 'invalid', problem: 'malformed', option: '$expand', position, reason };
    expect(parseOne('$expand', value)).toEqual(invalid);
  });

  it('may be nested to the limit and not further', () => {
    const nested = (levels: number) => `${'a($expand='.repeat(levels)}a${')'.repeat(levels)}`;
    expect(parseOne('$expand', nested(deepestQuery))).toMatchObject({ kind: 'options' });
    expect(parseOne('$expand', nested(deepestQuery + 1))).toMatchObject({
      kind: 'invalid',
      reason: `The query is nested more than ${deepestQuery} levels deep.`,
    });
  });

  it('is limited in the number of its items', () => {
    expect(parseOne('$expand', Array(mostNodes).fill('a').join(','))).toMatchObject({ kind: 'options' });
    expect(
      parseOne(
        '$expand',
        Array(mostNodes + 1)
          .fill('a')
          .join(','),
      ),
    ).toMatchObject({ kind: 'invalid' });
  });
});

describe('$search', () => {
  const term = (property: string | null, text: string) => ({
    kind: 'term',
    property: property?.split('/') ?? null,
    text,
  });
  it.each([
    ['"displayName:OneVideo"', term('displayName', 'OneVideo')],
    ['"pizza"', term(null, 'pizza')],
    ['"10:30 meeting"', term(null, '10:30 meeting')],
    ['"displayName:a:b"', term('displayName', 'a:b')],
    [String.raw`"displayName:say \"x\" \\ y"`, term('displayName', String.raw`say "x" \ y`)],
    ['"displayName:wa" AND "mail:ad"', { kind: 'and', operands: [term('displayName', 'wa'), term('mail', 'ad')] }],
    [
      '"a:1" OR "b:2" AND "c:3" ',
      { kind: 'or', operands: [term('a', '1'), { kind: 'and', operands: [term('b', '2'), term('c', '3')] }] },
    ],
    [
      '("a:1" OR "b:2")AND"c:3"',
      { kind: 'and', operands: [{ kind: 'or', operands: [term('a', '1'), term('b', '2')] }, term('c', '3')] },
    ],
  ])('%s is read as meant', (value, search) => {
    expect(parseOne('$search', value)).toEqual({ ...nothing, search });
  });

  it.each([
    ['pizza', 0],
    ['"a', 0],
    ['"a" "b"', 3],
    ['"a" and "b"', 3],
    ['"a" ANDY "b"', 3],
    ['"a" AND', 7],
    ['NOT "a"', 0],
    ['("a"', 4],
    ['"a")', 3],
    ['""', 0],
    ['"displayName: "', 0],
    ['"a\\b"', 0],
    ['"a\0b"', 0],
  ])('%j is refused at %i', (value, position) => {
    const reason = `Syntax error at position ${position}.`;
    const invalid = { kind: 'invalid', problem: 'malformed', option: '$search', position, reason };
    expect(parseOne('$search', value)).toEqual(invalid);
  });

  it('is limited in length, in depth and in terms', () => {
    const nested = (levels: number) => `${'('.repeat(levels)}"a"${')'.repeat(levels)}`;
    const listed = (terms: number) => Array(terms).fill('"a"').join(' OR ');
    expect(parseOne('$search', nested(deepestQuery))).toMatchObject({ kind: 'options' });
    expect(parseOne('$search', nested(deepestQuery + 1))).toMatchObject({ kind: 'invalid' });
    expect(parseOne('$search', listed(mostNodes))).toMatchObject({ kind: 'options' });
    expect(parseOne('$search', listed(mostNodes + 1))).toMatchObject({ kind: 'invalid' });
    expect(parseOne('$search', `"${'a'.repeat(longestOption - 2)}"`)).toMatchObject({ kind: 'options' });
    expect(parseOne('$search', `"${'a'.repeat(longestOption - 1)}"`)).toMatchObject({ position: longestOption });
    expect(parseOne('$search', '('.repeat(longestOption))).toMatchObject({ kind: 'invalid' });
  });
});

describe('any query', () => {
  const names = ['filter', 'orderby', 'select', 'expand', 'top', 'skip', 'count', 'search', 'skiptoken', 'other'];
  const pieces = [
    'a',
    '(',
    ')',
    ',',
    ';',
    '=',
    '*',
    '/',
    '$top',
    '$expand=',
    '"',
    '\\',
    'OR ',
    'AND ',
    ' desc',
    '1',
    "'",
    ':',
    ' ',
  ];
  const values = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
  );

  it('gives options, or says which option is invalid, where and why', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), values, (name, value) => {
        const outcome = parseOne(`$${name}`, value);
        if (outcome.kind === 'options') return;
        expect(outcome.option).toBe(`$${name}`);
        expect(outcome.position).toBeGreaterThanOrEqual(0);
        expect(outcome.position).toBeLessThanOrEqual(value.length);
        expect(invalidQueryMessage(outcome)).toMatch(/^[^]{1,300}\.$/);
      }),
      { numRuns: 2000 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { application, federatedIdentityCredential } from '../sample.fixture.js';
import { checkEntityQuery, type QueryContext } from './check-query.js';
import { check, context, missing, parse, said } from './query-bench.fixture.js';

describe('a query that asks nothing', () => {
  it('is for the first page of everything, as it is returned by default', () => {
    expect(check('')).toMatchObject({
      kind: 'query',
      objectQuery: { condition: null, order: null, top: 100, after: null },
      select: null,
      expand: [],
      count: false,
    });
  });
});

describe('$orderby', () => {
  const order = (query: string, more: Partial<QueryContext> = {}) => {
    const found = check(query, more);
    return found.kind === 'error' ? `${found.code}: ${found.message}` : found.objectQuery.order;
  };

  it('sorts by one property', () => {
    expect(order('$orderby=DisplayName')).toEqual({ field: 'displayName', descending: false });
    expect(order('$orderby=displayName desc')).toEqual({ field: 'displayName', descending: true });
  });

  it.each([
    ['$orderby=notes', "Request_UnsupportedQuery: Unsupported sort property 'notes' for 'Application'."],
    [
      '$orderby=info/supportUrl',
      "Request_UnsupportedQuery: Unsupported sort property 'info/supportUrl' for 'Application'.",
    ],
    [
      '$orderby=nothing',
      "BadRequest: Could not find a property named 'nothing' on type 'microsoft.graph.application'.",
    ],
    ['$orderby=displayName,createdDateTime', 'Request_UnsupportedQuery: Sorting not supported for current query.'],
    ['$orderby=uniqueName', `Request_UnsupportedQuery: ${missing('$orderby')}`],
  ])('is refused: %s', (query, answer) => {
    expect(order(query)).toBe(answer);
  });

  it('beside a filter on another property needs an advanced query', () => {
    const query = "$filter=tags/any(t:t eq 'x') or displayName eq 'x'&$orderby=displayName";
    expect(order(query)).toBe('Request_UnsupportedQuery: Sorting not supported for current query.');
    expect(order(query, { eventual: true })).toBe('Request_UnsupportedQuery: Sorting not supported for current query.');
    expect(order(`${query}&$count=true`, { eventual: true })).toEqual({ field: 'displayName', descending: false });
    expect(order('$orderby=uniqueName&$count=true', { eventual: true })).toMatchObject({ field: 'uniqueName' });
  });

  it('may stand beside a filter on the same property', () => {
    expect(order("$filter=startswith(displayName,'x')&$orderby=displayName")).toMatchObject({ field: 'displayName' });
  });
});

describe('a page', () => {
  const top = (query: string) => {
    const found = check(query);
    return found.kind === 'error' ? `${found.code}: ${found.message}` : found.objectQuery.top;
  };

  it('holds as many entities as are asked for', () => {
    expect([top(''), top('$top=1'), top('$top=999')]).toEqual([100, 1, 999]);
  });

  it.each(['0', '1000'])('does not hold %s', (size) => {
    expect(top(`$top=${size}`)).toBe(
      `Request_UnsupportedQuery: Invalid page size specified: '${size}'. Must be between 1 and 999 inclusive.`,
    );
  });

  it('is not found by counting', () => {
    expect(top('$skip=0')).toBe("Request_BadRequest: '$skip' is not supported by the service.");
  });

  it('is not where a delta goes on', () => {
    expect(top('$deltatoken=latest')).toBe(
      "Request_UnsupportedQuery: The query parameter '$deltatoken' is not supported.",
    );
  });
});

describe('$count', () => {
  it('counts in the directory where the header is sent, and is passed over without', () => {
    expect(check('$count=true', { eventual: true })).toMatchObject({ count: true });
    expect(check('$count=true')).toMatchObject({ count: false });
    expect(check('$count=false', { eventual: true })).toMatchObject({ count: false });
    expect(check('', { eventual: true })).toMatchObject({ count: false });
  });
});

describe('the query of one entity', () => {
  const one = (query: string) => said(checkEntityQuery(application, parse(query), context));

  it('says what is shown', () => {
    expect(checkEntityQuery(application, parse('$select=id&$expand=owners&$count=true'), context)).toEqual({
      kind: 'query',
      select: ['id'],
      expand: [{ navigation: application.navigations[0], select: null, levels: null }],
    });
    expect(checkEntityQuery(application, parse(''))).toEqual({ kind: 'query', select: null, expand: [] });
  });

  it.each([
    "$filter=id eq 'x'",
    '$orderby=displayName',
    '$search="x"',
    '$top=1',
    '$skip=1',
    '$skiptoken=x',
    '$deltatoken=x',
  ])('is refused with %s', (query) => {
    const [option] = query.split('=');
    expect(one(query)).toBe(`Request_UnsupportedQuery: The query parameter '${option}' is not supported.`);
  });

  it('is refused when it shows what is not there', () => {
    expect(said(checkEntityQuery(federatedIdentityCredential, parse('$select=displayName')))).toMatch(
      /^BadRequest: .*federatedIdentityCredential/,
    );
  });
});

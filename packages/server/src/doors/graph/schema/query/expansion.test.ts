import { describe, expect, it } from 'vitest';
import { application } from '../sample.fixture.js';
import { checkEntityQuery } from './check-query.js';
import { check, context, parse, said } from './query-bench.fixture.js';

describe('$expand', () => {
  const [owners] = application.navigations;
  const expand = (written: string, single = false) => {
    const found = single
      ? checkEntityQuery(application, parse(`$expand=${written}`), context)
      : check(`$expand=${written}`);
    return found.kind === 'error' ? `${found.code}: ${found.message}` : found.expand;
  };

  it('follows one navigation', () => {
    expect(expand('OWNERS')).toEqual([{ navigation: owners, select: null, levels: null }]);
  });

  it('selects what any of the entities there may have', () => {
    expect(expand('owners($select=jobTitle,appId,displayName)')).toEqual([
      { navigation: owners, select: ['jobTitle', 'appId', 'displayName'], levels: null },
    ]);
  });

  it('follows a chain from one entity', () => {
    expect(expand('manager($levels=max;$select=id)', true)).toMatchObject([{ levels: 'max', select: ['id'] }]);
    expect(expand('manager($levels=1000)', true)).toMatchObject([{ levels: 1000 }]);
    expect(expand('manager($levels=2)')).toMatch(/^Request_UnsupportedQuery: .*'\$levels'/);
    expect(expand('owners($levels=2)', true)).toMatch(/^Request_UnsupportedQuery: .*'\$levels'/);
    expect(expand('manager($levels=0)', true)).toMatch(/^BadRequest: .*between 1 and 1000/);
    expect(expand('manager($levels=1001)', true)).toMatch(/^BadRequest: .*between 1 and 1000/);
  });

  it.each([
    [
      'owners,manager',
      'BadRequest: The result of parsing $expand contained at least 2 items, but the maximum allowed is 1.',
    ],
    [
      'nothing',
      "BadRequest: Parsing OData Select and Expand failed: Could not find a property named 'nothing' on type 'microsoft.graph.application'.",
    ],
    [
      'displayName',
      "BadRequest: Parsing OData Select and Expand failed: Property 'displayName' on type 'microsoft.graph.application' is not a navigation property or complex property. Only navigation properties can be expanded.",
    ],
    [
      'appManagementPolicies',
      "Request_UnsupportedQuery: Property 'appManagementPolicies' of resource 'Application' cannot be expanded.",
    ],
    ['*', 'Request_UnsupportedQuery: Unsupported Query.'],
    ['owners/manager', 'Request_UnsupportedQuery: Unsupported Query.'],
    [
      "owners($filter=displayName eq 'x')",
      "Request_UnsupportedQuery: The query parameter '$filter' is not supported inside $expand.",
    ],
    [
      'owners($orderby=displayName)',
      "Request_UnsupportedQuery: The query parameter '$orderby' is not supported inside $expand.",
    ],
    ['owners($top=1)', "Request_UnsupportedQuery: The query parameter '$top' is not supported inside $expand."],
    ['owners($count=true)', "Request_UnsupportedQuery: The query parameter '$count' is not supported inside $expand."],
    [
      'owners($expand=owners)',
      "Request_UnsupportedQuery: The query parameter '$expand' is not supported inside $expand.",
    ],
    [
      'owners($select=nothing)',
      "BadRequest: Parsing OData Select and Expand failed: Could not find a property named 'nothing' on type 'microsoft.graph.user'.",
    ],
  ])('is refused: %s', (written, answer) => {
    expect(expand(written)).toBe(answer);
  });

  it('is refused where nothing tells what a navigation leads to', () => {
    expect(said(check('$expand=owners', { expandable: () => [] }))).toMatch(/cannot be expanded/);
  });
});

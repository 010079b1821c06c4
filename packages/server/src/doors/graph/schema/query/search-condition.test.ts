import type { Condition } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { check, condition, equal, said } from './query-bench.fixture.js';

describe('$search', () => {
  const words = (field: string, searched: string): Condition => ({ kind: 'words', field, text: searched });
  const search = (written: string, query = '') => check(`$search=${written}${query}`, { eventual: true });

  it('looks for words of the display name unless it says where, and for the beginning elsewhere', () => {
    expect(condition(search('"app"'))).toEqual(words('displayName', 'app'));
    expect(condition(search('"NOTES:app one" OR "displayName:two"'))).toEqual({
      kind: 'or',
      operands: [
        { kind: 'text', function: 'startsWith', field: 'notes', text: 'app one' },
        words('displayName', 'two'),
      ],
    });
  });

  it('narrows a filter', () => {
    expect(condition(search('"app"', '&$filter=accountEnabled eq true'))).toEqual({
      kind: 'and',
      operands: [equal('accountEnabled', true), words('displayName', 'app')],
    });
  });

  it('needs the header, and no $count', () => {
    expect(said(check('$search="app"&$count=true'))).toBe(
      "Request_UnsupportedQuery: Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  });

  it.each([
    ['"appId:x"', 'Request_UnsupportedQuery: An unsupported property was specified.'],
    ['"---"', 'Request_UnsupportedQuery: An unsupported property was specified.'],
    ['"displayName:x" AND "appId:x"', 'Request_UnsupportedQuery: An unsupported property was specified.'],
    ['"nothing:x"', "BadRequest: Could not find a property named 'nothing' on type 'microsoft.graph.application'."],
  ])('is refused: %s', (written, answer) => {
    expect(said(search(written))).toBe(answer);
  });
});

import { describe, expect, it } from 'vitest';
import { text } from '../properties.js';
import type { QueryContext } from './check-query.js';
import { check, said, user } from './query-bench.fixture.js';

describe('$select', () => {
  const select = (written: string, openProperty?: QueryContext['openProperty']) => {
    const found = check(`$select=${written}`, openProperty === undefined ? {} : { openProperty });
    return found.kind === 'error' ? `${found.code}: ${found.message}` : found.select;
  };

  it('names properties once each, in the order asked for, whatever the letter case', () => {
    expect(select('TAGS,notes,id,displayname,id')).toEqual(['tags', 'notes', 'id', 'displayName']);
  });

  it('takes * for what is returned by default', () => {
    const all = select('*,notes');
    expect(all).toContain('notes');
    expect(all).toContain('displayName');
    expect(all).not.toContain('passwordProfile');
    expect(all).not.toContain('pin');
    expect(select('*')).not.toContain('notes');
  });

  it('takes the name of a navigation, which selects no property', () => {
    expect(select('id,owners')).toEqual(['id']);
    expect(select('owners')).toEqual([]);
  });

  it('takes an undeclared property that is known', () => {
    expect(select('extension_x,id', (name) => (name === 'extension_x' ? text(name) : undefined))).toEqual([
      'extension_x',
      'id',
    ]);
    expect(select('anything', () => 'any')).toEqual(['anything']);
    expect(said(check('$select=anything', { openProperty: () => 'any' }, user))).toMatch(/Could not find a property/);
    expect(select('constructor', () => 'any')).toMatch(/Could not find a property named 'constructor'/);
  });

  it.each([
    [
      'nothing',
      "BadRequest: Parsing OData Select and Expand failed: Could not find a property named 'nothing' on type 'microsoft.graph.application'.",
    ],
    ['id,info/supportUrl', 'Request_UnsupportedQuery: Unsupported Query.'],
  ])('is refused: %s', (written, answer) => {
    expect(select(written)).toBe(answer);
  });
});

import type { Condition } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { complex, complexType, filters, text } from '../properties.js';
import {
  advancedFilter,
  check,
  clause,
  condition,
  equal,
  filter,
  id,
  missing,
  operands,
  said,
  signIn,
  user,
} from './query-bench.fixture.js';

describe('a filter', () => {
  it.each<[string, Condition]>([
    ["displayName eq 'App'", equal('displayName', 'App')],
    ["DISPLAYNAME eq 'App'", equal('displayName', 'App')],
    ["displayName in ('a','b')", { kind: 'in', field: 'displayName', values: ['a', 'b'] }],
    ["startswith(displayName,'A')", { kind: 'text', function: 'startsWith', field: 'displayName', text: 'A' }],
    ['accountEnabled eq true', equal('accountEnabled', true)],
    ['accountEnabled eq null', equal('accountEnabled', null)],
    [`id eq '${id}'`, equal('id', id)],
    [`appId eq ${id.toUpperCase()}`, equal('appId', id)],
    [`templateId eq ${id}`, equal('templateId', id)],
    [`templateId eq '${id.toUpperCase()}'`, equal('templateId', id)],
    ['createdDateTime eq 2024-01-01T01:00:00+01:00', equal('createdDateTime', Date.UTC(2024, 0, 1))],
    ['createdDateTime eq 2024-01-01', equal('createdDateTime', Date.UTC(2024, 0, 1))],
    ['createdDateTime eq 2024-01-01T00:00Z', equal('createdDateTime', Date.UTC(2024, 0, 1))],
    [
      'createdDateTime ge 2024-01-01',
      { kind: 'compare', field: 'createdDateTime', operator: 'ge', value: Date.UTC(2024, 0, 1) },
    ],
    ['birthday eq 2024-02-29', equal('birthday', '2024-02-29')],
    ['tokenVersion eq 2', equal('tokenVersion', 2)],
    ['size eq -5', equal('size', -5)],
    ['score eq 1.5', equal('score', 1.5)],
    ['score eq 1', equal('score', 1)],
    ["signInAudience eq 'azureADMyORG'", equal('signInAudience', 'AzureADMyOrg')],
    ["info/supportUrl eq 'x'", equal('info/supportUrl', 'x')],
    ["Info/logoUrl eq 'x'", equal('logo', 'x')],
    ["tags/any(t:t eq 'x')", { kind: 'any', collection: 'tags', element: equal('', 'x') }],
    [
      "tags/any(t:startswith(t,'x'))",
      { kind: 'any', collection: 'tags', element: { kind: 'text', function: 'startsWith', field: '', text: 'x' } },
    ],
    [`clients/any(c:c eq '${id.toUpperCase()}')`, { kind: 'any', collection: 'clients', element: equal('', id) }],
    ['tags/any()', { kind: 'any', collection: 'tags', element: null }],
    ["web/redirectUris/any(u:u eq 'x')", { kind: 'any', collection: 'web/redirectUris', element: equal('', 'x') }],
    [
      `appRoles/any(a:a/id eq ${id} and a/VALUE eq 'v')`,
      {
        kind: 'any',
        collection: 'appRoles',
        element: { kind: 'and', operands: [equal('id', id), equal('value', 'v')] },
      },
    ],
    [
      "appRoles/any(a:a/allowedMemberTypes/any(t:t eq 'User'))",
      {
        kind: 'any',
        collection: 'appRoles',
        element: { kind: 'any', collection: 'allowedMemberTypes', element: equal('', 'User') },
      },
    ],
    [
      "displayName eq 'a' or (displayName eq 'b' and accountEnabled eq false)",
      {
        kind: 'or',
        operands: [
          equal('displayName', 'a'),
          { kind: 'and', operands: [equal('displayName', 'b'), equal('accountEnabled', false)] },
        ],
      },
    ],
  ])('asks for %s', (written, asked) => {
    expect(filter(written)).toEqual(asked);
  });

  it.each([
    [
      "nothing eq 'x'",
      "BadRequest: Invalid filter clause: Could not find a property named 'nothing' on type 'microsoft.graph.application'.",
    ],
    [
      "info/nothing eq 'x'",
      "BadRequest: Invalid filter clause: Could not find a property named 'nothing' on type 'microsoft.graph.informationalUrl'.",
    ],
    [
      "appRoles/any(a:a/nothing eq 'x')",
      "BadRequest: Invalid filter clause: Could not find a property named 'nothing' on type 'microsoft.graph.appRole'.",
    ],
    ["notes eq 'x'", `Request_UnsupportedQuery: ${clause('notes')}`],
    ["contains(displayName,'x')", `Request_UnsupportedQuery: ${clause('displayName')}`],
    ["displayName gt 'x'", `Request_UnsupportedQuery: ${clause('displayName')}`],
    ["appRoles/any(a:a/displayName eq 'x')", `Request_UnsupportedQuery: ${clause('displayName', 'AppRole')}`],
    ['keyCredentials/any()', `Request_UnsupportedQuery: ${clause('keyCredentials')}`],
    ['web eq null', `Request_UnsupportedQuery: ${clause('web')}`],
    ["appRoles/id eq 'x'", `Request_UnsupportedQuery: ${clause('appRoles')}`],
    ["displayName/x eq 'x'", `Request_UnsupportedQuery: ${clause('displayName')}`],
    ["displayName/any(x:x eq 'a')", `Request_UnsupportedQuery: ${clause('displayName')}`],
    ['owners/any()', `Request_UnsupportedQuery: ${clause('owners')}`],
    ['displayName eq null', `Request_UnsupportedQuery: ${clause('displayName')}`],
    ['createdDateTime ge null', `Request_UnsupportedQuery: ${clause('createdDateTime')}`],
    ['tags/any(t:t eq null)', `Request_UnsupportedQuery: ${clause('tags')}`],
    ['tags eq null', `Request_UnsupportedQuery: ${clause('tags')}`],
    ["templateId eq 'x'", `Request_UnsupportedQuery: ${clause('templateId')}`],
    ['size eq 9223372036854775807', `Request_UnsupportedQuery: ${clause('size')}`],
    ["startswith(displayName,'')", `Request_UnsupportedQuery: ${clause('displayName')}`],
    ["tags eq 'x'", `BadRequest: ${operands('Collection(Edm.String)', 'Edm.String')}`],
    ["tags in ('x')", `BadRequest: ${operands('Collection(Edm.String)', 'Edm.String')}`],
    ["accountEnabled eq 'true'", `BadRequest: ${operands('Edm.Boolean', 'Edm.String')}`],
    [
      "createdDateTime ge '2024-01-01'",
      `BadRequest: ${operands('Edm.DateTimeOffset', 'Edm.String', 'GreaterThanOrEqual')}`,
    ],
    ['displayName eq 7', `BadRequest: ${operands('Edm.String', 'Edm.Int32')}`],
    ['displayName eq true', `BadRequest: ${operands('Edm.String', 'Edm.Boolean')}`],
    ['templateId eq 7', `BadRequest: ${operands('Edm.Guid', 'Edm.Int32')}`],
    ['tokenVersion eq 1.5', `BadRequest: ${operands('Edm.Int32', 'Edm.Double')}`],
    ['birthday eq 2024-01-01T00:00:00Z', `BadRequest: ${operands('Edm.Date', 'Edm.DateTimeOffset')}`],
    ['signInAudience eq 7', `BadRequest: ${operands('microsoft.graph.audience', 'Edm.Int32')}`],
    ["displayName in ('a',7)", `BadRequest: ${operands('Edm.String', 'Edm.Int32')}`],
    [
      "signInAudience eq 'x'",
      "BadRequest: Invalid filter clause: The string 'x' is not a valid enumeration type constant.",
    ],
    [
      "startswith(accountEnabled,'t')",
      "BadRequest: Invalid filter clause: No function signature for the function with name 'startsWith' matches the specified arguments. The function signatures considered are: startsWith(Edm.String Nullable=true, Edm.String Nullable=true).",
    ],
    [
      "startswith(tags,'x')",
      "BadRequest: Invalid filter clause: No function signature for the function with name 'startsWith' matches the specified arguments. The function signatures considered are: startsWith(Edm.String Nullable=true, Edm.String Nullable=true).",
    ],
    ["tags/all(t:t eq 'x')", 'BadRequest: Filter not supported.'],
    ["appRoles/any(a:displayName eq 'x')", 'Request_UnsupportedQuery: Unsupported Query.'],
    ["appRoles/any(a:a eq 'x')", 'Request_UnsupportedQuery: Unsupported Query.'],
    ["appRoles/any(a:a/allowedMemberTypes/any(t:a/value eq 'x'))", 'Request_UnsupportedQuery: Unsupported Query.'],
    [
      "tags/any(t:t/x eq 'x')",
      "BadRequest: Invalid filter clause: Could not find a property named 'x' on type 'microsoft.graph.application'.",
    ],
  ])('is refused: %s', (written, answer) => {
    expect(said(check(`$filter=${written}`))).toBe(answer);
  });
});

describe('an advanced query', () => {
  it.each<[string, string, Condition]>([
    ['ne', "displayName ne 'x'", { kind: 'compare', field: 'displayName', operator: 'ne', value: 'x' }],
    ['ne', 'accountEnabled ne null', { kind: 'compare', field: 'accountEnabled', operator: 'ne', value: null }],
    ['not', "not(displayName eq 'x')", { kind: 'not', operand: equal('displayName', 'x') }],
    [
      'not',
      "not(tags/any(t:t eq 'x'))",
      { kind: 'not', operand: { kind: 'any', collection: 'tags', element: equal('', 'x') } },
    ],
    ['endsWith', "endswith(displayName,'x')", { kind: 'text', function: 'endsWith', field: 'displayName', text: 'x' }],
    ['eq', "uniqueName eq 'x'", equal('uniqueName', 'x')],
    ['in', "uniqueName in ('x')", { kind: 'in', field: 'uniqueName', values: ['x'] }],
    [
      'startsWith',
      "startswith(uniqueName,'x')",
      { kind: 'text', function: 'startsWith', field: 'uniqueName', text: 'x' },
    ],
    [
      'any',
      "requiredResourceAccess/any(r:r/resourceAppId eq 'x')",
      { kind: 'any', collection: 'requiredResourceAccess', element: equal('resourceAppId', 'x') },
    ],
    ['$count', 'tags/$count eq 0', { kind: 'size', collection: 'tags', operator: 'eq', value: 0 }],
    ['$count', 'tags/$count ne 0', { kind: 'size', collection: 'tags', operator: 'ne', value: 0 }],
  ])('is needed for %s in %s', (operator, written, asked) => {
    const refused = `Request_UnsupportedQuery: ${missing(operator)}`;
    expect(said(check(`$filter=${written}`))).toBe(refused);
    expect(said(check(`$filter=${written}&$count=true`))).toBe(refused);
    expect(said(check(`$filter=${written}`, { eventual: true }))).toBe(refused);
    expect(advancedFilter(written)).toEqual(asked);
  });

  it('does not make possible what no declaration offers', () => {
    expect(advancedFilter("notes ne 'x'")).toBe(clause('notes'));
    expect(advancedFilter("endswith(uniqueName,'x')")).toBe(clause('uniqueName'));
    expect(advancedFilter('keyCredentials/$count eq 0')).toBe(clause('keyCredentials'));
    expect(advancedFilter('displayName/$count eq 0')).toBe(clause('displayName'));
    expect(advancedFilter("tags/$count eq 'x'")).toBe(clause('tags'));
    expect(advancedFilter('tags/$count in (1,2)')).toBe('Filter not supported.');
    expect(advancedFilter("not(notes eq 'x')")).toBe(clause('notes'));
  });

  it('is not needed outside of the directory', () => {
    expect(condition(check("$filter=ipAddress ne 'x'", {}, signIn))).toMatchObject({ operator: 'ne' });
    expect(said(check("$filter=not(endswith(ipAddress,'x'))&$orderby=createdDateTime", {}, signIn))).toBe('query');
    expect(check('$count=true', {}, signIn)).toMatchObject({ count: true });
  });
});

describe('an undeclared property of an open type', () => {
  const openProperty = (name: string) =>
    name.toLowerCase() === 'extension_x' ? text('extension_x', { query: { filter: filters.exact } }) : undefined;

  it('may be asked for as it is declared elsewhere', () => {
    expect(condition(check("$filter=extension_X eq 'a'", { openProperty }))).toEqual(equal('extension_x', 'a'));
    expect(condition(check("$filter=extension_y eq 'a'", { openProperty }))).toMatch(/Could not find a property/);
    expect(condition(check("$filter=anything eq 'a'", { openProperty: () => 'any' }))).toBe(clause('anything'));
    expect(condition(check("$filter=extension_x eq 'a'", { openProperty }, user))).toMatch(/Could not find a property/);
  });

  it('may stand inside an open structured value', () => {
    const attributes = complex('attributes', complexType('attributes', [], { open: true }));
    const holder = { ...user, properties: [attributes] };
    const inside = complex('set', complexType('set', [text('one', { query: { filter: filters.exact } })]));
    const within = (name: string, owner: string) => (owner === 'attributes' && name === 'set' ? inside : undefined);
    const ask = (written: string) => condition(check(`$filter=${written}`, { openProperty: within }, holder));
    expect(ask("attributes/set/one eq 'a'")).toEqual(equal('attributes/set/one', 'a'));
    for (const written of ["attributes/other/one eq 'a'", "attributes/set/set eq 'a'", "set/one eq 'a'"]) {
      expect(ask(written)).toMatch(/Could not find a property/);
    }
  });
});

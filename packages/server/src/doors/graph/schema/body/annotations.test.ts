import { describe, expect, it } from 'vitest';
import { texts } from '../properties.js';
import { message, role, update, values } from './body-bench.fixture.js';

describe('an annotation', () => {
  it.each([
    [{ '@odata.type': '#microsoft.graph.application' }],
    [{ '@odata.type': 'microsoft.graph.application' }],
    [{ '@odata.context': 'https://login.example/v1.0/$metadata#applications/$entity' }],
    [{ '@odata.id': 'x', '@odata.etag': 'W/"1"' }],
    [{ 'tags@odata.type': '#Collection(String)', tags: ['a'] }],
    [{ 'tags@odata.type': '#Collection(Edm.String)', tags: ['a'] }],
    [{ 'owners@odata.context': 'x', 'owners@odata.navigationLink': 'y' }],
    [{ web: { '@odata.type': '#microsoft.graph.webApplication' } }],
    [{ appRoles: [role({ '@odata.type': '#microsoft.graph.appRole' })] }],
    [{ web: { '@odata.type': '#Microsoft.DirectoryServices.WebApplication' } }],
  ])('that goes with what was read is passed over: %j', (body) => {
    const read = update(body);
    expect(message(read)).toBe('body');
    expect(JSON.stringify(read)).not.toContain('odata');
  });

  it.each([
    [{ '@odata.type': '#microsoft.graph.user' }, '#microsoft.graph.user', 'microsoft.graph.application'],
    [{ 'tags@odata.type': '#Collection(Guid)' }, '#Collection(Guid)', 'Collection(Edm.String)'],
    [{ web: { '@odata.type': 'x' } }, 'x', 'microsoft.graph.webApplication'],
    [{ '@odata.type': 7 }, '7', 'microsoft.graph.application'],
    [{ '@odata.type': { toString: null } }, '{"toString":null}', 'microsoft.graph.application'],
    [
      { web: { '@odata.type': 'Microsoft.DirectoryServices.User' } },
      'Microsoft.DirectoryServices.User',
      'microsoft.graph.webApplication',
    ],
  ])('that names another type is refused: %j', (body, given, expected) => {
    expect(values(body)).toBe(
      `A value was encountered that has a type name that is incompatible with the metadata. The value specified its type as '${given}', but the type specified in the metadata is '${expected}'.`,
    );
  });

  it('beside an undeclared property is judged by what the property is', () => {
    const openProperty = (name: string) =>
      name === 'extension_x' ? texts(name) : name === 'whatever' ? 'any' : undefined;
    const given = { extension_x: ['a'], whatever: 1 };
    const annotations = { 'extension_x@odata.type': '#Collection(String)', 'whatever@odata.type': '#Int32' };
    expect(values({ ...annotations, ...given }, { openProperty })).toEqual(given);
    expect(values({ ...given, 'extension_x@odata.type': '#String' }, { openProperty })).toMatch('incompatible');
    expect(values({ 'extension_y@odata.type': '#String' }, { openProperty })).toMatch('not available');
  });

  it.each(['@odata.removed', '@other.term', 'tags@odata.context', 'nothing@odata.type', '@', 'tags@', 'x@odata.bind'])(
    '%s is refused, since nobody would heed it',
    (name) => {
      expect(values({ [name]: 'x' })).toBe(`Invalid property '${name}'.`);
    },
  );
});

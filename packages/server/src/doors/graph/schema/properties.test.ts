import { describe, expect, it } from 'vitest';
import { propertiesOf } from './declared-properties.js';
import { choices, enumType, guids, many, text } from './properties.js';
import { application, federatedIdentityCredential } from './sample.fixture.js';

describe('a declaration', () => {
  it('is plain data', () => {
    const word = enumType('word', 'a', 'b');
    expect([
      text('displayName', { required: true, maxLength: 256, query: { sort: true } }),
      guids('ids'),
      choices('words', word),
      many('owners', 'directoryObject', { expand: true }),
    ]).toEqual([
      { name: 'displayName', type: 'String', required: true, maxLength: 256, query: { sort: true } },
      { name: 'ids', type: 'Guid', collection: true },
      { name: 'words', type: { kind: 'enum', name: 'word', members: ['a', 'b'] }, collection: true },
      { name: 'owners', target: 'directoryObject', collection: true, expand: true },
    ]);
  });

  it('has the properties of its base type first', () => {
    expect(propertiesOf(federatedIdentityCredential).map(({ name }) => name)).toEqual(['id', 'issuer', 'audiences']);
  });

  it('may say itself where an inherited property stands', () => {
    const names = propertiesOf(application).map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['deletedDateTime', 'displayName', 'id']);
    expect(names.filter((name) => name === 'id')).toHaveLength(1);
  });
});

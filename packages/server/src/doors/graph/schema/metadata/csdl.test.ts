import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EntityType } from '../entity-type.js';
import { complex, complexType, enumType, many, text } from '../properties.js';
import { application } from '../sample.fixture.js';
import { csdl } from './csdl.js';
import { allNamed, readXml } from './read-xml.fixture.js';
import { service } from './sample-service.fixture.js';

const document = csdl(service);
const root = readXml(document);
const of = (name: string) => allNamed(name, root);
const named = (name: string, value: string) => of(name).filter(({ attributes }) => attributes.Name === value);

describe('the metadata document', () => {
  it('is the one that was looked at and found right', () => {
    expect(document).toBe(readFileSync(new URL('golden/service.xml', import.meta.url), 'utf8'));
  });

  it('is the same text for the same declarations', () => {
    expect(csdl(structuredClone(service))).toBe(document);
  });

  it('defines every type that it names', () => {
    const defined = new Set(
      ['EntityType', 'ComplexType', 'EnumType', 'Action', 'Function'].flatMap((kind) =>
        of(kind).map(({ attributes }) => `microsoft.graph.${attributes.Name}`),
      ),
    );
    const attributesOf = [
      ...['Property', 'NavigationProperty', 'Parameter', 'ReturnType', 'Singleton'].map(
        (kind) => [kind, 'Type'] as const,
      ),
      ['EntityType', 'BaseType'] as const,
      ['EntitySet', 'EntityType'] as const,
      ['ActionImport', 'Action'] as const,
      ['FunctionImport', 'Function'] as const,
    ];
    const used = attributesOf.flatMap(([kind, attribute]) => of(kind).map(({ attributes }) => attributes[attribute]));
    const names = used
      .filter((name) => name !== undefined)
      .map((name) => name.replace(/^Collection\((.*)\)$/, '$1'))
      .filter(
        (name) => !/^Edm\.(?:String|Boolean|Int32|Int64|Double|Guid|DateTimeOffset|Date|Duration|Binary)$/.test(name),
      );
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !defined.has(name))).toEqual([]);
  });

  it('defines every type once, and names every member of it once', () => {
    const types = ['EntityType', 'ComplexType', 'EnumType'].flatMap((kind) => of(kind));
    const names = types.map(({ attributes }) => attributes.Name);
    expect(new Set(names).size).toBe(names.length);
    for (const { children } of types) {
      const members = children.flatMap(({ attributes }) => attributes.Name ?? []);
      expect(new Set(members).size).toBe(members.length);
    }
  });

  it('has the entities that all others are, with their key', () => {
    const [entity] = named('EntityType', 'entity');
    expect(entity).toMatchObject({ attributes: { Abstract: 'true' } });
    expect(entity === undefined ? [] : allNamed('PropertyRef', entity)).toMatchObject([{ attributes: { Name: 'id' } }]);
    expect(named('EntityType', 'directoryObject')).toMatchObject([
      { attributes: { BaseType: 'microsoft.graph.entity', Abstract: 'true' } },
    ]);
    expect(named('EntityType', 'application')).toMatchObject([
      { attributes: { BaseType: 'microsoft.graph.directoryObject', OpenType: 'true' } },
    ]);
    expect(of('Property').filter(({ attributes }) => attributes.Name === 'deletedDateTime')).toHaveLength(1);
  });

  it('binds navigations to sets, but not what lives inside an entity', () => {
    const sets = [...service.sets, { name: 'credentials', type: 'federatedIdentityCredential' }];
    const bindings = allNamed('NavigationPropertyBinding', readXml(csdl({ ...service, sets })));
    expect(bindings.filter(({ attributes }) => attributes.Target === 'credentials')).toEqual([]);
    const [set] = named('EntitySet', 'applications');
    expect(set?.children.map(({ attributes }) => attributes)).toEqual([
      { Path: 'owners', Target: 'directoryObjects' },
      { Path: 'appManagementPolicies', Target: 'directoryObjects' },
      { Path: 'manager', Target: 'directoryObjects' },
    ]);
    expect(named('NavigationProperty', 'federatedIdentityCredentials')).toMatchObject([
      { attributes: { ContainsTarget: 'true' } },
    ]);
  });
});

describe('a declaration that contradicts itself', () => {
  const odd = (more: Partial<EntityType>) => () => csdl({ types: [{ ...application, ...more }], sets: [] });

  it('is not written: a navigation to nowhere', () => {
    expect(odd({ navigations: [many('members', 'nobody')] })).toThrow('`nobody`');
    expect(() => csdl({ types: [], sets: [{ name: 'users', type: 'user' }] })).toThrow('`user`');
    expect(() =>
      csdl({ types: [], sets: [], operations: [{ kind: 'action', name: 'a', boundTo: { type: 'user' } }] }),
    ).toThrow('`user`');
    const returns = { type: { kind: 'entity', name: 'user' } } as const;
    expect(() => csdl({ types: [], sets: [], operations: [{ kind: 'action', name: 'a', returns }] })).toThrow('`user`');
  });

  it('is not written: two types of one name', () => {
    const properties = [complex('a', complexType('same', [])), complex('b', complexType('same', [text('x')]))];
    expect(odd({ properties, navigations: [] })).toThrow('`same`');
  });
});

describe('a name that means something in XML', () => {
  const write = (name: string) =>
    csdl({ types: [{ name, base: 'entity', properties: [], navigations: [] }], sets: [] });

  it('is written so that it reads as itself', () => {
    const name = `<&>"'\n\t`;
    expect(allNamed('EntityType', readXml(write(name))).at(-1)?.attributes.Name).toBe(name);
  });

  it('is refused where XML has no character for it', () => {
    expect(() => write('a\0')).toThrow('XML');
  });
});

describe('an enumeration', () => {
  it('numbers its words', () => {
    const types: EntityType[] = [
      {
        name: 'x',
        base: 'entity',
        properties: [{ name: 'y', type: enumType('word', 'one', 'two') }],
        navigations: [],
      },
    ];
    expect(allNamed('Member', readXml(csdl({ types, sets: [] }))).map(({ attributes }) => attributes)).toEqual([
      { Name: 'one', Value: '0' },
      { Name: 'two', Value: '1' },
    ]);
  });
});

import { inheritedProperties, isNullable } from '../declared-properties.js';
import type { ComplexType, EntityType, EnumType, Navigation, Property, ValueType } from '../entity-type.js';
import { namespace, propertyTypeName, qualifiedName, valueTypeName } from '../type-names.js';
import {
  isEntityReference,
  type OperationDescription,
  type ReturnDescription,
  type ServiceDescription,
  type SetDescription,
} from './operation-description.js';
import { namedTypes, typesOf } from './value-types.js';
import { element, type XmlElement, writeXml } from './xml.js';

/**
 * The service's metadata document (OData 4.01 CSDL XML): every entity type, the types of all values, operations, and the container.
 * Equal descriptions give equal text.
 */
export function csdl(service: ServiceDescription): string {
  const { types, sets, singletons = [], operations = [] } = service;
  checkReferences(service);
  const { complex, enums } = namedTypes([
    ...types.flatMap(({ properties }) => typesOf(properties)),
    ...operations.flatMap(({ parameters = [], returns }) => [...typesOf(parameters), ...returnedType(returns)]),
  ]);
  const schema = element('Schema', { Namespace: namespace, xmlns: 'http://docs.oasis-open.org/odata/ns/edm' }, [
    ...enums.map(enumType),
    ...baseTypes(),
    ...types.map(entityType),
    ...complex.map(complexType),
    ...operations.map(operation),
    container(types, sets, singletons, operations),
  ]);
  const services = element('edmx:DataServices', {}, [schema]);
  return writeXml(
    element('edmx:Edmx', { Version: '4.0', 'xmlns:edmx': 'http://docs.oasis-open.org/odata/ns/edmx' }, [services]),
  );
}

/** A name that leads nowhere is a mistake in the declarations. */
function checkReferences({ types, sets, singletons = [], operations = [] }: ServiceDescription): void {
  const known = new Set(['entity', 'directoryObject', ...types.map(({ name }) => name)]);
  const named = [
    ...types.flatMap(({ navigations }) => navigations.map(({ target }) => target)),
    ...[...sets, ...singletons].map(({ type }) => type),
    ...operations.flatMap(({ boundTo, returns }) => [
      ...(boundTo === undefined ? [] : [boundTo.type]),
      ...(returns !== undefined && isEntityReference(returns.type) ? [returns.type.name] : []),
    ]),
  ];
  const odd = named.find((name) => !known.has(name));
  if (odd !== undefined) throw new Error(`no entity type is called \`${odd}\``);
}

function returnedType(returns: ReturnDescription | undefined): readonly ValueType[] {
  return returns === undefined || isEntityReference(returns.type) ? [] : [returns.type];
}

function enumType({ name, members }: EnumType): XmlElement {
  return element(
    'EnumType',
    { Name: name },
    members.map((member, index) => element('Member', { Name: member, Value: String(index) })),
  );
}

function baseTypes(): readonly XmlElement[] {
  const [id, deleted] = inheritedProperties.directoryObject.map(property);
  const key = element('Key', {}, [element('PropertyRef', { Name: 'id' })]);
  return [
    element('EntityType', { Name: 'entity', Abstract: 'true' }, [key, ...(id === undefined ? [] : [id])]),
    element(
      'EntityType',
      { Name: 'directoryObject', BaseType: qualifiedName('entity'), Abstract: 'true' },
      deleted === undefined ? [] : [deleted],
    ),
  ];
}

function entityType({ name, base, open, properties, navigations }: EntityType): XmlElement {
  // Redeclared ones say where answers show them; the metadata has them from the base type.
  const own = properties.filter((one) => !inheritedProperties[base].some((inherited) => inherited.name === one.name));
  const attributes = { Name: name, BaseType: qualifiedName(base), OpenType: open === true ? 'true' : undefined };
  return element('EntityType', attributes, [...own.map(property), ...navigations.map(navigationProperty)]);
}

function complexType({ name, open, properties }: ComplexType): XmlElement {
  return element('ComplexType', { Name: name, OpenType: open === true ? 'true' : undefined }, properties.map(property));
}

function property(declared: Property): XmlElement {
  return element('Property', { Name: declared.name, ...facets(declared) });
}

function facets(declared: Property) {
  const { type, maxLength } = declared;
  const hasLength = type === 'String' || type === 'Binary';
  return {
    Type: propertyTypeName(declared),
    // OData 4.01 CSDL §7.2.1: of a collection, what is said of its elements.
    Nullable: isNullable(declared) ? undefined : 'false',
    MaxLength: hasLength && maxLength !== undefined ? String(maxLength) : undefined,
  };
}

function navigationProperty({ name, target, collection, contained }: Navigation): XmlElement {
  const type = qualifiedName(target);
  return element('NavigationProperty', {
    Name: name,
    Type: collection ? `Collection(${type})` : type,
    ContainsTarget: contained === true ? 'true' : undefined,
  });
}

function operation({ kind, name, boundTo, parameters = [], returns }: OperationDescription): XmlElement {
  const binding = boundTo === undefined ? undefined : collectionOf(qualifiedName(boundTo.type), boundTo.collection);
  const bound =
    binding === undefined ? [] : [element('Parameter', { Name: 'bindingParameter', Type: binding, Nullable: 'false' })];
  const given = parameters.map((one) => element('Parameter', { Name: one.name, ...facets(one) }));
  const returned = returns === undefined ? [] : [element('ReturnType', { Type: returnTypeName(returns) })];
  return element(
    kind === 'action' ? 'Action' : 'Function',
    { Name: name, IsBound: binding === undefined ? undefined : 'true' },
    [...bound, ...given, ...returned],
  );
}

function returnTypeName({ type, collection }: ReturnDescription): string {
  return collectionOf(isEntityReference(type) ? qualifiedName(type.name) : valueTypeName(type), collection);
}

function collectionOf(name: string, collection?: true): string {
  return collection === true ? `Collection(${name})` : name;
}

function container(
  types: readonly EntityType[],
  sets: readonly SetDescription[],
  singletons: readonly SetDescription[],
  operations: readonly OperationDescription[],
): XmlElement {
  const bindings = (typeName: string) =>
    (types.find(({ name }) => name === typeName)?.navigations ?? [])
      .filter(({ contained }) => contained !== true)
      .flatMap(({ name, target }) => {
        const set = sets.find(({ type }) => type === target);
        return set === undefined ? [] : [element('NavigationPropertyBinding', { Path: name, Target: set.name })];
      });
  const entrances = (name: 'EntitySet' | 'Singleton', type: 'EntityType' | 'Type', all: readonly SetDescription[]) =>
    all.map((one) => element(name, { Name: one.name, [type]: qualifiedName(one.type) }, bindings(one.type)));
  const unbound = new Map(operations.filter(({ boundTo }) => boundTo === undefined).map((one) => [one.name, one.kind]));
  const imports = [...unbound].map(([name, kind]) => {
    const word = kind === 'action' ? 'Action' : 'Function';
    return element(`${word}Import`, { Name: name, [word]: qualifiedName(name) });
  });
  return element('EntityContainer', { Name: 'GraphService' }, [
    ...entrances('EntitySet', 'EntityType', sets),
    ...entrances('Singleton', 'Type', singletons),
    ...imports,
  ]);
}

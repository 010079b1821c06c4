import { inheritedProperties, isNullable } from '../declared-properties.js';
import type { ComplexType, EntityType, EnumType, PrimitiveType, Property, ValueType } from '../entity-type.js';
import type { JsonObject } from '../project.js';
import { qualifiedName } from '../type-names.js';
import { isEntityReference, type ReturnDescription } from './operation-description.js';
import { namedTypes, typesOf } from './value-types.js';

/** JSON Schemas (draft 2020-12, as OpenAPI 3.1 §4.8.24 has them) of every declared type, by its qualified name. */
export function schemasOf(types: readonly EntityType[], others: readonly ValueType[]): JsonObject {
  const { complex, enums } = namedTypes([...types.flatMap(({ properties }) => typesOf(properties)), ...others]);
  const inherited = inheritedProperties.directoryObject;
  const all: readonly (readonly [string, JsonObject])[] = [
    ['entity', object('entity', inherited.slice(0, 1))],
    ['directoryObject', derived('entity', object('directoryObject', inherited.slice(1)))],
    ...types.map((type) => [type.name, entitySchema(type)] as const),
    ...complex.map((type) => [type.name, complexSchema(type)] as const),
    ...enums.map((type) => [type.name, enumSchema(type)] as const),
  ];
  return Object.fromEntries(all.map(([name, schema]) => [qualifiedName(name), schema]));
}

/** A reference to the schema of a named type. */
export function schemaReference(name: string): JsonObject {
  return { $ref: `#/components/schemas/${qualifiedName(name)}` };
}

/** What an operation gives back, as the body of an answer. */
export function returnSchema({ type, collection }: ReturnDescription): JsonObject {
  if (!isEntityReference(type)) {
    const isStructured = typeof type !== 'string' && type.kind === 'complex';
    // OData JSON Format 4.01 §10: one structured value is the body itself.
    if (isStructured && collection !== true) return schemaReference(type.name);
    const one = valueSchema(type, false);
    const value = collection === true ? { type: 'array', items: one } : one;
    return { type: 'object', properties: { '@odata.context': { type: 'string' }, value } };
  }
  const entity = schemaReference(type.name);
  if (collection !== true) return entity;
  return {
    type: 'object',
    properties: {
      '@odata.context': { type: 'string' },
      '@odata.count': { type: 'integer' },
      '@odata.nextLink': { type: 'string' },
      value: { type: 'array', items: entity },
    },
  };
}

/** The members of a body that belongs to no type, such as the parameters of an action. */
export function membersSchema(members: readonly Property[]): JsonObject {
  const required = requiredNames(members);
  return { ...object(undefined, members), ...(required.length > 0 ? { required } : {}) };
}

/** What a body must hold to make an entity. */
export function requiredNames(properties: readonly Property[]): readonly string[] {
  return properties.filter(({ required }) => required === true).map(({ name }) => name);
}

/** One property, as bodies and answers have it. */
export function propertySchema(property: Property): JsonObject {
  const { type, collection, writable, secret, maxLength, maxItems } = property;
  const limits = maxLength !== undefined && type === 'String' ? { maxLength } : {};
  const marks = {
    ...(writable === 'never' ? { readOnly: true } : {}),
    ...(secret === true ? { writeOnly: true } : {}),
  };
  if (collection !== true) return { ...valueSchema(type, isNullable(property), limits), ...marks };
  const items = valueSchema(type, false, limits);
  return { type: 'array', items, ...(maxItems === undefined ? {} : { maxItems }), ...marks };
}

function entitySchema({ name, base, open, properties, navigations }: EntityType): JsonObject {
  const own = properties.filter((one) => !inheritedProperties[base].some((inherited) => inherited.name === one.name));
  const schema = object(name, own, open);
  const ways = navigations.map(({ name: way, target, collection }) => {
    const entity = schemaReference(target);
    return [way, collection ? { type: 'array', items: entity } : { anyOf: [entity, { type: 'null' }] }] as const;
  });
  return derived(base, {
    ...schema,
    properties: { ...(schema.properties as JsonObject), ...Object.fromEntries(ways) },
  });
}

function complexSchema({ name, open, properties }: ComplexType): JsonObject {
  return object(name, properties, open);
}

function enumSchema({ name, members }: EnumType): JsonObject {
  return { title: name, type: 'string', enum: members };
}

function object(title: string | undefined, properties: readonly Property[], open?: true): JsonObject {
  return {
    ...(title === undefined ? {} : { title }),
    type: 'object',
    properties: Object.fromEntries(properties.map((property) => [property.name, propertySchema(property)])),
    ...(open === true ? { additionalProperties: true } : {}),
  };
}

function derived(base: string, schema: JsonObject): JsonObject {
  return { allOf: [schemaReference(base), schema] };
}

const primitives: Readonly<Record<PrimitiveType, JsonObject & { readonly type: string }>> = {
  String: { type: 'string' },
  Boolean: { type: 'boolean' },
  Int32: { type: 'integer', format: 'int32' },
  Int64: { type: 'integer', format: 'int64' },
  Double: { type: 'number', format: 'double' },
  Guid: { type: 'string', format: 'uuid' },
  DateTimeOffset: { type: 'string', format: 'date-time' },
  Date: { type: 'string', format: 'date' },
  Duration: { type: 'string', format: 'duration' },
  Binary: { type: 'string', contentEncoding: 'base64' },
};

function valueSchema(type: ValueType, nullable: boolean, limits: JsonObject = {}): JsonObject {
  if (typeof type !== 'string') {
    const named = schemaReference(type.name);
    return nullable ? { anyOf: [named, { type: 'null' }] } : named;
  }
  const schema = { ...primitives[type], ...limits };
  return nullable ? { ...schema, type: [schema.type, 'null'] } : schema;
}

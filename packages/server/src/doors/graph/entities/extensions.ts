import type { ExtensionProperty } from '@gatehouse/policy';
import {
  type SchemaExtension,
  type SchemaPropertyType,
  type StoredDocument,
  type TenantConfiguration,
  type ValueField,
} from '../../../directory/index.js';
import type { GraphCall } from '../resource.js';
import {
  binary,
  complex,
  complexType,
  filters,
  flag,
  instant,
  long,
  type OpenProperty,
  type Property,
  type PropertyOptions,
  text,
  whole,
} from '../schema/index.js';

/** The kinds of entity that can be extended, by the names of their types. */
export type ExtendedKind = 'user' | 'group' | 'application' | 'device' | 'administrativeUnit' | 'organization';

/**
 * What the undeclared properties of a kind of entity are: the directory extensions and schema extensions that the tenant's applications
 * define for it (Microsoft Graph documentation: add custom properties to resources using extensions). A value whose definition is gone
 * is out of reach. They can be written, and read when they are selected.
 */
export function openPropertyOf({ configuration }: Pick<GraphCall, 'configuration'>, kind: ExtendedKind): OpenProperty {
  const { shown } = extensionsOf(configuration, kind);
  return (name, owner) => (owner === kind ? shown.get(name.toLowerCase()) : undefined);
}

/** The same for a set whose pages take `extensionFieldsOf`: they can be filtered by, too. */
export function filterableOpenPropertyOf(
  { configuration }: Pick<GraphCall, 'configuration'>,
  kind: ExtendedKind,
): OpenProperty {
  const { filterable } = extensionsOf(configuration, kind);
  return (name, owner) => (owner === kind ? filterable.get(name.toLowerCase()) : undefined);
}

/** How the extension values of a kind are asked for in the directory. */
export function extensionFieldsOf(
  { configuration }: Pick<GraphCall, 'configuration'>,
  kind: ExtendedKind,
): readonly ValueField[] {
  return extensionsOf(configuration, kind).fields;
}

/** What the definitions of a tenant come to for one kind of entity; by names in lower case, since queries may write them so. */
interface Extensions {
  readonly shown: ReadonlyMap<string, Property>;
  readonly filterable: ReadonlyMap<string, Property>;
  readonly fields: readonly ValueField[];
}

const known = new WeakMap<TenantConfiguration, Map<ExtendedKind, Extensions>>();

/** Worked out once for each configuration, which never changes. */
function extensionsOf(configuration: TenantConfiguration, kind: ExtendedKind): Extensions {
  const kinds = known.get(configuration) ?? new Map<ExtendedKind, Extensions>();
  known.set(configuration, kinds);
  const found = kinds.get(kind) ?? compile(configuration, kind);
  kinds.set(kind, found);
  return found;
}

function compile(configuration: TenantConfiguration, kind: ExtendedKind): Extensions {
  const target = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}` as ExtensionProperty['targetObjects'][number];
  const directory = (
    configuration.documents('extension-property') as unknown as readonly StoredDocument<ExtensionProperty>[]
  )
    .map(({ body }) => body)
    .filter(({ targetObjects }) => targetObjects.includes(target));
  const schemas = (
    configuration.documents('schema-extension') as unknown as readonly StoredDocument<SchemaExtension>[]
  ).filter(({ body }) => body.targetTypes.includes(target));
  const properties = [...directory.map(directoryProperty), ...schemas.map(schemaProperty)];
  return {
    shown: byName(properties.map(withoutFilter)),
    filterable: byName(properties),
    fields: [...directory.flatMap(directoryField), ...schemas.flatMap(schemaFields)],
  };
}

function byName(properties: readonly Property[]): ReadonlyMap<string, Property> {
  return new Map(properties.map((property) => [property.name.toLowerCase(), property]));
}

/** Microsoft Graph documentation: extensionProperty, dataType; extensionSchemaProperty, type. `maxLength` of bytes counts bytes. */
const declare: Readonly<Record<ExtensionProperty['dataType'], (name: string, options?: PropertyOptions) => Property>> =
  {
    Binary: (name, options) => binary(name, { maxLength: 256, ...options }),
    Boolean: (name, options) => flag(name, { query: { filter: filters.exact }, ...options }),
    DateTime: (name, options) => instant(name, options),
    Integer: (name, options) => whole(name, { query: { filter: filters.ordered }, ...options }),
    LargeInteger: (name, options) => long(name, { query: { filter: filters.ordered }, ...options }),
    String: (name, options) => text(name, { maxLength: 256, query: { filter: filters.prefix }, ...options }),
  };

function directoryProperty({ name, dataType, isMultiValued }: ExtensionProperty): Property {
  const property = declare[dataType](name);
  if (!isMultiValued) return property;
  const { query: _query, ...several } = { ...property, collection: true as const, maxItems: 100 };
  return dataType === 'String' ? { ...several, query: { filter: ['any', ...filters.prefix] } } : several;
}

function schemaProperty({ id, body }: StoredDocument<SchemaExtension>): Property {
  // The name by which Graph tells such values apart; the members are those of the definition.
  const type = complexType(
    'ComplexExtensionValue',
    body.properties.map(({ name, type: kind }) => declare[kind](name)),
  );
  return complex(id, type);
}

function withoutFilter(property: Property): Property {
  const { query: _query, type, ...rest } = property;
  if (typeof type === 'string' || type.kind === 'enum') return { ...rest, type };
  return { ...rest, type: { ...type, properties: type.properties.map(withoutFilter) } };
}

const fieldKinds: Partial<Record<ExtensionProperty['dataType'], ValueField['kind']>> = {
  Boolean: 'boolean',
  Integer: 'number',
  LargeInteger: 'number',
  String: 'text',
} satisfies Partial<Record<SchemaPropertyType | 'LargeInteger', ValueField['kind']>>;

function directoryField({ name, dataType, isMultiValued }: ExtensionProperty): readonly ValueField[] {
  const kind = isMultiValued ? (dataType === 'String' ? 'texts' : undefined) : fieldKinds[dataType];
  return kind === undefined ? [] : [{ name, column: 'properties', path: [name], kind }];
}

function schemaFields({ id, body }: StoredDocument<SchemaExtension>): readonly ValueField[] {
  return body.properties.flatMap(({ name, type }): readonly ValueField[] => {
    const kind = fieldKinds[type];
    return kind === undefined ? [] : [{ name: `${id}/${name}`, column: 'properties', path: [id, name], kind }];
  });
}

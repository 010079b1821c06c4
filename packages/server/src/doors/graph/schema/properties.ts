import type {
  ComplexType,
  EntityType,
  EnumType,
  FilterOperator,
  Navigation,
  Property,
  ValueType,
} from './entity-type.js';

/** What a declaration says of a property beside its name and type. */
export type PropertyOptions = Omit<Property, 'name' | 'type' | 'collection'>;

/** What a declaration says of a navigation beside where it leads. */
export type NavigationOptions = Omit<Navigation, 'name' | 'target' | 'collection'>;

type Declare = (name: string, options?: PropertyOptions) => Property;
type DeclareWith<Type extends ValueType> = (name: string, type: Type, options?: PropertyOptions) => Property;

function single(type: ValueType): Declare {
  return (name, options = {}) => ({ name, type, ...options });
}

function several(type: ValueType): Declare {
  return (name, options = {}) => ({ name, type, collection: true, ...options });
}

/** A text. */
export const text = single('String');
/** A set of texts. */
export const texts = several('String');
/** True or false. */
export const flag = single('Boolean');
/** A 32-bit integer. */
export const whole = single('Int32');
/** A 64-bit integer, in the range that JSON numbers hold exactly. */
export const long = single('Int64');
/** A floating-point number. */
export const decimal = single('Double');
/** A GUID. */
export const guid = single('Guid');
/** A set of GUIDs. */
export const guids = several('Guid');
/** A point in time. */
export const instant = single('DateTimeOffset');
/** A day of the calendar. */
export const day = single('Date');
/** A length of time. */
export const duration = single('Duration');
/** Bytes. `maxLength` counts them. */
export const binary = single('Binary');

/** A word of an enumeration. */
export const choice: DeclareWith<EnumType> = (name, type, options) => single(type)(name, options);
/** A set of words of an enumeration. */
export const choices: DeclareWith<EnumType> = (name, type, options) => several(type)(name, options);
/** A structured value. */
export const complex: DeclareWith<ComplexType> = (name, type, options) => single(type)(name, options);
/** A collection of structured values. */
export const complexes: DeclareWith<ComplexType> = (name, type, options) => several(type)(name, options);

/** An enumeration and its words. */
export function enumType(name: string, ...members: readonly string[]): EnumType {
  return { kind: 'enum', name, members };
}

/** The type of a structured value. */
export function complexType(
  name: string,
  properties: readonly Property[],
  options: Pick<ComplexType, 'open'> = {},
): ComplexType {
  return { kind: 'complex', name, properties, ...options };
}

/** A navigation that leads to one entity. */
export function one(name: string, target: EntityType['name'], options: NavigationOptions = {}): Navigation {
  return { name, target, collection: false, ...options };
}

/** A navigation that leads to any number of entities. */
export function many(name: string, target: EntityType['name'], options: NavigationOptions = {}): Navigation {
  return { name, target, collection: true, ...options };
}

/**
 * The operators that properties of the directory have in common (Microsoft Graph documentation: advanced query capabilities on
 * directory objects). `ne` and `not` come with `eq`.
 */
export const filters = {
  exact: ['eq', 'in'],
  prefix: ['eq', 'in', 'startsWith'],
  affix: ['eq', 'in', 'startsWith', 'endsWith'],
  ordered: ['eq', 'in', 'ge', 'le', 'gt', 'lt'],
  elements: ['any', 'eq'],
  elementPrefix: ['any', 'eq', 'startsWith'],
} as const satisfies Readonly<Record<string, readonly FilterOperator[]>>;

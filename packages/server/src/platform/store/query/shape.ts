import type { SqlValue } from '../store.js';

/** Binds a value and gives the placeholder that stands for it. */
export type Bind = (value: SqlValue) => string;

/** SQL that a repository writes; a function where values have to be bound in it. No value of a query ever stands in it. */
export type Sql = string | ((bind: Bind) => string);

/**
 * How one kind of object lies in tables: what a repository declares so that queries can be compiled. Every text uses the aliases of
 * `from`. Columns whose names begin with `@` are the compiler's own.
 */
export interface Shape<Row> {
  /** `users u`, or a join: `group_members m join users u on u.tenant_id = m.tenant_id and u.id = m.member_id`. One row per object. */
  readonly from: string;
  /** The tenant column of every table of `from`. */
  readonly tenant: readonly string[];
  /** What else always holds, served by an index, for example that the members of one group are asked for. */
  readonly within?: Sql;
  readonly id: ShapeId;
  /** What is selected, as it stands between `select` and `from`. */
  readonly columns: string;
  /** Makes an object of what was selected. */
  readonly row: (columns: Readonly<Record<string, unknown>>) => Row;
  readonly fields: Fields;
}

/** The key of an object among those of the tenant that are `within`. */
export interface ShapeId {
  /** Where the indexes of `within` have it: `m.member_id`, of (tenant_id, group_id, member_id). */
  readonly column: string;
  /** The same key in the table of the fields, where that is another one: `u.id`. The indexes that serve orders end with it. */
  readonly sorted?: string;
  readonly type: 'uuid' | 'text' | 'bigint';
  /** No index finds an object by the id alone, but the one of the order does, by the value and the id. */
  readonly foundByOrder?: true;
}

/** What can be asked for, by the names that conditions and orders use. */
export type Fields = Readonly<Record<string, Field>>;

/** One thing that can be asked for. */
export type Field = ScalarField | CollectionField;

/** One thing that is a value. */
export type ScalarField = TextField | PlainField;

/** One thing that has elements. */
export type CollectionField = ListField | JsonField | RelatedField;

interface Indexed {
  /**
   * Which index there is on the compared column. 'equal': one that begins with (tenant_id, column); it serves `eq` and `in`.
   * 'order': (tenant_id, column, id), for a column that may be null (tenant_id, column nulls first, id); it serves ranges,
   * `startsWith`, null and orders as well.
   */
  readonly index?: 'equal' | 'order';
  /** The column is never null. */
  readonly required?: true;
}

/** Text that has a column in which it is folded (`foldText` of the policy package), of collation "C": ranges rely on it. */
export interface FoldedTextField extends Indexed, Worded {
  readonly kind: 'text';
  readonly folded: Sql;
  /** A column with the characters of the folded text in reverse, of collation "C", with an index (tenant_id, column): serves `endsWith`. */
  readonly reversed?: Sql;
}

/** Text as it is: it is folded for every comparison, and no index serves it. */
export interface BareTextField extends Worded {
  readonly kind: 'text';
  readonly column: Sql;
  readonly folded?: never;
}

/** Text, which is compared without regard to letter case. */
export type TextField = FoldedTextField | BareTextField;

interface Worded {
  /**
   * Where the words of the text stand (`wordsOf` of the policy package): a table (tenant_id, object_id, field, term collate "C") with
   * that primary key and an index (tenant_id, field, term, object_id). Without one, words are found by looking at each object.
   */
  readonly terms?: { readonly table: string; readonly field: string };
}

/** Values that are compared as they are: GUIDs, booleans, numbers (double precision where indexed), instants (timestamptz). */
export interface PlainField extends Indexed {
  readonly kind: 'uuid' | 'boolean' | 'number' | 'instant';
  readonly column: Sql;
}

/** A column of type text[]; the element is the field ''. It is folded already, or is folded for every comparison. */
export type ListField =
  | { readonly kind: 'list'; readonly column: Sql }
  | { readonly kind: 'list'; readonly folded: Sql };

/** A jsonb column that holds an array. The fields speak of `element`.value, which is the jsonb of one element. */
export interface JsonField {
  readonly kind: 'json';
  readonly column: Sql;
  /** An alias that is not used elsewhere. */
  readonly element: string;
  readonly fields: Fields;
}

/** Rows of another table that belong to the object. An index leads from the object to them. */
export interface RelatedField {
  readonly kind: 'related';
  /** `group_owners o`, with aliases that are not used elsewhere. */
  readonly from: string;
  /** The tenant column of every table of `from`. */
  readonly tenant: readonly string[];
  /** Which of the rows are the object's: `o.group_id = g.id`. */
  readonly of: string;
  /** Their indexes count as the object's own: `any` with a condition that one serves leads to the object. No `terms` serve them. */
  readonly fields: Fields;
}

/** The field of that name. @throws when there is none: whoever makes conditions checks names first */
function fieldOf(fields: Fields, name: string): Field {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) throw new Error(`there is no field \`${name}\` to ask for`);
  return field;
}

/** The same for a field that is a value. @throws when it is a collection */
export function scalarOf(fields: Fields, name: string): ScalarField {
  const field = fieldOf(fields, name);
  if (isCollection(field)) throw new Error(`the field \`${name}\` is a collection`);
  return field;
}

/** The same for a field that is a collection. @throws when it is a value */
export function collectionOf(fields: Fields, name: string): CollectionField {
  const field = fieldOf(fields, name);
  if (!isCollection(field)) throw new Error(`the field \`${name}\` is no collection`);
  return field;
}

function isCollection(field: Field): field is CollectionField {
  return field.kind === 'list' || field.kind === 'json' || field.kind === 'related';
}

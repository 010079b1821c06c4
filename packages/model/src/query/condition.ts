/** A value that a stored one is compared with. Instants are milliseconds since the Unix epoch; GUIDs are lower case. */
export type QueryValue = string | number | boolean | null;

/** How a stored value is compared with a given one. */
export type QueryComparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

/**
 * What a stored object must be like, in the fields by which its kind can be asked for. Text is compared without regard to letter case,
 * as Graph does for directory objects. Every part is true or false: a comparison with an absent value is false, but `eq null` and
 * `ne` with a value, which are true; `not` turns the answer round. `any` and `all` look at the elements of a collection, whose own
 * fields stand in `element`; the field '' is the element itself. `any` without `element` asks for at least one.
 */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] }
  | { readonly kind: 'not'; readonly operand: Condition }
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly operator: QueryComparison;
      readonly value: QueryValue;
    }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly QueryValue[] }
  | {
      readonly kind: 'text';
      readonly function: 'startsWith' | 'endsWith' | 'contains';
      readonly field: string;
      readonly text: string;
    }
  | { readonly kind: 'any'; readonly collection: string; readonly element: Condition | null }
  | { readonly kind: 'all'; readonly collection: string; readonly element: Condition }
  | {
      readonly kind: 'size';
      readonly collection: string;
      readonly operator: QueryComparison;
      readonly value: number;
    }
  /** Every word of `text` begins a word of the field. */
  | { readonly kind: 'words'; readonly field: string; readonly text: string };

/** What of one kind of object is wanted, in which order, and how much of it. */
export interface ObjectQuery {
  readonly condition: Condition | null;
  /** The id ends every order, so that it is total; absent values come first. Descending is the same from the other end. Null: by id. */
  readonly order: { readonly field: string; readonly descending: boolean } | null;
  /** The most objects that the page may hold. */
  readonly top: number;
  /** Where the page before ended; null for the first page. */
  readonly after: QueryPlace | null;
}

/** A place in an order: the value sorted by of the last object passed, and its id. */
export interface QueryPlace {
  readonly value: QueryValue;
  readonly id: string;
}

/** One page. It may hold fewer objects than asked for, even none, and go on all the same. */
export interface ObjectPage<Found> {
  readonly objects: readonly Found[];
  /** Null when there is nothing after this page. */
  readonly next: QueryPlace | null;
}

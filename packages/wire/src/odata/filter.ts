/** A property as a query names it: `city`, `employeeOrgData/division`, `microsoft.graph.user/mail`. Letter case is as written. */
export type Path = readonly string[];

/**
 * A property inside `$filter`. With a lambda `variable` the path starts at what that variable stands for, and may be empty (the
 * element itself); without one it starts at the resource that is filtered.
 */
export interface PropertyPath {
  readonly variable: string | null;
  readonly path: Path;
}

/**
 * A literal (OData 4.01 part 2 §5.1.1.14.1). Numbers, dates and times are exact text that is known to be well formed:
 * integers fit 64 bits, decimals have at most 19 digits on each side, dates exist and lie in the years 1 to 9999, times have an
 * offset of at most 14 hours, and `T` and `Z` are upper case. GUIDs are lower case. No text holds U+0000.
 */
export type Literal =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'string' | 'integer' | 'decimal' | 'guid' | 'date' | 'dateTime'; readonly value: string };

/** What stands left of a comparison: a property, or the size of a collection (`assignedLicenses/$count`). */
export type Operand =
  | { readonly kind: 'property'; readonly property: PropertyPath }
  | { readonly kind: 'count'; readonly collection: PropertyPath };

/** The comparisons (OData 4.01 part 2 §5.1.1.1.1 to §5.1.1.1.6). */
export const comparisonOperators = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
/** One of the comparisons. */
export type ComparisonOperator = (typeof comparisonOperators)[number];

/** The functions on text (OData 4.01 part 2 §5.1.1.5), in lower case however they were written. */
export const textFunctions = ['startswith', 'endswith', 'contains'] as const;
/** One of the functions on text. */
export type TextFunction = (typeof textFunctions)[number];

/** What each element of a collection is tested with; `variable` stands for the element. */
export interface Lambda {
  readonly variable: string;
  readonly predicate: Filter;
}

/**
 * A `$filter`, as a tree. A chain of `and` or of `or` is one node with two operands or more, so that a long list of alternatives is
 * not deep; parentheses are kept as nesting. `any` without a lambda asks for at least one element.
 */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Filter[] }
  | { readonly kind: 'not'; readonly operand: Filter }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly operand: Operand;
      readonly value: Literal;
    }
  | { readonly kind: 'in'; readonly operand: Operand; readonly values: readonly Literal[] }
  | {
      readonly kind: 'call';
      readonly function: TextFunction;
      readonly property: PropertyPath;
      readonly text: string;
    }
  | { readonly kind: 'any'; readonly collection: PropertyPath; readonly lambda: Lambda | null }
  | { readonly kind: 'all'; readonly collection: PropertyPath; readonly lambda: Lambda };

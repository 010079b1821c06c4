import type { GraphError } from '../../graph-error.js';

/** A value of a body in the form in which it is kept. */
export type BodyValue =
  | null
  | boolean
  | number
  | string
  | readonly BodyValue[]
  | { readonly [name: string]: BodyValue };

/** What came of reading one value. */
export type Read = { readonly kind: 'value'; readonly value: BodyValue } | GraphError;

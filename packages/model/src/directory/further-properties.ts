/**
 * Graph's other properties of an object, those that nothing decides by, and the values of directory extensions: by their names in
 * Graph, validated where they came in, kept as they were written.
 */
export type FurtherProperties = Readonly<Record<string, unknown>>;

/** Values of custom security attributes: by attribute set, then by attribute. */
export type CustomSecurityAttributes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

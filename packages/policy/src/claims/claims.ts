/** The claims of a token by name, as JSON values. */
export type Claims = Readonly<Record<string, unknown>>;

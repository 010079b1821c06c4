/** One reason why a value is refused: where it stands and what is wrong with it. */
export interface Problem {
  /** The property, as in `web.redirectUris[2]`. */
  readonly path: string;
  /** A sentence for the person who wrote it: lower case, no final period. */
  readonly reason: string;
}

/** Names the values that stand more than once, each occurrence after the first as one problem. */
export function duplicateProblems(
  values: readonly (string | undefined)[],
  path: (index: number) => string,
  what: string,
): Problem[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    if (value === undefined || !seen.has(value)) {
      if (value !== undefined) seen.add(value);
      return [];
    }
    return [{ path: path(index), reason: `${what} \`${value}\` stands more than once` }];
  });
}

/** One problem when `text` is longer than `most` characters, or empty when it must not be. */
export function lengthProblems(text: string, path: string, most: number, least = 0): Problem[] {
  if (text.length > most) return [{ path, reason: `must not be longer than ${most} characters` }];
  if (text.length < least) return [{ path, reason: 'must not be empty' }];
  return [];
}

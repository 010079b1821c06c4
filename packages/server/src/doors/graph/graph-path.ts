/**
 * The parts of a path below the version, decoded. A key in parentheses is a part of its own, so that `users('ann@contoso.example')` is
 * the same as `users/ann@contoso.example` (OData 4.01 URL Conventions §4.3.1, §4.3.6).
 * @param path as sent, with the version in front.
 * @returns undefined when the path is not correctly encoded.
 */
export function graphPath(path: string): readonly string[] | undefined {
  try {
    return path
      .split('/')
      .slice(2)
      .filter((part) => part !== '')
      .flatMap((part) => withKey(decodeURIComponent(part)));
  } catch {
    return undefined;
  }
}

const keyed = /^([^()']+)\((?:'((?:[^']|'')*)'|([^()'=,]+))\)$/;

function withKey(part: string): readonly string[] {
  const [, name, quoted, bare] = keyed.exec(part) ?? [];
  if (name === undefined) return [part];
  return [name, quoted?.replaceAll("''", "'") ?? bare ?? ''];
}

/** What the `:name` places of a pattern stand for, or how many parts the path follows it. */
export type PathMatch =
  | { readonly kind: 'matched'; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'left'; readonly after: number };

/** Follows a pattern such as `/users/:key`. Names are matched without regard to letter case. */
export function followPath(pattern: string, parts: readonly string[]): PathMatch {
  const params: Record<string, string> = {};
  const expected = pattern.split('/').slice(1);
  for (const [index, name] of expected.entries()) {
    const part = parts[index];
    if (part === undefined) return { kind: 'left', after: index };
    if (name.startsWith(':')) params[name.slice(1)] = part;
    else if (name.toLowerCase() !== part.toLowerCase()) return { kind: 'left', after: index };
  }
  return parts.length > expected.length ? { kind: 'left', after: expected.length } : { kind: 'matched', params };
}

/** A part of a path: a name or a key, or the arguments that stand in parentheses behind a name. */
export type PathPart = string | Readonly<Record<string, string>>;

/**
 * The parts of a path below the version, decoded. What stands in parentheses is a part of its own, so that
 * `users('ann@contoso.example')` is the same as `users/ann@contoso.example` (OData 4.01 URL Conventions §4.3.1, §4.3.6); named values,
 * as in `applications(appId='…')` (§4.3.5) and function calls, are a part with those names. Empty parentheses are left out.
 * @param path as sent, with the version in front.
 * @returns undefined when the path is not correctly encoded or names a value twice.
 */
export function graphPath(path: string): readonly PathPart[] | undefined {
  const parts: PathPart[] = [];
  for (const raw of path.split('/').slice(2)) {
    if (raw === '') continue;
    const part = decoded(raw);
    if (part === undefined) return undefined;
    const read = withArguments(part);
    if (read === undefined) return undefined;
    parts.push(...read);
  }
  return parts;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

const called = /^([^()']+)\((.*)\)$/s;
const named = /([A-Za-z_]\w*)=(?:'((?:[^']|'')*)'|([^()'=,]*))(?:,|$)/y;
const quoted = /^'((?:[^']|'')*)'$/;

function withArguments(part: string): readonly PathPart[] | undefined {
  const [, name, inside] = called.exec(part) ?? [];
  if (name === undefined || inside === undefined) return [part];
  if (inside === '') return [name];
  const key = quoted.exec(inside)?.[1];
  if (key !== undefined) return [name, key.replaceAll("''", "'")];
  if (!/[()'=,]/.test(inside)) return [name, inside];
  const values = namedValues(inside);
  // What reads like neither is a key that happens to hold parentheses.
  return values === 'repeated' ? undefined : values === undefined ? [part] : [name, values];
}

function namedValues(inside: string): Readonly<Record<string, string>> | 'repeated' | undefined {
  const values = new Map<string, string>();
  named.lastIndex = 0;
  while (named.lastIndex < inside.length) {
    const found = named.exec(inside);
    if (found === null) return undefined;
    const [, name = '', text, bare = ''] = found;
    if (values.has(name)) return 'repeated';
    values.set(name, text?.replaceAll("''", "'") ?? bare);
  }
  return Object.fromEntries(values);
}

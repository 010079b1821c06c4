/** Decoded `application/x-www-form-urlencoded` text: a form body or a query. */
export interface Parameters {
  /** The value of a parameter; undefined when it was not sent. A parameter sent empty counts as not sent (RFC 6749 §3.1). */
  get(name: string): string | undefined;
  readonly names: readonly string[];
  /** Names sent more than once, which OAuth forbids (RFC 6749 §3.1). */
  readonly repeated: readonly string[];
  /** True when the text is not valid: broken percent-encoding, bytes that are not UTF-8, or too many parameters. */
  readonly malformed: boolean;
}

const mostParameters = 200;

/**
 * Decodes form-encoded text. Never throws: text that cannot be decoded gives no parameters and `malformed`.
 * Names are matched after decoding, since some clients encode them (`api%2Dversion`).
 */
export function parseParameters(text: string): Parameters {
  const values = new Map<string, string>();
  const repeated = new Set<string>();
  const pairs = text === '' ? [] : text.split('&');
  if (pairs.length > mostParameters) return malformed;
  for (const pair of pairs) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    const name = decode(cut < 0 ? pair : pair.slice(0, cut));
    const value = decode(cut < 0 ? '' : pair.slice(cut + 1));
    if (name === undefined || value === undefined) return malformed;
    if (values.has(name)) repeated.add(name);
    values.set(name, value);
  }
  return {
    get: (name) => values.get(name) || undefined,
    names: [...values.keys()],
    repeated: [...repeated],
    malformed: false,
  };
}

const malformed: Parameters = { get: () => undefined, names: [], repeated: [], malformed: true };

function decode(text: string): string | undefined {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

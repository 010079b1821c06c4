import { isSecretName } from './secret-names.js';

/** Stands where a secret stood. */
const redacted = '[redacted]';

const deepest = 8;
const longestText = 4096;
const mostItems = 100;

/**
 * Texts that are secrets by their look, wherever they stand: signed and encrypted tokens (RFC 7515 §3.1, RFC 7516 §3.1), our own
 * sealed texts (`g1.…`, see platform/keys), authorization header values, private keys in PEM.
 */
const secretTexts: readonly RegExp[] = [
  /\beyJ[\w-]{5,}(?:\.[\w-]*){1,4}/g,
  /\bg1\.[\w-]{40,}/g,
  /\b(?:Bearer|Basic|DPoP|PoP|Digest|Negotiate)\s+[\w+/=.~:-]{6,}/gi,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

/** The name in `name=value` and `"name": "value"` inside a text: queries, forms, connection strings, quoted JSON. */
const pairName = /([A-Za-z][\w.-]{1,40})["']?\s*[=:]\s*/g;
const pairValue = /"(?:[^"\\]|\\.)*"?|'[^']*'?|\[[^\]]*\]?|[^\s&;,"']+/y;
/** A header's value goes on to the end of its line. */
const headerName = /^(?:set-)?cookie$|authorization$/i;
const headerValue = /"(?:[^"\\]|\\.)*"?|\[[^\]]*\]?|[^\r\n"']+/y;
/** The password in a URL's authority (RFC 3986 §3.2.1). */
const userInfo = /\b([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):[^\s/@]+@/gi;

/** Gives `text` with everything that looks like a secret replaced, and shortened when it is very long. */
export function redactText(text: string): string {
  let kept = text.length > longestText ? `${text.slice(0, longestText)}… (${text.length} characters)` : text;
  for (const look of secretTexts) kept = kept.replace(look, redacted);
  kept = kept.replace(userInfo, `$1:${redacted}@`);
  return redactPairs(kept);
}

/** Looks at every name in turn, so that a harmless name before a secret one (`Error: password=…`) does not swallow it. */
function redactPairs(text: string): string {
  let kept = '';
  let from = 0;
  for (const { index, 0: upToValue, 1: name = '' } of text.matchAll(pairName)) {
    const start = index + upToValue.length;
    const pattern = headerName.test(name) ? headerValue : pairValue;
    pattern.lastIndex = start;
    const value = pattern.exec(text)?.[0];
    if (start <= from || value === undefined || !isSecretName(name, value)) continue;
    kept += text.slice(from, start) + redacted;
    from = start + value.length;
  }
  return kept + text.slice(from);
}

/** Gives a copy of `value` fit for the log: secrets replaced by name and by look, errors spelled out, depth and width bounded. */
export function redactValue(value: unknown): unknown {
  return copy(value, 0, []);
}

function copy(value: unknown, depth: number, above: readonly object[]): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[circular]';
  if (depth >= deepest) return '[deep]';
  // Bytes in a log line are either noise or key material.
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  return copyObject(value, depth + 1, [...above, value]);
}

function copyObject(value: object, depth: number, above: readonly object[]): unknown {
  if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => copy(item, depth, above));
  if (value instanceof Set) return [...value].slice(0, mostItems).map((item) => copy(item, depth, above));
  if (value instanceof URL) return redactText(value.href);
  const entries =
    value instanceof Error
      ? errorEntries(value)
      : value instanceof Map || value instanceof URLSearchParams || value instanceof Headers
        ? [...(value as Iterable<readonly [unknown, unknown]>)]
        : Object.entries(value);
  const kept: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of entries.slice(0, mostItems)) {
    const name = String(key);
    kept[redactText(name)] = isSecretName(name, item) ? redacted : copy(item, depth, above);
  }
  return kept;
}

function errorEntries(error: Error): [string, unknown][] {
  const named: [string, unknown][] = [
    ['name', error.name],
    ['message', error.message],
    ['stack', error.stack],
  ];
  if (error.cause !== undefined) named.push(['cause', error.cause]);
  if (error instanceof AggregateError) named.push(['errors', error.errors]);
  return [...named, ...Object.entries(error).filter(([name]) => name !== 'cause' && name !== 'errors')];
}

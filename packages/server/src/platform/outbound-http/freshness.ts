import type { IncomingHttpHeaders } from 'node:http';

/**
 * Reads how long an answer stays fresh (RFC 9111 §4.2.1): `max-age` before `Expires`, less the answer's `Age`.
 * @param now milliseconds since the Unix epoch.
 * @returns whole seconds, 0 when it must not be reused, undefined when the sender says nothing.
 */
export function freshnessSeconds(headers: IncomingHttpHeaders, now: number): number | undefined {
  const directives = (headers['cache-control'] ?? '')
    .toLowerCase()
    .split(',')
    .map((directive) => directive.trim());
  if (directives.includes('no-store') || directives.includes('no-cache')) return 0;
  const maxAge = directives.map((directive) => /^max-age="?(\d{1,10})"?$/.exec(directive)?.[1]).find(Boolean);
  if (maxAge !== undefined) return Math.max(0, Number(maxAge) - age(headers));
  if (headers.expires === undefined) return undefined;
  const expires = Date.parse(headers.expires);
  // RFC 9111 §5.3: a date that cannot be read, such as 0, means already expired.
  if (Number.isNaN(expires)) return 0;
  return Math.max(0, Math.floor((expires - now) / 1000));
}

function age(headers: IncomingHttpHeaders): number {
  return /^\d{1,10}$/.test(headers.age ?? '') ? Number(headers.age) : 0;
}

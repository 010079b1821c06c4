// Owns: telling apart two answers of Graph, and whether one gives something away. Used by: tests/attacks/graph-*.
import type { GraphAnswer, Holdings } from './two-tenants.js';

/** A key like another, in the same shape, that nothing has. */
export function nowhere(key: string): string {
  if (key.includes('bravo')) return key.replaceAll('bravo', 'delta');
  return `${key.slice(0, 8).replaceAll(/[0-9A-Za-z]/g, 'd')}${key.slice(8)}`;
}

/**
 * An answer without what differs between any two: its id, its moment, its signature of a place to go on from, and the keys that were
 * asked for.
 */
export function comparable({ status, headers, text }: GraphAnswer, asked: Holdings) {
  const named = ['content-type', 'etag', 'location', 'www-authenticate', 'allow'];
  return {
    status,
    headers: Object.fromEntries(named.map((name) => [name, headers.get(name)])),
    text: masked(text, asked),
  };
}

function masked(text: string, asked: Holdings): string {
  const keys = Object.values(asked)
    .flatMap((key) => [key, key.toLowerCase(), encodeURIComponent(key)])
    .sort((one, other) => other.length - one.length);
  return keys
    .reduce((rest, key) => rest.replaceAll(key, '<key>'), text)
    .replaceAll(/"request-id":"[^"]*"/g, '"request-id":"<id>"')
    .replaceAll(/"date":"[^"]*"/g, '"date":"<date>"');
}

/** What of a tenant's own stands in an answer to a request that did not say it. */
export function givenAway({ text }: GraphAnswer, its: Holdings, said: string): readonly string[] {
  const isSaid = (key: string) => [key, encodeURIComponent(key)].some((one) => said.includes(one));
  return Object.values(its).filter((key) => text.includes(key) && !isSaid(key));
}

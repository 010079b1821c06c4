import { type CorrelationId, parseGuid } from '@gatehouse/model';
import { parseParameters } from '@gatehouse/wire';
import type { HttpRequest } from './route.js';

const names = ['client-request-id', 'x-ms-client-request-id'];

/**
 * The id that a client gives a request: in a header, in the query or in the form. The first that is a GUID counts, so that no other
 * text hides it (Microsoft identity platform documentation, "request and correlation ids").
 */
export function correlationIdOf({
  headers,
  query,
  mediaType,
  body,
}: Pick<HttpRequest, 'headers' | 'query' | 'mediaType' | 'body'>): CorrelationId | undefined {
  const sent = (read: (name: string) => string | undefined): CorrelationId | undefined => {
    for (const name of names) {
      const id = parseGuid<CorrelationId>(read(name) ?? '');
      if (id !== undefined) return id;
    }
    return undefined;
  };
  const known = sent((name) => headers[name]) ?? sent((name) => query.get(name));
  // Both names end alike; most forms hold neither, and the door reads the form anyway.
  if (known !== undefined || mediaType !== 'application/x-www-form-urlencoded' || !body.includes('client-request-id')) {
    return known;
  }
  const form = parseParameters(body);
  return sent((name) => form.get(name));
}

import type { HttpRequest } from '../http/index.js';
import { type GraphError, graphError } from './graph-error.js';
import { repeatedName } from './repeated-name.js';

/** A body as a value; undefined when none was sent. */
export type ReadJson = { readonly kind: 'json'; readonly value: unknown } | GraphError;

/** Reads the JSON body of a call (RFC 8259). A body of another media type is refused, none at all is fine. */
export function readJson({ body, mediaType }: Pick<HttpRequest, 'body' | 'mediaType'>): ReadJson {
  if (body.trim() === '') return { kind: 'json', value: undefined };
  if (mediaType !== 'application/json' && mediaType !== '') {
    const sentence = `The content type '${mediaType.slice(0, 128)}' is not supported: send application/json.`;
    return graphError(415, 'UnsupportedMediaType', sentence);
  }
  try {
    const value = JSON.parse(body) as unknown;
    const name = repeatedName(body);
    return name === undefined ? { kind: 'json', value } : repeated(name);
  } catch {
    return graphError(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}

function repeated(name: string): GraphError {
  const sentence =
    `Multiple properties with the name '${name.slice(0, 128)}' were detected in a resource or a complex value. ` +
    'According to OData, duplicate property names are not allowed.';
  return graphError(400, 'BadRequest', sentence);
}

/** What an `Authorization: Basic` header says of a client (RFC 6749 §2.3.1). */
export type BasicCredentials =
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'given'; readonly clientId: string; readonly secret: string };

const longestHeader = 4096;

/**
 * Reads client credentials from an `Authorization` header. Both parts are form-encoded below the base64 (RFC 6749 §2.3.1).
 * Other schemes count as absent.
 */
export function parseBasicCredentials(header: string | undefined): BasicCredentials {
  const [, encoded] = /^basic(?: +(.*))?$/i.exec(header ?? '') ?? [];
  if (header === undefined || !/^basic(?: |$)/i.test(header)) return { kind: 'absent' };
  if (encoded === undefined || header.length > longestHeader || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) {
    return { kind: 'malformed' };
  }
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const cut = text.indexOf(':');
  const clientId = formDecode(text.slice(0, cut));
  const secret = formDecode(text.slice(cut + 1));
  if (cut < 1 || clientId === undefined || secret === undefined || secret === '') return { kind: 'malformed' };
  return { kind: 'given', clientId, secret };
}

function formDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

import { timingSafeEqual } from 'node:crypto';
import type { QueryPlace } from '@gatehouse/model';

/** What skip tokens of one request are bound to, and the key that proves them ours. */
export interface CursorBinding {
  /** A keyed digest of a text, such as an HMAC, as text. Whoever lacks the key cannot make one. */
  digest(text: string): string;
  readonly tenant: string;
  /** The path asked for, in one spelling however it was written. */
  readonly path: string;
}

/** Writes and reads the skip tokens of one path in one tenant. `question` tells queries apart. */
export interface Cursor {
  write(question: string, place: QueryPlace): string;
  /** @returns undefined for what was not written for this very question, path and tenant. */
  read(question: string, token: string): QueryPlace | undefined;
}

/**
 * Skip tokens: a place and a keyed digest of everything it belongs to, in base64url. They are proved, not hidden: a token tells its
 * bearer the value sorted by and the id of the last object of a page that it was given with.
 */
export function createCursor({ digest, tenant, path }: CursorBinding): Cursor {
  const write = (question: string, { value, id }: QueryPlace) => {
    const proof = digest(JSON.stringify(['skiptoken', tenant, path, question, value, id]));
    return Buffer.from(JSON.stringify([value, id, proof])).toString('base64url');
  };
  return {
    write,
    read: (question, token) => {
      const place = placeIn(token);
      // Written again and compared whole, so that no second spelling of a token passes.
      return place !== undefined && areEqual(write(question, place), token) ? place : undefined;
    },
  };
}

/** What a token says; whether it is ours is for the digest to tell. */
function placeIn(token: string): QueryPlace | undefined {
  try {
    const said: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    const [value, id] = said as [QueryPlace['value'], string];
    return { value, id };
  } catch {
    return undefined;
  }
}

function areEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

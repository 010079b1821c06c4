import { hash } from 'node:crypto';
import type { AccessInput } from '@gatehouse/policy';
import { type InputBody, replaceFacts } from './input-parts.js';
import type { InputPart } from './sign-in-record.js';

/** A decision input as content-addressed parts: `digest` names the top part, which refers to the others by digest. */
export interface EncodedInput {
  readonly digest: string;
  readonly parts: readonly InputPart[];
}

/**
 * Encodes the input of a decision for keeping. The instant stands in the record itself, and the large facts that many inputs share
 * (client, resource, person) are parts of their own, so that a daemon's thousandth token keeps nothing new.
 */
export function encodeInput(input: AccessInput): EncodedInput {
  const parts: InputPart[] = [];
  const body: InputBody = replaceFacts(input, (fact) => {
    const part = partOf(fact);
    parts.push(part);
    return { $part: part.digest };
  });
  const top = encodePart(body);
  return { digest: top.digest, parts: [top, ...parts] };
}

/** What a part is known by: SHA-256 over its text, in hex. */
export function digestOf(json: string): string {
  return hash('sha256', json, 'hex');
}

/** Fact objects live as long as the snapshot they were compiled from, so their encoding is kept with them. */
const encoded = new WeakMap<object, InputPart>();

function partOf(value: object): InputPart {
  const before = encoded.get(value);
  if (before !== undefined) return before;
  const part = encodePart(value);
  encoded.set(value, part);
  return part;
}

function encodePart(value: object): InputPart {
  const json = JSON.stringify(value);
  return { digest: digestOf(json), json };
}

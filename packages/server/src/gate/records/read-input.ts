import type { AccessInput } from '@gatehouse/policy';
import type { TenantTransaction } from '../../platform/store/index.js';
import { digestOf } from './encode-input.js';
import { type InputBody, type PartReference, replaceFacts } from './input-parts.js';
import { selectInputPart } from './repository.js';

/** The input of a recorded decision, as far as it can be trusted. */
export type RecordedInput =
  | { readonly kind: 'found'; readonly input: AccessInput }
  /** The part of this digest is not kept. */
  | { readonly kind: 'unknown'; readonly digest: string }
  /** What is kept under this digest is not what was recorded. */
  | { readonly kind: 'altered'; readonly digest: string };

/**
 * Puts a kept input together again and verifies every part of it, so that it can be decided on once more (law PURE-POLICY).
 * @param digest of the top part, in hex, as the record has it.
 * @param at the instant of the decision, in milliseconds since the epoch.
 */
export async function readInput(tx: TenantTransaction, digest: string, at: number): Promise<RecordedInput> {
  const top = await readPart(tx, digest);
  if (top.kind !== 'found') return top;
  const body = top.value as InputBody;
  const facts = new Map<string, object>();
  for (const referred of partsIn(body)) {
    const part = await readPart(tx, referred);
    if (part.kind !== 'found') return part;
    facts.set(referred, part.value);
  }
  return { kind: 'found', input: { at, ...replaceFacts(body, (fact) => facts.get(digestIn(fact)) ?? fact) } };
}

async function readPart(
  tx: TenantTransaction,
  digest: string,
): Promise<{ readonly kind: 'found'; readonly value: object } | Exclude<RecordedInput, { kind: 'found' }>> {
  const json = await selectInputPart(tx, digest);
  if (json === undefined) return { kind: 'unknown', digest };
  return digestOf(json) === digest ? { kind: 'found', value: JSON.parse(json) as object } : { kind: 'altered', digest };
}

function partsIn(body: InputBody): readonly string[] {
  const digests: string[] = [];
  replaceFacts(body, (fact) => {
    digests.push(digestIn(fact));
    return fact;
  });
  return digests;
}

/** A verified part was written by `encodeInput`, which puts a reference wherever a large fact stands. */
function digestIn(fact: object): string {
  return (fact as PartReference).$part;
}

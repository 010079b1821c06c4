import { hash } from 'node:crypto';
import type { AccessInput } from '@gatehouse/policy';
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
  const { client, target, principal } = input;
  const parts: InputPart[] = [];
  const refer = (value: object): { readonly $part: string } => {
    const part = partOf(value);
    parts.push(part);
    return { $part: part.digest };
  };
  // Everything but the instant. Named one by one: this is done for every token.
  const whole: Record<Exclude<keyof AccessInput, 'at'>, unknown> = {
    attempt: input.attempt,
    tenant: input.tenant,
    authority: input.authority,
    request: input.request,
    grants: input.grants,
    assignments: input.assignments,
    network: input.network,
    client: client?.kind === 'known' ? { kind: 'known', value: refer(client.value) } : client,
    target:
      target.kind === 'resource' && target.servicePrincipal.kind === 'known'
        ? { ...target, servicePrincipal: { kind: 'known', value: refer(target.servicePrincipal.value) } }
        : target,
    principal:
      principal.kind === 'user' && principal.user.kind === 'known'
        ? { ...principal, user: { kind: 'known', value: refer(principal.user.value) } }
        : principal,
  };
  const top = encodePart(whole);
  return { digest: top.digest, parts: [top, ...parts] };
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
  return { digest: hash('sha256', json, 'hex'), json };
}

import { known } from '@gatehouse/model';
import type { AccessInput, ClientFacts, ResourceFacts, UserFacts } from '@gatehouse/policy';

/** A decision input without its instant, which stands in the record. */
export type InputBody = Omit<AccessInput, 'at'>;

/** What stands in a kept body in place of a large fact. */
export interface PartReference {
  readonly $part: string;
}

/** Replaces the large facts of a body, wherever they stand: by references to keep it, by what they refer to when it is read. */
export function replaceFacts(body: InputBody, replace: (fact: object) => object): InputBody {
  const { client, target, principal } = body;
  // Named one by one, the instant left out: this is done for every token.
  return {
    attempt: body.attempt,
    tenant: body.tenant,
    authority: body.authority,
    request: body.request,
    grants: body.grants,
    assignments: body.assignments,
    network: body.network,
    client: client?.kind === 'known' ? known(replace(client.value) as ClientFacts) : client,
    target:
      target.kind === 'resource' && target.servicePrincipal.kind === 'known'
        ? { ...target, servicePrincipal: known(replace(target.servicePrincipal.value) as ResourceFacts) }
        : target,
    principal:
      principal.kind === 'user' && principal.user.kind === 'known'
        ? { ...principal, user: known(replace(principal.user.value) as UserFacts) }
        : principal,
  };
}

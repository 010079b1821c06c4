import { type Refusal, refuse } from '@gatehouse/model';
import { type Decision, decideAccess } from '@gatehouse/policy';
import type { Directory } from '../directory/index.js';
import type { Clock } from '../platform/clock/index.js';
import type { Ids } from '../platform/ids/index.js';
import type { Log } from '../platform/log/index.js';
import type { Store } from '../platform/store/index.js';
import { mintAdmission } from './admission.js';
import type { Attempt } from './attempt.js';
import type { Gate, GateOutcome } from './gate-outcome.js';
import { type CollectedFacts, collectFacts } from './facts/collect-facts.js';
import { type EncodedInput, encodeInput } from './records/encode-input.js';
import { newSignInId } from './records/sign-in-id.js';
import type { SignInRecord } from './records/sign-in-record.js';
import { createSignInRecords } from './records/sign-in-records.js';

/** Where the gate takes its facts from, and keeps its records. */
export interface GateDeps {
  readonly directory: Directory;
  readonly store: Pick<Store, 'commitTogether' | 'inTenant'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/** Makes the gate. There is one per process; it keeps nothing but the records on their way to the store. */
export function createGate({ directory, store, clock, ids, log }: GateDeps): Gate {
  const records = createSignInRecords(store);

  const admit = async (attempt: Attempt): Promise<GateOutcome> => {
    const facts = await collectFacts(directory, attempt, clock.now());
    if (facts === undefined) return refuse(90002, 'no such tenant', { tenant: attempt.tenant });
    const decision = decideAccess(facts.input);
    // An attempt of nobody is only the opening of a page: there is no one to keep a record about.
    const recorded =
      attempt.principal.kind === 'nobody'
        ? Promise.resolve()
        : keep(attempt, facts, decision, encodeInput(facts.input));
    if (decision.kind === 'admit') {
      // Issuance waits for this promise and passes its failure on; without issuance nothing leaves, so nothing is lost.
      recorded.catch(() => undefined);
      const { client, user, resource, configuration, input } = facts;
      const admitted = { attempt, decision, grant: decision.grant, input, configuration, client, user, resource };
      return { kind: 'admitted', admission: mintAdmission(admitted, recorded) };
    }
    await recorded;
    const refusal = refusalOf(decision, attempt, facts);
    log.info('sign-in refused', { requestId: attempt.requestId, code: refusal.code, why: refusal.why });
    return decision.kind === 'refuse' ? refusal : { kind: 'required', requirement: decision.requirement, refusal };
  };

  const keep = (attempt: Attempt, facts: CollectedFacts, decision: Decision, input: EncodedInput | null) => {
    const id = newSignInId(facts.input.at, ids);
    return records.keep(attempt.tenant, recordOf(id, attempt, facts, decision, input), input);
  };

  const recordFailure = async (attempt: Attempt, refusal: Refusal): Promise<void> => {
    const facts = await collectFacts(directory, attempt, clock.now());
    log.info('sign-in failed', { requestId: attempt.requestId, code: refusal.code, why: refusal.why });
    if (facts === undefined) return;
    const reasons = [{ rule: 'credentials', detail: refusal.why }];
    await keep(attempt, facts, { kind: 'refuse', error: refusal.code, reasons }, null);
  };

  return {
    admit,
    recordFailure,
    recordedDecision: (tenant, signInId) => records.read(tenant, signInId),
    drain: () => records.drain(),
  };
}

const statusOf = { admit: 'success', require: 'interrupted', refuse: 'failure' } as const;

function recordOf(
  id: string,
  attempt: Attempt,
  facts: CollectedFacts,
  decision: Decision,
  input: EncodedInput | null,
): SignInRecord {
  return {
    id,
    at: new Date(facts.input.at).toISOString(),
    request_id: attempt.requestId,
    correlation_id: attempt.correlationId,
    attempt: attempt.kind,
    status: statusOf[decision.kind],
    error_code: decision.kind === 'admit' ? null : decision.error,
    client_app_id: attempt.client,
    client_name: facts.client?.displayName ?? null,
    user_id: attempt.principal.kind === 'user' ? attempt.principal.id : null,
    user_name: facts.user?.user.userPrincipalName ?? null,
    user_display_name: facts.user?.user.displayName ?? null,
    resource_name: attempt.target.kind === 'resource' ? attempt.target.name : null,
    resource_display_name: facts.resource?.servicePrincipal.displayName ?? null,
    resource_app_id: facts.resource?.servicePrincipal.appId ?? null,
    service_principal_id:
      attempt.principal.kind === 'application' && facts.client !== null
        ? (facts.configuration.servicePrincipal(facts.client.appId)?.id ?? null)
        : null,
    session_id: attempt.session ?? null,
    address: attempt.network.address,
    user_agent: attempt.network.userAgent?.slice(0, 512) ?? null,
    reasons: decision.reasons,
    input_digest: input?.digest ?? null,
  };
}

function refusalOf(decision: Exclude<Decision, { kind: 'admit' }>, attempt: Attempt, facts: CollectedFacts): Refusal {
  const why = decision.reasons.map((reason) => `${reason.rule}: ${reason.detail}`).join('; ');
  return refuse(decision.error, why, {
    client: attempt.client ?? '',
    tenant: facts.configuration.tenant.displayName,
    user: facts.user?.user.userPrincipalName ?? '',
    resource: attempt.target.kind === 'resource' ? attempt.target.name : '',
    scope: attempt.request.scopes.join(' '),
  });
}

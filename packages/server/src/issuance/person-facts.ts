import type { SessionId, TenantId, UserId } from '@gatehouse/model';
import type { Authentication } from '@gatehouse/policy';
import type { Admitted } from '../gate/index.js';

/** Who an artefact speaks of, as the gate admitted them. @throws TypeError for an admission of an application. */
export function personOf({ attempt, user }: Admitted): {
  readonly tenant: TenantId;
  readonly user: UserId;
  readonly authentication: Authentication;
  readonly session: SessionId | null;
} {
  if (attempt.principal.kind !== 'user' || user === null) throw new TypeError('this artefact needs a person');
  return {
    tenant: attempt.tenant,
    user: user.user.id,
    authentication: attempt.principal.authentication,
    session: attempt.session ?? null,
  };
}

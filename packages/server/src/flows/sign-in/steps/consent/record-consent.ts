import type { Actor } from '../../../../platform/store/index.js';
import type { Stage } from '../step.js';
import type { AskedPermissions } from './asked-permissions.js';

/** Writes down what the person granted. A multi-tenant application comes into the person's tenant here. */
export async function recordConsent({ deps, transaction }: Stage, asked: AskedPermissions): Promise<void> {
  const { account, request } = transaction;
  if (account === null) throw new TypeError('consent needs a person');
  const { tenant, user } = account;
  const actor: Actor = { kind: 'user', id: user, viaApp: request.client };
  const resources = asked.resources.map(({ id, scopes }) => ({ id, scopes: scopes.map((scope) => scope.value) }));
  const { openIdScopes } = asked;
  await deps.directory.recordConsent(
    tenant,
    { client: request.client, principalId: user, openIdScopes, resources },
    actor,
  );
}

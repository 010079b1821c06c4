import type { OptionalClaim, SessionId, TenantId, User, UserId } from '@gatehouse/model';
import { type Authentication, type ExtensionProperty, extensionClaim } from '@gatehouse/policy';
import type { TenantConfiguration } from '../directory/index.js';
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

/** A person's values of the directory extensions that an application asks for: those whose definition is there, and for people. */
export function extensionValues(
  configuration: TenantConfiguration,
  { properties = {} }: User,
  asked: readonly OptionalClaim[],
): Readonly<Record<string, unknown>> {
  const names = asked.map(({ name }) => name).filter((name) => extensionClaim(name) !== undefined);
  if (names.length === 0) return {};
  const defined = configuration.documents('extension-property').map(({ body }) => body as unknown as ExtensionProperty);
  const known = names.filter((name) => defined.some((one) => one.name === name && one.targetObjects.includes('User')));
  return Object.fromEntries(
    known.flatMap((name) => (Object.hasOwn(properties, name) ? [[name, properties[name]]] : [])),
  );
}

import type { PermissionScope } from '@gatehouse/model';

/** What a person is asked to grant, and what the tenant says about it. OpenID scopes speak of the person alone, who may always grant them. */
export interface ConsentInput {
  /** The scopes asked for, as their resource publishes them. */
  readonly scopes: readonly Pick<PermissionScope, 'value' | 'type' | 'isEnabled'>[];
  /** The client admits assigned people only; then nobody consents for themselves. */
  readonly assignmentRequired: boolean;
}

/** Who may grant what. */
export interface ConsentDecision {
  readonly kind: 'person' | 'administrator';
  /** What only an administrator may grant. */
  readonly administratorOnly: readonly string[];
}

/**
 * Decides what a person may grant for themselves. One scope that needs an administrator makes the whole request an administrator's:
 * an application is not given half of what it asks for.
 * Source: Microsoft identity platform documentation, "permissions and consent".
 *
 * @example decideConsent({ scopes: [readMail], assignmentRequired: false }).kind // 'person'
 */
export function decideConsent({ scopes, assignmentRequired }: ConsentInput): ConsentDecision {
  const closed = scopes.filter((scope) => assignmentRequired || scope.type !== 'User' || !scope.isEnabled);
  return {
    kind: closed.length === 0 ? 'person' : 'administrator',
    administratorOnly: closed.map((scope) => scope.value),
  };
}

import type { PermissionScope } from '@gatehouse/model';

/** What a person is asked to grant, and what the tenant says about it. */
export interface ConsentInput {
  /** The scopes asked for, as their resource publishes them. */
  readonly scopes: readonly Pick<PermissionScope, 'value' | 'type' | 'isEnabled'>[];
  /** OpenID scopes asked for: about the person alone, so the person's to give. */
  readonly openIdScopes: readonly string[];
  /** The client admits assigned people only; then nobody consents for themselves. */
  readonly assignmentRequired: boolean;
}

/** Who may grant what. */
export interface ConsentDecision {
  readonly kind: 'person' | 'administrator';
  /** What this person may grant. */
  readonly grantable: readonly string[];
  /** What only an administrator may grant. */
  readonly administratorOnly: readonly string[];
}

/**
 * Decides what a person may grant for themselves. One scope that needs an administrator makes the whole request an administrator's:
 * an application is not given half of what it asks for.
 * Source: Microsoft identity platform documentation, "permissions and consent".
 *
 * @example decideConsent({ scopes: [readMail], openIdScopes: ['openid'], assignmentRequired: false }).kind // 'person'
 */
export function decideConsent({ scopes, openIdScopes, assignmentRequired }: ConsentInput): ConsentDecision {
  const closed = scopes.filter((scope) => assignmentRequired || scope.type !== 'User' || !scope.isEnabled);
  const open = scopes.filter((scope) => !closed.includes(scope));
  return {
    kind: closed.length === 0 ? 'person' : 'administrator',
    grantable: [...openIdScopes, ...open.map((scope) => scope.value)],
    administratorOnly: closed.map((scope) => scope.value),
  };
}

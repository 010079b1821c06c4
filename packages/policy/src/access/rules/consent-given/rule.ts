import { requestedPermissions } from '../../requested-permissions.js';
import type { Rule } from '../rule.js';

/** Everything asked for on a person's behalf is granted; what is not needs consent first. */
export const consentGiven: Rule = {
  name: 'consent-given',
  object: (input) => {
    if (input.client?.kind !== 'known' || input.principal.kind !== 'user') return undefined;
    const client = input.client.value;
    const { missing, unheardOf, missingOpenId, granted, elsewhere } = requestedPermissions(input, client);
    if (unheardOf.length > 0) {
      return { kind: 'refuse', error: 70011, detail: `the resource publishes no scope ${unheardOf.join(' ')}` };
    }
    const present = client.servicePrincipal !== null;
    if (present && missing.length === 0 && missingOpenId.length === 0 && !input.request.forceConsent) {
      return input.request.usesDefault &&
        granted.length === 0 &&
        input.target.kind === 'resource' &&
        !isOwnApi(input, client.appId)
        ? {
            kind: 'refuse',
            error: 650056,
            detail: 'nothing is granted and the registration requires nothing of the resource',
          }
        : undefined;
    }
    const { forceConsent, openIdScopes } = input.request;
    const asked = [...(forceConsent ? granted : []), ...valuesOf(missing)];
    const others = elsewhere.map((other) => {
      // What an administrator has granted is not the person's to say, unless everything is to be asked anew.
      const again = other.granted.filter(({ type }) => forceConsent || type === 'User');
      return { resource: other.resource, scopes: valuesOf([...again, ...other.missing]) };
    });
    const lacking = [...missing, ...elsewhere.flatMap((other) => other.missing)];
    // Where assignment is required, people cannot consent for themselves.
    const administratorOnly =
      lacking.some((scope) => scope.type === 'Admin') ||
      (lacking.length > 0 && client.servicePrincipal?.appRoleAssignmentRequired === true);
    return {
      kind: 'require',
      requirement: {
        kind: 'consent',
        scopes: [...new Set([...(forceConsent ? openIdScopes : missingOpenId), ...asked])],
        elsewhere: others.filter(({ scopes }) => scopes.length > 0),
        administratorOnly,
      },
      error: 65001,
      detail: `not granted: ${[...missingOpenId, ...valuesOf(lacking)].join(' ') || 'asked for by prompt=consent'}`,
    };
  },
};

function valuesOf(scopes: readonly { readonly value: string }[]): readonly string[] {
  return scopes.map(({ value }) => value);
}

function isOwnApi(input: Parameters<Rule['object']>[0], appId: string): boolean {
  return (
    input.target.kind === 'resource' &&
    input.target.servicePrincipal.kind === 'known' &&
    input.target.servicePrincipal.value.appId === appId
  );
}

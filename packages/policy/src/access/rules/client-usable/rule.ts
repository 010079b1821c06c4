import type { Rule } from '../rule.js';

/** The application exists, is enabled, and is present in the tenant where it must be. */
export const clientUsable: Rule = {
  name: 'client-usable',
  object: ({ client, attempt, tenant }) => {
    if (client === null) return undefined;
    if (client.kind === 'unknown') return { kind: 'refuse', error: 700016, detail: `client: ${client.why}` };
    const { isDisabled, servicePrincipal, homeTenant, signInAudience } = client.value;
    if (isDisabled) return { kind: 'refuse', error: 7000112, detail: 'the registration is disabled' };
    if (servicePrincipal !== null) {
      return servicePrincipal.accountEnabled
        ? undefined
        : { kind: 'refuse', error: 7000112, detail: 'the service principal is disabled' };
    }
    // A multi-tenant application comes into a tenant by a person's consent; without a person there is nothing to wait for.
    if (attempt === 'client_credentials') return { kind: 'refuse', error: 700016, detail: 'no service principal' };
    if (homeTenant !== tenant && signInAudience === 'AzureADMyOrg') {
      return { kind: 'refuse', error: 700016, detail: 'a single-tenant application of another tenant' };
    }
    return undefined;
  },
};

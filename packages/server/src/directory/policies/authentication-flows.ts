import type { SingletonKind } from './policy-kind.js';

/** `/policies/authenticationFlowsPolicy`: whether people may sign themselves up. */
export interface AuthenticationFlowsPolicy {
  readonly displayName: string;
  readonly description: string;
  readonly selfServiceSignUp: { readonly isEnabled: boolean };
}

/** Nobody signs up alone at first. */
export const authenticationFlowsPolicy: SingletonKind<AuthenticationFlowsPolicy> = {
  name: 'authentication-flows-policy',
  id: 'authenticationFlowsPolicy',
  limit: 1,
  nameOf: ({ displayName }) => displayName,
  initial: {
    displayName: 'Authentication flows policy',
    description: 'Settings of the flows in which people sign in and sign themselves up.',
    selfServiceSignUp: { isEnabled: false },
  },
};

/** What is known of the failures of the last hour in one tenant, as one more is written down. */
export interface SprayFacts {
  /** Different accounts that failed from this network. */
  readonly accountsOfNetwork: number;
  /** Different passwords that they failed with. */
  readonly passwordsOfNetwork: number;
  /** Different accounts, from anywhere, that failed with this very password. */
  readonly accountsOfPassword: number;
}

/** By what failures show that they are somebody's walk through the accounts of a tenant. */
export type SprayMark = 'network' | 'password';

/** As many people behind one address as mistype within an hour; a network with more of them has as many passwords as people. */
const fewAccounts = 20;
/** People of a tenant who try one same wrong password in an hour by accident. */
const sharedByAccident = 10;

/**
 * Password spray: few passwords tried on many accounts, from one network or from many (Microsoft Entra documentation: password spray).
 * Many people who mistype behind one address are many passwords: they are none.
 * @returns what it shows by; nothing when it is no spray
 */
export function judgeSpray({
  accountsOfNetwork,
  passwordsOfNetwork,
  accountsOfPassword,
}: SprayFacts): readonly SprayMark[] {
  const few = passwordsOfNetwork * 2 <= accountsOfNetwork;
  return [
    ...(accountsOfNetwork >= fewAccounts && few ? (['network'] as const) : []),
    ...(accountsOfPassword >= sharedByAccident ? (['password'] as const) : []),
  ];
}

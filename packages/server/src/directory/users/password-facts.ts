import type { User } from '@gatehouse/model';
import type { PasswordFacts } from '@gatehouse/policy';
import type { TenantConfiguration } from '../directory.js';
import { passwordRulesOf } from '../policies/group-settings.js';

/** What a new password of a user is judged by: the names of the user and of the tenant, and what the tenant bans. */
export function passwordFacts(
  { userPrincipalName = '', displayName, givenName, surname }: Partial<User>,
  configuration: TenantConfiguration,
): PasswordFacts {
  const names = [givenName, surname, configuration.tenant.displayName, ...(displayName?.split(/\s+/) ?? [])];
  return {
    userName: userPrincipalName,
    names: names.filter((name) => name !== undefined),
    bannedTerms: passwordRulesOf(configuration).bannedTerms,
  };
}

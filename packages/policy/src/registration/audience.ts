import { type Application, consumersTenantId, type SignInAudience, type TenantId } from '@gatehouse/model';

/** True when people with personal accounts may sign in to the application. */
export function admitsPersonalAccounts(audience: SignInAudience): boolean {
  return audience === 'AzureADandPersonalMicrosoftAccount' || audience === 'PersonalMicrosoftAccount';
}

/** True when people of other tenants than its own may sign in to the application. */
export function isMultiTenant(audience: SignInAudience): boolean {
  return audience !== 'AzureADMyOrg';
}

/**
 * Whether an application may have a service principal in a tenant: always at home, elsewhere only where its audience reaches.
 * @example mayBePresentIn({ tenant: home, signInAudience: 'AzureADMyOrg' }, other) // false
 */
export function mayBePresentIn(application: Pick<Application, 'tenant' | 'signInAudience'>, tenant: TenantId): boolean {
  if (application.tenant === tenant) return true;
  switch (application.signInAudience) {
    case 'AzureADMyOrg':
      return false;
    case 'AzureADMultipleOrgs':
      return tenant !== consumersTenantId;
    case 'AzureADandPersonalMicrosoftAccount':
      return true;
    case 'PersonalMicrosoftAccount':
      return tenant === consumersTenantId;
  }
}

import { consumersTenantId } from '@gatehouse/model';
import type { Rule } from '../rule.js';

/** The application's signInAudience accepts accounts of this tenant and this spelling of the authority. */
export const accountKind: Rule = {
  name: 'account-kind',
  object: ({ client, tenant, authority, principal }) => {
    if (client?.kind !== 'known' || principal.kind === 'application') return undefined;
    const audience = client.value.signInAudience;
    const shared = authority === 'common' || authority === 'organizations' || authority === 'consumers';
    if (audience === 'AzureADMyOrg' && shared) {
      return { kind: 'refuse', error: 50194, detail: `single-tenant application at authority ${authority}` };
    }
    const personal = tenant === consumersTenantId;
    if (personal && (audience === 'AzureADMyOrg' || audience === 'AzureADMultipleOrgs')) {
      if (client.value.homeTenant === tenant) return undefined;
      return { kind: 'refuse', error: 50020, detail: 'a personal account at an application for organisations' };
    }
    if (!personal && audience === 'PersonalMicrosoftAccount') {
      return { kind: 'refuse', error: 50020, detail: 'a work account at an application for personal accounts' };
    }
    return undefined;
  },
};

import { consumersTenantId, known, type SignInAudience } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import type { AccessInput } from '../../input.js';
import { client, personInput } from '../../sample-input.fixture.js';
import { accountKind } from './rule.js';

type Row = [SignInAudience, AccessInput['authority'], 'work' | 'personal', number | undefined];

// Which accounts an application takes, by its signInAudience and the spelling of the authority.
const table: Row[] = [
  ['AzureADMyOrg', 'tenant', 'work', undefined],
  ['AzureADMyOrg', 'common', 'work', 50194],
  ['AzureADMyOrg', 'organizations', 'work', 50194],
  ['AzureADMyOrg', 'tenant', 'personal', 50020],
  ['AzureADMultipleOrgs', 'tenant', 'work', undefined],
  ['AzureADMultipleOrgs', 'common', 'work', undefined],
  ['AzureADMultipleOrgs', 'organizations', 'work', undefined],
  ['AzureADMultipleOrgs', 'common', 'personal', 50020],
  ['AzureADandPersonalMicrosoftAccount', 'common', 'work', undefined],
  ['AzureADandPersonalMicrosoftAccount', 'common', 'personal', undefined],
  ['AzureADandPersonalMicrosoftAccount', 'consumers', 'personal', undefined],
  ['PersonalMicrosoftAccount', 'consumers', 'personal', undefined],
  ['PersonalMicrosoftAccount', 'tenant', 'work', 50020],
  ['PersonalMicrosoftAccount', 'common', 'work', 50020],
];

describe('the kind of account', () => {
  it.each(table)('%s at authority %s with a %s account: %s', (signInAudience, authority, account, error) => {
    const input = personInput({
      client: known({ ...client, signInAudience }),
      authority,
      ...(account === 'personal' ? { tenant: consumersTenantId } : {}),
    });
    const objection = accountKind.object(input);
    expect(objection?.kind === 'refuse' ? objection.error : undefined).toBe(error);
  });
});

import { known, unknown } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { client, daemonInput, otherTenant, personInput } from '../../sample-input.fixture.js';
import { clientUsable } from './rule.js';

const cases = [
  { title: 'an unknown application', input: personInput({ client: unknown('no such application') }), error: 700016 },
  {
    title: 'a disabled application',
    input: personInput({ client: known({ ...client, isDisabled: true }) }),
    error: 7000112,
  },
  {
    title: 'an application disabled in the tenant',
    input: personInput({
      client: known({ ...client, servicePrincipal: { ...client.servicePrincipal!, accountEnabled: false } }),
    }),
    error: 7000112,
  },
  {
    title: 'a daemon that is not in the tenant',
    input: daemonInput({ client: known({ ...client, servicePrincipal: null }) }),
    error: 700016,
  },
  {
    title: 'a single-tenant application of another tenant',
    input: personInput({ client: known({ ...client, servicePrincipal: null, homeTenant: otherTenant }) }),
    error: 700016,
  },
];

describe('the client', () => {
  it.each(cases)('refuses $title', ({ input, error }) => {
    expect(clientUsable.object(input)).toMatchObject({ kind: 'refuse', error });
  });

  it('lets a multi-tenant application without presence go on to consent', () => {
    const facts = {
      ...client,
      servicePrincipal: null,
      homeTenant: otherTenant,
      signInAudience: 'AzureADMultipleOrgs' as const,
    };
    expect(clientUsable.object(personInput({ client: known(facts) }))).toBeUndefined();
  });

  it('has nothing to say of a session, which has no client', () => {
    expect(clientUsable.object(personInput({ client: null }))).toBeUndefined();
  });
});

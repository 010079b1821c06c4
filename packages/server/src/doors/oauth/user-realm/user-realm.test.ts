import { describe, expect, it } from 'vitest';
import { userRealm } from './user-realm.js';

describe('user realm discovery', () => {
  it('says managed for every user name', () => {
    expect(userRealm('Ada@Contoso.Example', 'https://login.example:8443')).toEqual({
      ver: '1.0',
      account_type: 'Managed',
      domain_name: 'contoso.example',
      cloud_instance_name: 'login.example:8443',
      cloud_audience_urn: 'urn:federation:MicrosoftOnline',
    });
  });

  it('tells nothing of whether the account exists', () => {
    const [known, unknown] = ['ada@contoso.example', 'nobody@contoso.example'].map((name) =>
      userRealm(name, 'https://login.example'),
    );
    expect(known).toEqual(unknown);
  });
});

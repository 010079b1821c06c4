/**
 * What password clients ask before they send a password: that the account is managed here. The answer is the same for accounts that
 * exist and that do not.
 * @param userName as it stands in the path.
 */
export function userRealm(userName: string, baseUrl: string): object {
  return {
    ver: '1.0',
    account_type: 'Managed',
    domain_name: userName.slice(userName.lastIndexOf('@') + 1).toLowerCase(),
    cloud_instance_name: new URL(baseUrl).host,
    cloud_audience_urn: 'urn:federation:MicrosoftOnline',
  };
}

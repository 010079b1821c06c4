import type { RuleProperty } from './membership-rule.js';

/** Name in rules, type, and where Graph has it. */
type Row = readonly [name: string, type: RuleProperty['type'], path: string];

/**
 * Properties of users. Rules keep the names of the directory API before Graph.
 * Source: Microsoft Entra documentation: Manage rules for dynamic membership groups, "Supported properties"; Graph's names from
 * Microsoft Graph documentation: user resource type, and Property differences between Azure AD Graph and Microsoft Graph.
 */
export const userRuleProperties: readonly Row[] = [
  ['accountEnabled', 'boolean', 'accountEnabled'],
  ['assignedPlans', 'plans', 'assignedPlans'],
  ['city', 'text', 'city'],
  ['companyName', 'text', 'companyName'],
  ['country', 'text', 'country'],
  ['department', 'text', 'department'],
  ['dirSyncEnabled', 'boolean', 'onPremisesSyncEnabled'],
  ['displayName', 'text', 'displayName'],
  ['employeeHireDate', 'dateTime', 'employeeHireDate'],
  ['employeeId', 'text', 'employeeId'],
  ['facsimileTelephoneNumber', 'text', 'faxNumber'],
  ['givenName', 'text', 'givenName'],
  ['jobTitle', 'text', 'jobTitle'],
  ['mail', 'text', 'mail'],
  ['mailNickName', 'text', 'mailNickname'],
  ['mobile', 'text', 'mobilePhone'],
  ['objectId', 'text', 'id'],
  ['onPremisesDistinguishedName', 'text', 'onPremisesDistinguishedName'],
  ['onPremisesSecurityIdentifier', 'text', 'onPremisesSecurityIdentifier'],
  ['otherMails', 'texts', 'otherMails'],
  ['passwordPolicies', 'text', 'passwordPolicies'],
  ['physicalDeliveryOfficeName', 'text', 'officeLocation'],
  ['postalCode', 'text', 'postalCode'],
  ['preferredLanguage', 'text', 'preferredLanguage'],
  ['proxyAddresses', 'texts', 'proxyAddresses'],
  ['sipProxyAddress', 'text', 'imAddresses/0'],
  ['state', 'text', 'state'],
  ['streetAddress', 'text', 'streetAddress'],
  ['surname', 'text', 'surname'],
  ['telephoneNumber', 'text', 'businessPhones/0'],
  ['usageLocation', 'text', 'usageLocation'],
  ['userPrincipalName', 'text', 'userPrincipalName'],
  ['userType', 'text', 'userType'],
  ...extensionAttributesIn('onPremisesExtensionAttributes'),
];

/**
 * Properties of devices. Source: the same page, "Rules for devices"; Microsoft Graph documentation: device resource type.
 */
export const deviceRuleProperties: readonly Row[] = [
  ['accountEnabled', 'boolean', 'accountEnabled'],
  ['deviceCategory', 'text', 'deviceCategory'],
  ['deviceId', 'text', 'deviceId'],
  ['deviceManagementAppId', 'text', 'mdmAppId'],
  ['deviceManufacturer', 'text', 'manufacturer'],
  ['deviceModel', 'text', 'model'],
  ['deviceOSType', 'text', 'operatingSystem'],
  ['deviceOSVersion', 'text', 'operatingSystemVersion'],
  ['deviceOwnership', 'text', 'deviceOwnership'],
  ['devicePhysicalIds', 'texts', 'physicalIds'],
  ['deviceTrustType', 'text', 'trustType'],
  ['displayName', 'text', 'displayName'],
  ['enrollmentProfileName', 'text', 'enrollmentProfileName'],
  ['isRooted', 'boolean', 'isRooted'],
  ['managementType', 'text', 'managementType'],
  ['objectId', 'text', 'id'],
  ['profileType', 'text', 'profileType'],
  ['systemLabels', 'texts', 'systemLabels'],
  ...extensionAttributesIn('extensionAttributes'),
];

/** Fields of an assigned plan. Source: the same page, "Multi-value properties". */
export const planFields: readonly string[] = ['capabilityStatus', 'service', 'servicePlanId'];

function extensionAttributesIn(property: string): readonly Row[] {
  return Array.from({ length: 15 }, (_, index) => {
    const name = `extensionAttribute${index + 1}`;
    return [name, 'text', `${property}/${name}`];
  });
}

import type { Device, User } from '@gatehouse/model';
import type { MemberSubject } from '@gatehouse/policy';

/**
 * Graph's names of what is kept of users. What is not here, such as plans, is unknown to rules, unless a user has it all the same:
 * addresses that another directory gave came with an import.
 */
const keptOfUsers = [
  'accountEnabled',
  'businessPhones',
  'city',
  'companyName',
  'country',
  'department',
  'displayName',
  'employeeHireDate',
  'employeeId',
  'faxNumber',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mailNickname',
  'manager',
  'memberOf',
  'mobilePhone',
  'officeLocation',
  'onPremisesDistinguishedName',
  'onPremisesExtensionAttributes',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
  'otherMails',
  'passwordPolicies',
  'postalCode',
  'preferredLanguage',
  'state',
  'streetAddress',
  'surname',
  'usageLocation',
  'userPrincipalName',
  'userType',
];

const keptOfDevices = [
  'accountEnabled',
  'deviceCategory',
  'deviceId',
  'deviceOwnership',
  'displayName',
  'enrollmentProfileName',
  'extensionAttributes',
  'id',
  'isRooted',
  'managementType',
  'manufacturer',
  'memberOf',
  'model',
  'operatingSystem',
  'operatingSystemVersion',
  'physicalIds',
  'profileType',
  'trustType',
];

/** What of somebody stands elsewhere than with the object itself. */
export interface SubjectFacts {
  /** The groups that the object is a direct member of, as far as rules ask. */
  readonly memberOf: readonly string[];
  /** The directory extensions that are defined, by the names that rules use for them. */
  readonly extensions: ReadonlyMap<string, string>;
}

/** A user as membership rules read one. */
export function userSubject(user: User, { memberOf, extensions }: SubjectFacts): MemberSubject {
  const { properties = {}, managerId, tenant: _tenant, ...own } = user;
  const extended = Object.fromEntries([...extensions].map(([written, name]) => [written, properties[name] ?? null]));
  const manager = managerId === undefined ? {} : { manager: managerId };
  return {
    kind: 'user',
    properties: { ...properties, ...extended, ...own, ...manager, memberOf },
    kept: [...keptOfUsers, ...extensions.keys(), ...storedNames(properties)],
  };
}

/** A device as membership rules read one. */
export function deviceSubject(device: Device, { memberOf }: SubjectFacts): MemberSubject {
  const { properties = {}, tenant: _tenant, ...own } = device;
  return {
    kind: 'device',
    properties: { ...properties, ...own, memberOf },
    kept: [...keptOfDevices, ...storedNames(properties)],
  };
}

/** What an object has is known. An extension whose definition is gone is out of reach, though its value may be there still. */
function storedNames(properties: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(properties).filter((name) => !name.startsWith('extension_'));
}

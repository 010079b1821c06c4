/** Properties of devices without a column of their own that can be asked for, by how their values compare. */
export const deviceFurtherFields = {
  deviceCategory: 'text',
  deviceOwnership: 'text',
  enrollmentProfileName: 'text',
  enrollmentType: 'text',
  isRooted: 'boolean',
  managementType: 'text',
  manufacturer: 'text',
  mdmAppId: 'text',
  model: 'text',
  onPremisesSecurityIdentifier: 'text',
  onPremisesSyncEnabled: 'boolean',
  operatingSystem: 'text',
  operatingSystemVersion: 'text',
  physicalIds: 'list',
  profileType: 'text',
  systemLabels: 'list',
  ...Object.fromEntries(
    Array.from({ length: 15 }, (_, index) => [`extensionAttributes/extensionAttribute${index + 1}`, 'text' as const]),
  ),
} as const;

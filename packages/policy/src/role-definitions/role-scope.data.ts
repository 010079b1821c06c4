import { roleTemplateIds as role } from '@gatehouse/model';

/**
 * Built-in roles that can be given for an administrative unit (Microsoft Entra documentation: assign roles with administrative unit
 * scope); here also for one user, group or device.
 */
export const unitRoles: readonly string[] = [
  role.attributeAssignmentAdministrator,
  role.attributeAssignmentReader,
  role.authenticationAdministrator,
  role.cloudDeviceAdministrator,
  role.groupsAdministrator,
  role.helpdeskAdministrator,
  role.licenseAdministrator,
  role.passwordAdministrator,
  role.privilegedAuthenticationAdministrator,
  role.sharePointAdministrator,
  role.teamsAdministrator,
  role.userAdministrator,
];

/** Built-in roles that can be given for one application or service principal (Microsoft Entra documentation: assign app roles). */
export const applicationRoles: readonly string[] = [role.applicationAdministrator, role.cloudApplicationAdministrator];

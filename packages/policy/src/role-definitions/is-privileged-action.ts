/** Reading these is control over somebody already. */
const tellingReads = /\/(?:authenticationMethods|bitlockerKeys|deviceLocalCredentials)\//;

/** What leads to control over others when it is changed: credentials, consent, policies, authentication, the accounts of people. */
const powers = [
  /\/all(?:Properties|Tasks)\b/,
  /\/(?:credentials|permissions|owners|authentication|authorizationInfo|password|identities|userPrincipalName)\//,
  /\/(?:authenticationMethods|federation\w*|dirSync|strongAuthentication|appRoleAssign\w+|synchronizationCredentials)\b/,
  /\/(?:\w*[pP]olic(?:y|ies)|namedLocations|domains|oAuth2PermissionGrants|identityProviders|customAuthenticationExtensions)\//,
  /\/(?:users|deletedItems(?:\.users)?)\/(?:create|delete|disable|enable|restore|invalidateAllRefreshTokens)$/,
  /\/managePermissionGrants/,
];

/**
 * Whether an action leads to control over others, so that a role that allows it is privileged (Microsoft Entra documentation:
 * privileged roles and permissions). It says yes rather once too often: holders of privileged roles are better protected.
 * @example isPrivilegedAction('microsoft.directory/applications/credentials/update') // true
 */
export function isPrivilegedAction(action: string): boolean {
  if (tellingReads.test(action)) return true;
  return !/\/\w*[rR]ead$/.test(action) && powers.some((power) => power.test(action));
}

/**
 * Version 1 issuers of Microsoft's own clouds, whose host is not the authority's. Everywhere else version 1 tokens are
 * issued by the authority's host (Microsoft identity platform documentation: national clouds; access token claims).
 */
export const v1IssuersByHost: ReadonlyMap<string, string> = new Map([
  ['login.microsoftonline.com', 'https://sts.windows.net/{tenantid}/'],
  ['login.microsoftonline.us', 'https://sts.windows.net/{tenantid}/'],
  ['login.partner.microsoftonline.cn', 'https://sts.chinacloudapi.cn/{tenantid}/'],
]);

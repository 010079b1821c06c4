import type { Application, AppRole, PermissionScope } from '@gatehouse/model';
import { admitsPersonalAccounts } from './audience.js';
import { everyAudience, limitsByAudience } from './limits.data.js';
import { duplicateProblems, lengthProblems, type Problem } from './problem.js';

/** The rules of what a resource publishes: its scopes, its app roles and the clients it authorizes beforehand. */
export function publishedPermissionProblems(
  application: Pick<Application, 'signInAudience' | 'api' | 'appRoles'>,
): Problem[] {
  const limits = limitsByAudience[application.signInAudience];
  const scopes = application.api.oauth2PermissionScopes;
  return [
    ...scopes.flatMap((scope, index) => scopeProblems(scope, scopePath(index), limits.scopeValue)),
    ...(scopes.length > limits.scopes
      ? [{ path: 'api.oauth2PermissionScopes', reason: `must not be more than ${limits.scopes}` }]
      : []),
    ...(admitsPersonalAccounts(application.signInAudience) && application.appRoles.length > 0
      ? [{ path: 'appRoles', reason: 'are not supported for this audience' }]
      : []),
    ...application.appRoles.flatMap((role, index) => roleProblems(role, rolePath(index))),
    ...uniquenessProblems(application),
    ...preAuthorizationProblems(application),
  ];
}

const scopePath = (index: number) => `api.oauth2PermissionScopes[${index}]`;
const rolePath = (index: number) => `appRoles[${index}]`;

// RFC 6749 §3.3 allows more; the platform allows these and no leading period.
const permissionValue = /^[\w:!#$%&'()*+,\-/;<=>?@[\]^`{|}~][\w:!#$%&'()*+,\-./;<=>?@[\]^`{|}~]*$/;

function valueProblems(value: string, path: string, most: number): Problem[] {
  if (value.length > most) return [{ path, reason: `must not be longer than ${most} characters` }];
  if (value === '') return [{ path, reason: 'must not be empty' }];
  if (!permissionValue.test(value)) {
    return [{ path, reason: 'must have only letters, digits and punctuation, no space, and not begin with a period' }];
  }
  return [];
}

function scopeProblems(scope: PermissionScope, path: string, most: number): Problem[] {
  return [
    ...valueProblems(scope.value, `${path}.value`, most),
    ...lengthProblems(
      scope.adminConsentDisplayName,
      `${path}.adminConsentDisplayName`,
      everyAudience.permissionText,
      1,
    ),
    ...lengthProblems(
      scope.adminConsentDescription,
      `${path}.adminConsentDescription`,
      everyAudience.permissionText,
      1,
    ),
  ];
}

function roleProblems(role: AppRole, path: string): Problem[] {
  return [
    ...(role.value === undefined ? [] : valueProblems(role.value, `${path}.value`, everyAudience.roleValue)),
    ...lengthProblems(role.displayName, `${path}.displayName`, everyAudience.permissionText, 1),
    ...lengthProblems(role.description, `${path}.description`, everyAudience.permissionText, 1),
    ...(role.allowedMemberTypes.length === 0
      ? [{ path: `${path}.allowedMemberTypes`, reason: 'must name `User`, `Application` or both' }]
      : []),
    ...duplicateProblems(role.allowedMemberTypes, (index) => `${path}.allowedMemberTypes[${index}]`, 'the member type'),
  ];
}

/** A value means one permission: a scope and a role may share it only by being the same permission, by id. */
function uniquenessProblems({ api, appRoles }: Pick<Application, 'api' | 'appRoles'>): Problem[] {
  const scopes = api.oauth2PermissionScopes;
  const idOfScope = new Map(scopes.map((scope) => [scope.value, scope.id]));
  const valueOfScope = new Map(scopes.map((scope) => [scope.id, scope.value]));
  return [
    ...duplicateProblems(
      scopes.map((scope) => scope.id),
      (index) => `${scopePath(index)}.id`,
      'the id',
    ),
    ...duplicateProblems(
      scopes.map((scope) => scope.value),
      (index) => `${scopePath(index)}.value`,
      'the value',
    ),
    ...duplicateProblems(
      appRoles.map((role) => role.id),
      (index) => `${rolePath(index)}.id`,
      'the id',
    ),
    ...duplicateProblems(
      appRoles.map((role) => role.value),
      (index) => `${rolePath(index)}.value`,
      'the value',
    ),
    ...appRoles.flatMap((role, index) => {
      const sameValue = role.value === undefined ? undefined : idOfScope.get(role.value);
      if (sameValue !== undefined && sameValue !== role.id) {
        return [{ path: `${rolePath(index)}.value`, reason: `the value \`${role.value}\` is a scope with another id` }];
      }
      const sameId = valueOfScope.get(role.id);
      return sameId !== undefined && sameId !== role.value
        ? [{ path: `${rolePath(index)}.id`, reason: `the id \`${role.id}\` is a scope with another value` }]
        : [];
    }),
  ];
}

function preAuthorizationProblems({ api, signInAudience }: Pick<Application, 'api' | 'signInAudience'>): Problem[] {
  const limits = limitsByAudience[signInAudience];
  const clients = api.preAuthorizedApplications;
  const published = new Set(api.oauth2PermissionScopes.map((scope) => scope.id));
  const path = 'api.preAuthorizedApplications';
  const total = clients.reduce((sum, client) => sum + client.delegatedPermissionIds.length, 0);
  return [
    ...duplicateProblems(
      clients.map((client) => client.appId),
      (index) => `${path}[${index}].appId`,
      'the client',
    ),
    ...clients.flatMap((client, index) => [
      ...client.delegatedPermissionIds.flatMap((id, nth) =>
        published.has(id)
          ? []
          : [
              {
                path: `${path}[${index}].delegatedPermissionIds[${nth}]`,
                reason: `no scope here has the id \`${id}\``,
              },
            ],
      ),
      ...(client.delegatedPermissionIds.length > limits.preAuthorizedScopesPerClient
        ? [
            {
              path: `${path}[${index}].delegatedPermissionIds`,
              reason: `must not be more than ${limits.preAuthorizedScopesPerClient}`,
            },
          ]
        : []),
    ]),
    ...(clients.length > limits.preAuthorizedClients
      ? [{ path, reason: `must not be more than ${limits.preAuthorizedClients}` }]
      : []),
    ...(total > limits.preAuthorizedTotal
      ? [{ path, reason: `must not hold more than ${limits.preAuthorizedTotal} permissions in all` }]
      : []),
  ];
}

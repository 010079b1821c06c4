import type { Application } from '@gatehouse/model';
import type { GroupClaimsInput } from '@gatehouse/policy';
import type { Admitted } from '../gate/index.js';
import type { RecipeTools } from './recipe.js';

/**
 * What the group claims of a token are made from; null where the application asks for none, and for tokens of nobody.
 * @param application the resource for an access token, the client for an ID token.
 * @param fromAuthorization the token is issued by the authorization endpoint.
 */
export function groupFacts(
  { user, configuration }: Admitted,
  { baseUrl }: Pick<RecipeTools, 'baseUrl'>,
  application: Application,
  token: 'accessToken' | 'idToken',
  fromAuthorization: boolean,
): GroupClaimsInput | null {
  const settings = application.groupMembershipClaims;
  if (settings.length === 0 || user === null) return null;
  const presence = configuration.servicePrincipal(application.appId)?.id;
  const isAssigned = (group: string): boolean =>
    configuration.assignmentsOf(group).some(({ resourceId }) => resourceId === presence);
  return {
    settings,
    allGroups: [...user.transitiveGroups],
    securityGroups: [...user.securityGroups],
    assignedGroups: settings.includes('ApplicationGroup') ? [...user.directGroups].filter(isAssigned) : [],
    // The directory keeps no directory roles yet: nobody holds one.
    directoryRoles: [],
    asRoles: application.optionalClaims[token].some(
      ({ name, additionalProperties }) => name === 'groups' && additionalProperties?.includes('emit_as_roles') === true,
    ),
    fromAuthorization,
    membersEndpoint: `${baseUrl}/v1.0/users/${user.user.id}/getMemberObjects`,
  };
}

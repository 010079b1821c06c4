import type { Application, GroupId } from '@gatehouse/model';
import type { Claims } from './claims.js';

/** What the group claims of one token are made from. Made only where an application asks for them. */
export interface GroupClaimsInput {
  /** The application's `groupMembershipClaims`: of the resource for access tokens, of the client for ID tokens. */
  readonly settings: Application['groupMembershipClaims'];
  /** Every group that the person is in, nested membership included. */
  readonly allGroups: readonly GroupId[];
  /** Those of them that are security groups. */
  readonly securityGroups: readonly GroupId[];
  /** The groups assigned to the application that the person is a direct member of. */
  readonly assignedGroups: readonly GroupId[];
  /** Template ids of the directory roles that the person holds. */
  readonly directoryRoles: readonly string[];
  /** The optional claim `groups` says `emit_as_roles`. */
  readonly asRoles: boolean;
  /** The token is issued by the authorization endpoint, so that it may have to fit into an address. */
  readonly fromAuthorization: boolean;
  /** Where the groups are to be asked for when they are too many: `getMemberObjects` of the person, at Graph. */
  readonly membersEndpoint: string;
}

/** How many groups a token holds (Microsoft identity platform documentation, "groups overage claim"). */
const mostGroups = 200;
/** How many groups a token from the authorization endpoint holds. */
const mostGroupsInAddress = 5;

/**
 * The claims about a person's groups: `groups` (or `roles`, where they are to be told as such), what stands for it when they are too
 * many, and `wids`. Nothing for a person without any.
 * Source: Microsoft identity platform documentation, "configure group claims".
 *
 * @example
 * groupClaims({ ...input, settings: ['SecurityGroup'], securityGroups: [staff] }); // { groups: [staff] }
 */
export function groupClaims(input: GroupClaimsInput): Claims {
  const claims: Record<string, unknown> = {};
  const { settings, directoryRoles } = input;
  if (directoryRoles.length > 0 && (settings.includes('DirectoryRole') || settings.includes('All'))) {
    claims.wids = directoryRoles;
  }
  const groups = groupsOf(input);
  if (groups.length === 0) return claims;
  if (input.fromAuthorization && groups.length > mostGroupsInAddress) claims.hasgroups = true;
  else if (groups.length > mostGroups) {
    // OIDC Core §5.6.2: a distributed claim.
    const sources = { src1: { endpoint: input.membersEndpoint } };
    Object.assign(claims, { _claim_names: { groups: 'src1' }, _claim_sources: sources });
  } else if (input.asRoles) claims.roles = groups;
  else claims.groups = groups;
  return claims;
}

function groupsOf({ settings, allGroups, securityGroups, assignedGroups }: GroupClaimsInput): readonly GroupId[] {
  if (settings.includes('All')) return allGroups;
  const assigned = settings.includes('ApplicationGroup') ? assignedGroups : [];
  return settings.includes('SecurityGroup') ? [...new Set([...securityGroups, ...assigned])] : assigned;
}

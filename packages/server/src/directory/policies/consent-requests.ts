import { isGuid } from '@gatehouse/model';
import { refused } from '../operation.js';
import type { SingletonKind } from './policy-kind.js';
import { notOfType } from './references.js';

/** `/policies/adminConsentRequestPolicy`: whether people may ask administrators to consent, and who is asked. */
export interface AdminConsentRequestPolicy {
  readonly isEnabled: boolean;
  readonly notifyReviewers: boolean;
  readonly remindersEnabled: boolean;
  readonly requestDurationInDays: number;
  readonly reviewers: readonly {
    readonly query: string;
    readonly queryType: string;
    readonly queryRoot: string | null;
  }[];
  readonly version: number;
}

/** The longest that a request waits (Microsoft Graph documentation: adminConsentRequestPolicy). */
const mostDays = 60;

/** The people or groups that a query names; undefined when it is no query that can stand here. */
function reviewersOf(query: string): { readonly type: 'user' | 'group' | 'role'; readonly id: string } | undefined {
  const [, set = '', id = ''] =
    /^\/(?:(?:v1\.0|beta)\/)?(users|groups|directoryRoles)\/([^/]+)(?:\/(?:transitiveMembers|members)(?:\/microsoft\.graph\.user)?)?$/i.exec(
      query,
    ) ?? [];
  const role =
    /^\/(?:v1\.0|beta)\/roleManagement\/directory\/roleAssignments\?\$filter=roleDefinitionId eq '([^']+)'$/i.exec(
      query,
    );
  if (role !== null) return isGuid(role[1] ?? '') ? { type: 'role', id: role[1] ?? '' } : undefined;
  if (!isGuid(id)) return undefined;
  const types = { users: 'user', groups: 'group', directoryroles: 'role' } as const;
  return { type: types[set.toLowerCase() as keyof typeof types], id: id.toLowerCase() };
}

/** Off at first. Each change is a version of its own. */
export const adminConsentRequestPolicy: SingletonKind<AdminConsentRequestPolicy> = {
  name: 'admin-consent-request-policy',
  id: 'adminConsentRequestPolicy',
  limit: 1,
  nameOf: () => undefined,
  initial: {
    isEnabled: false,
    notifyReviewers: false,
    remindersEnabled: false,
    requestDurationInDays: 0,
    reviewers: [],
    version: 0,
  },
  afterWrite: async (work, { body }) => {
    const { isEnabled, requestDurationInDays: days, reviewers } = body;
    if (days < (isEnabled ? 1 : 0) || days > mostDays) {
      return refused('invalid', { property: 'requestDurationInDays', detail: `must be from 1 to ${mostDays}` });
    }
    if (isEnabled && reviewers.length === 0) {
      return refused('invalid', { property: 'reviewers', detail: 'must name somebody where requests are enabled' });
    }
    const named = reviewers.map(({ query }) => reviewersOf(query));
    const unread = named.indexOf(undefined);
    if (unread >= 0) {
      const detail = 'must be a query for a user, the members of a group, or the holders of a directory role';
      return refused('invalid', { property: `reviewers[${unread}].query`, detail });
    }
    for (const type of ['user', 'group'] as const) {
      const ids = named.flatMap((one) => (one?.type === type ? [one.id] : []));
      const [missing] = (await notOfType(work, ids, type, 'not there')).keys();
      if (missing !== undefined) return refused('reference_not_found', { value: missing });
    }
    return undefined;
  },
};

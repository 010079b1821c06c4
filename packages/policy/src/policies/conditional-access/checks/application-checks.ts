import { isGuid } from '@gatehouse/model';
import { type FilterSubject, parseFilterRule } from '../filter-rule/index.js';
import type { RuleFilter } from '../conditional-access-policy.js';
import { applicationWords, userActions } from '../words.data.js';
import { type ConditionalAccessProblem, listProblems, type PolicyCheck, when } from './check.js';

const at = 'conditions.applications';

/** What a policy says of applications, user actions and authentication contexts. */
export const applicationChecks: readonly PolicyCheck[] = [
  function hasName({ displayName }) {
    return when(displayName.trim() === '', 'schema', 'displayName', 'must not be empty');
  },

  function namesApplications({ conditions: { applications } }) {
    return listProblems(applications.includeApplications, `${at}.includeApplications`, {
      isAllowed: (value) => isGuid(value) || (applicationWords as readonly string[]).includes(value),
      alone: ['All', 'None'],
      expected: `an application id or one of ${applicationWords.join(', ')}`,
    });
  },

  function excludesApplications({ conditions: { applications } }) {
    return listProblems(applications.excludeApplications, `${at}.excludeApplications`, {
      isAllowed: (value) => isGuid(value) || value === 'Office365' || value === 'MicrosoftAdminPortals',
      expected: 'an application id, Office365 or MicrosoftAdminPortals',
    });
  },

  function namesUserActions({ conditions: { applications } }) {
    return listProblems(applications.includeUserActions, `${at}.includeUserActions`, {
      isAllowed: (value) => (userActions as readonly string[]).includes(value),
      expected: `one of ${userActions.join(', ')}`,
    });
  },

  function namesContexts({ conditions: { applications } }) {
    const path = `${at}.includeAuthenticationContextClassReferences`;
    return listProblems(applications.includeAuthenticationContextClassReferences, path, {
      isAllowed: (value) => /^c[1-9]\d?$/.test(value),
      expected: 'an authentication context from c1 to c99',
    });
  },

  /** Applications, user actions and authentication contexts are alternatives. */
  function isAboutOneFamily({ conditions: { applications } }) {
    const {
      includeApplications,
      includeUserActions,
      includeAuthenticationContextClassReferences: contexts,
    } = applications;
    const hasApplications = includeApplications.length > 0 || applications.applicationFilter !== null;
    const families = [hasApplications, includeUserActions.length > 0, contexts.length > 0].filter(Boolean);
    return [
      ...when(
        families.length === 0,
        'InvalidConditions',
        at,
        'must include applications, user actions or authentication contexts',
      ),
      ...when(
        families.length > 1,
        'InvalidConditions',
        at,
        'cannot mix applications, user actions and authentication contexts',
      ),
    ];
  },

  function filtersApplications({ conditions: { applications } }) {
    return filterProblems(applications.applicationFilter, `${at}.applicationFilter`, 'CustomSecurityAttribute');
  },

  /** Microsoft Entra documentation: user actions. Registering a device comes before the device can prove anything. */
  function registersDevices({ conditions, grantControls }) {
    if (!conditions.applications.includeUserActions.includes('urn:user:registerdevice')) return [];
    const { clientAppTypes, devices } = conditions;
    const others = grantControls?.builtInControls.filter((control) => control !== 'mfa') ?? [];
    const fault = 'InvalidConditionsForUserActions';
    return [
      ...when(
        others.length > 0,
        fault,
        'grantControls.builtInControls',
        'must be `mfa` or an authentication strength for registering devices',
      ),
      ...when(
        clientAppTypes.length !== 1 || clientAppTypes[0] !== 'all',
        fault,
        'conditions.clientAppTypes',
        'must be `all` for registering devices',
      ),
      ...when(devices !== null, fault, 'conditions.devices', 'cannot be used for registering devices'),
    ];
  },
];

/** A filter whose rule can be read. */
export function filterProblems(
  filter: RuleFilter | null,
  path: string,
  subject: FilterSubject,
): readonly ConditionalAccessProblem[] {
  if (filter === null) return [];
  const parsed = parseFilterRule(filter.rule, subject);
  return parsed.kind === 'rule' ? [] : when(true, 'InvalidConditions', `${path}.rule`, parsed.reason);
}

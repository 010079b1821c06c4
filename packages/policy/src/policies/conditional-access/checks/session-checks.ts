import { furtherConditions, isAboutAllApplications, type PolicyCheck, when } from './check.js';

const at = 'sessionControls';
const fault = 'InvalidSessionControls';

/** Microsoft Entra documentation: session control, sign-in frequency. */
const mostOf = { hours: 23, days: 365 } as const;

/** How a policy narrows the session that it lets begin. */
export const sessionChecks: readonly PolicyCheck[] = [
  function asksAgainInTime({ sessionControls }) {
    const frequency = sessionControls?.signInFrequency ?? null;
    if (frequency === null || frequency.isEnabled === false) return [];
    const { type, value, frequencyInterval } = frequency;
    const path = `${at}.signInFrequency`;
    if (frequencyInterval === 'everyTime') {
      return when(type !== null || value !== null, fault, path, 'has neither type nor value where it is `everyTime`');
    }
    if (type === null || value === null) return when(true, fault, path, 'must have a type and a value');
    const most = mostOf[type];
    return when(value < 1 || value > most, fault, `${path}.value`, `must be from 1 to ${most} ${type}`);
  },

  /** Microsoft Entra documentation: session control, persistent browser session. */
  function remembersBrowsersEverywhere(policy) {
    const browser = policy.sessionControls?.persistentBrowser ?? null;
    if (browser === null || browser.isEnabled === false) return [];
    const { includeApplications } = policy.conditions.applications;
    return [
      ...when(browser.mode === null, fault, `${at}.persistentBrowser.mode`, 'must be given'),
      ...when(
        !includeApplications.includes('All'),
        fault,
        `${at}.persistentBrowser`,
        'needs All applications in conditions.applications.includeApplications',
      ),
    ];
  },

  function controlsAppsInSomeWay({ sessionControls }) {
    const security = sessionControls?.cloudAppSecurity ?? null;
    return when(
      security !== null && security.isEnabled !== false && security.cloudAppSecurityType === null,
      fault,
      `${at}.cloudAppSecurity.cloudAppSecurityType`,
      'must be given',
    );
  },

  /** Microsoft Entra documentation: customize continuous access evaluation. */
  function stopsEvaluationEverywhere(policy) {
    if (policy.sessionControls?.continuousAccessEvaluation?.mode !== 'disabled') return [];
    const conditions = [
      ...furtherConditions(policy),
      ...(policy.conditions.userRiskLevels.length === 0 ? [] : ['userRiskLevels']),
    ];
    const path = `${at}.continuousAccessEvaluation`;
    return [
      ...when(!isAboutAllApplications(policy), fault, path, 'can be disabled for all applications only'),
      ...conditions.flatMap((name) =>
        when(true, fault, `conditions.${name}`, 'cannot stand where evaluation is disabled'),
      ),
    ];
  },
];

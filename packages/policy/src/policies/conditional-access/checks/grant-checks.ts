import { furtherConditions, isAboutAllApplications, type PolicyCheck, when } from './check.js';

const at = 'grantControls';
const builtIn = `${at}.builtInControls`;

/** What a policy asks for before it lets somebody in. */
export const grantChecks: readonly PolicyCheck[] = [
  function asksForSomething({ grantControls, sessionControls }) {
    return when(
      grantControls === null && sessionControls === null,
      'InvalidControls',
      at,
      'must be given, or sessionControls',
    );
  },

  function hasControls({ grantControls }) {
    if (grantControls === null) return [];
    const { operator, builtInControls, customAuthenticationFactors, termsOfUse, authenticationStrength } =
      grantControls;
    const count = builtInControls.length + customAuthenticationFactors.length + termsOfUse.length;
    return [
      ...when(operator !== 'AND' && operator !== 'OR', 'schema', `${at}.operator`, 'must be AND or OR'),
      ...when(count === 0 && authenticationStrength === null, 'InvalidControls', at, 'must hold a control'),
    ];
  },

  function blocksAlone({ grantControls }) {
    if (grantControls?.builtInControls.includes('block') !== true) return [];
    const { builtInControls, customAuthenticationFactors, termsOfUse, authenticationStrength } = grantControls;
    const count = builtInControls.length + customAuthenticationFactors.length + termsOfUse.length;
    return when(count > 1 || authenticationStrength !== null, 'InvalidControls', builtIn, '`block` must stand alone');
  },

  function asksForFactorsOnce({ grantControls }) {
    return when(
      grantControls?.builtInControls.includes('mfa') === true && grantControls.authenticationStrength !== null,
      'InvalidControls',
      at,
      '`mfa` and an authentication strength exclude each other',
    );
  },

  /** There are no custom controls here for a policy to name. */
  function namesNoCustomControls({ grantControls }) {
    return when(
      (grantControls?.customAuthenticationFactors.length ?? 0) > 0,
      'InvalidControls',
      `${at}.customAuthenticationFactors`,
      'names a custom control, and there are none',
    );
  },

  /** Microsoft Entra documentation: grant control, require password change. */
  function changesPasswordsByRisk(policy) {
    const { conditions, grantControls } = policy;
    if (grantControls?.builtInControls.includes('passwordChange') !== true) return [];
    const { builtInControls, operator, termsOfUse, authenticationStrength } = grantControls;
    const isPair = builtInControls.length === 2 && builtInControls.includes('mfa') && operator === 'AND';
    const fault = 'InvalidPasswordResetControl';
    return [
      ...when(
        !isPair || termsOfUse.length > 0 || authenticationStrength !== null,
        fault,
        builtIn,
        '`passwordChange` must stand with `mfa`, joined by AND, and nothing else',
      ),
      ...when(
        conditions.userRiskLevels.length === 0,
        fault,
        'conditions.userRiskLevels',
        'must be given for `passwordChange`',
      ),
      ...when(
        !isAboutAllApplications(policy),
        fault,
        'conditions.applications',
        'must include All and exclude none for `passwordChange`',
      ),
      ...furtherConditions(policy).flatMap((name) =>
        when(true, fault, `conditions.${name}`, 'cannot stand beside `passwordChange`'),
      ),
    ];
  },

  /** Microsoft Entra documentation: grant control, require risk remediation. */
  function remediesRisk(policy) {
    const { conditions, grantControls } = policy;
    if (grantControls?.builtInControls.includes('riskRemediation') !== true) return [];
    return [
      ...when(
        grantControls.builtInControls.length > 1,
        'InvalidControls',
        builtIn,
        '`riskRemediation` stands with an authentication strength and no other control',
      ),
      ...when(
        conditions.userRiskLevels.length === 0,
        'InvalidControls',
        'conditions.userRiskLevels',
        'must be given for `riskRemediation`',
      ),
      ...when(
        !isAboutAllApplications(policy),
        'InvalidControls',
        'conditions.applications',
        'must include All and exclude none for `riskRemediation`',
      ),
    ];
  },

  /** Microsoft Entra documentation: grant control, approved client app and app protection. Only phones and tablets can meet these. */
  function asksOfPhonesOnly({ conditions: { platforms }, grantControls }) {
    const ofPhones = grantControls?.builtInControls.filter(
      (control) => control === 'approvedApplication' || control === 'compliantApplication',
    );
    if (ofPhones === undefined || ofPhones.length === 0 || grantControls === null) return [];
    const isNeeded = grantControls.operator === 'AND' || ofPhones.length === grantControls.builtInControls.length;
    const desktops = platforms?.includePlatforms.filter((one) => one === 'macOS' || one === 'linux') ?? [];
    return when(
      isNeeded && desktops.length > 0,
      'InvalidControls',
      'conditions.platforms.includePlatforms',
      `${desktops.join(' and ')} cannot meet \`${ofPhones.join('` or `')}\``,
    );
  },
];

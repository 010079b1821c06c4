import { isGuid } from '@gatehouse/model';
import { filterProblems } from './application-checks.js';
import { furtherConditions, listProblems, type PolicyCheck, when } from './check.js';

const at = 'conditions.clientApplications';
const everyOne = 'ServicePrincipalsInMyTenant';

/** What a policy says of workload identities (Microsoft Entra documentation: Conditional Access for workload identities). */
export const workloadChecks: readonly PolicyCheck[] = [
  function namesServicePrincipals({ conditions: { clientApplications } }) {
    if (clientApplications === null) return [];
    const { includeServicePrincipals, excludeServicePrincipals, servicePrincipalFilter } = clientApplications;
    return [
      ...when(
        includeServicePrincipals.length === 0 && servicePrincipalFilter === null,
        'InvalidConditions',
        at,
        'must include service principals',
      ),
      ...listProblems(includeServicePrincipals, `${at}.includeServicePrincipals`, {
        isAllowed: (value) => isGuid(value) || value === everyOne,
        alone: [everyOne],
        expected: `a service principal's id or ${everyOne}`,
      }),
      ...listProblems(excludeServicePrincipals, `${at}.excludeServicePrincipals`, {
        isAllowed: isGuid,
        expected: "a service principal's id",
      }),
      ...filterProblems(servicePrincipalFilter, `${at}.servicePrincipalFilter`, 'CustomSecurityAttribute'),
    ];
  },

  /** A workload can be stopped, and asked nothing. */
  function onlyBlocks({ conditions: { clientApplications }, grantControls, sessionControls }) {
    if (clientApplications === null) return [];
    const fault = 'InvalidConditionsForWorkloadIdentities';
    const controls = grantControls?.builtInControls ?? [];
    return [
      ...when(controls.join() !== 'block', fault, 'grantControls', 'must be `block` for workload identities'),
      ...when(sessionControls !== null, fault, 'sessionControls', 'cannot be used for workload identities'),
    ];
  },

  function hasConditionsOfWorkloads(policy) {
    const { clientApplications, userRiskLevels } = policy.conditions;
    if (clientApplications === null) return [];
    const others = [...furtherConditions(policy), ...(userRiskLevels.length > 0 ? ['userRiskLevels'] : [])];
    return others
      .filter((name) => name !== 'locations')
      .flatMap((name) =>
        when(
          true,
          'InvalidConditionsForWorkloadIdentities',
          `conditions.${name}`,
          'cannot be used for workload identities',
        ),
      );
  },

  function riskOfServicePrincipalsIsOfWorkloads({ conditions }) {
    return when(
      conditions.servicePrincipalRiskLevels.length > 0 && conditions.clientApplications === null,
      'InvalidConditions',
      'conditions.servicePrincipalRiskLevels',
      'must stand with clientApplications',
    );
  },
];

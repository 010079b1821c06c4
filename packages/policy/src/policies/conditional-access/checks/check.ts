import type { Problem } from '../../../registration/index.js';
import type { ConditionalAccessPolicy } from '../conditional-access-policy.js';

/** What is wrong with a policy, and what the platform calls that kind of fault. */
export interface ConditionalAccessProblem extends Problem {
  readonly fault:
    | 'schema'
    | 'clientAppTypes'
    | 'InvalidConditions'
    | 'InvalidConditionsForUserActions'
    | 'InvalidConditionsForWorkloadIdentities'
    | 'InvalidControls'
    | 'InvalidPasswordResetControl'
    | 'InvalidSessionControls';
}

/** One requirement of policies. */
export type PolicyCheck = (policy: ConditionalAccessPolicy) => readonly ConditionalAccessProblem[];

/** A problem when `isBroken`, nothing otherwise. */
export function when(
  isBroken: boolean,
  fault: ConditionalAccessProblem['fault'],
  path: string,
  reason: string,
): readonly ConditionalAccessProblem[] {
  return isBroken ? [{ fault, path, reason }] : [];
}

/** Words, or ids, that cannot stand in a list; and a word that must stand alone and does not. */
export function listProblems(
  values: readonly string[],
  path: string,
  rules: {
    readonly isAllowed: (value: string) => boolean;
    readonly alone?: readonly string[];
    readonly expected: string;
  },
): readonly ConditionalAccessProblem[] {
  const { isAllowed, alone = [], expected } = rules;
  return [
    ...values.flatMap((value, index) =>
      when(!isAllowed(value), 'InvalidConditions', `${path}[${index}]`, `must be ${expected}`),
    ),
    ...values.flatMap((value) =>
      when(alone.includes(value) && values.length > 1, 'InvalidConditions', path, `\`${value}\` must stand alone`),
    ),
  ];
}

/** Whether a policy is about every application, and leaves none out. */
export function isAboutAllApplications({ conditions: { applications } }: ConditionalAccessPolicy): boolean {
  return (
    applications.includeApplications.includes('All') &&
    applications.excludeApplications.length === 0 &&
    applications.applicationFilter === null
  );
}

/** The conditions beside users, applications and user risk that somebody configured. */
export function furtherConditions({ conditions }: ConditionalAccessPolicy): readonly string[] {
  const { platforms, locations, devices, insiderRiskLevels, authenticationFlows, clientAppTypes } = conditions;
  const optional = { platforms, locations, devices, insiderRiskLevels, authenticationFlows };
  return [
    ...Object.entries(optional).flatMap(([name, value]) => (value === null ? [] : [name])),
    ...(clientAppTypes.length === 1 && clientAppTypes[0] === 'all' ? [] : ['clientAppTypes']),
    ...(conditions.signInRiskLevels.length === 0 ? [] : ['signInRiskLevels']),
  ];
}

import { isGuid } from '@gatehouse/model';
import type { Problem } from '../../registration/index.js';
import { repeated } from '../strict-json/index.js';
import type { AuthenticationStrength, CombinationConfiguration } from './authentication-strength.js';
import { builtInStrengths, authenticationCombinations } from './combinations.data.js';

/** How many a tenant may make. */
export const mostStrengths = 15;

const byMembers = new Map([...authenticationCombinations.keys()].map((one) => [membersOf(one), one]));

/** The one spelling of a combination, whatever the order of its methods; undefined when there is no such combination. */
export function combinationOf(text: string): string | undefined {
  return byMembers.get(membersOf(text));
}

function membersOf(text: string): string {
  return text
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .sort()
    .join(',');
}

/** `mfa` when each of the combinations proves more than one factor. */
export function requirementsSatisfiedBy(allowed: readonly string[]): AuthenticationStrength['requirementsSatisfied'] {
  return allowed.every((one) => authenticationCombinations.get(one) === 'mfa') ? 'mfa' : 'none';
}

/**
 * What is wrong with a tenant's own strength.
 * @param otherNames the names of the tenant's other strengths.
 */
export function strengthProblems(
  strength: AuthenticationStrength,
  otherNames: readonly string[] = [],
): readonly Problem[] {
  const { displayName, allowedCombinations: allowed, combinationConfigurations: configurations } = strength;
  const taken = [...otherNames, ...[...builtInStrengths.values()].map((one) => one.displayName)];
  const isTaken = taken.some((one) => one.toLowerCase() === displayName.toLowerCase());
  return [
    ...(displayName.trim() === '' ? [{ path: 'displayName', reason: 'must not be empty' }] : []),
    ...(isTaken ? [{ path: 'displayName', reason: 'is the name of another authentication strength' }] : []),
    ...(allowed.length === 0 ? [{ path: 'allowedCombinations', reason: 'must not be empty' }] : []),
    ...allowed.flatMap((one, index) =>
      authenticationCombinations.has(one)
        ? []
        : [
            {
              path: `allowedCombinations[${index}]`,
              reason: `\`${one}\` is not a combination of authentication methods`,
            },
          ],
    ),
    ...repeated(allowed, (index) => `allowedCombinations[${index}]`, 'the combination'),
    ...configurations.flatMap((one, index) =>
      configurationProblems(one, strength, `combinationConfigurations[${index}]`),
    ),
    ...repeated(
      configurations.flatMap(({ appliesToCombinations }) => appliesToCombinations),
      () => 'combinationConfigurations',
      'the configured combination',
    ),
  ];
}

function configurationProblems(
  configuration: CombinationConfiguration,
  { allowedCombinations }: AuthenticationStrength,
  path: string,
): readonly Problem[] {
  const isFido2 = configuration['@odata.type'] === '#microsoft.graph.fido2CombinationConfiguration';
  const fits = (one: string) => (isFido2 ? one === 'fido2' : one.includes('x509Certificate'));
  const { appliesToCombinations: applied } = configuration;
  return [
    ...(applied.length === 0 ? [{ path: `${path}.appliesToCombinations`, reason: 'must not be empty' }] : []),
    ...applied.flatMap((one, index) =>
      fits(one) && allowedCombinations.includes(one)
        ? []
        : [
            {
              path: `${path}.appliesToCombinations[${index}]`,
              reason: `\`${one}\` is not an allowed combination that this configuration is for`,
            },
          ],
    ),
    ...('allowedAAGUIDs' in configuration ? keyProblems(configuration.allowedAAGUIDs, path) : []),
    ...('allowedIssuerSkis' in configuration ? certificateProblems(configuration, path) : []),
  ];
}

function keyProblems(ids: readonly string[], path: string): readonly Problem[] {
  return [
    ...(ids.length === 0 ? [{ path: `${path}.allowedAAGUIDs`, reason: 'must not be empty' }] : []),
    ...ids.flatMap((id, index) =>
      isGuid(id) ? [] : [{ path: `${path}.allowedAAGUIDs[${index}]`, reason: 'must be a GUID' }],
    ),
  ];
}

function certificateProblems(
  { allowedIssuerSkis, allowedPolicyOIDs }: Extract<CombinationConfiguration, { allowedIssuerSkis: unknown }>,
  path: string,
): readonly Problem[] {
  return [
    ...(allowedIssuerSkis.length + allowedPolicyOIDs.length === 0
      ? [{ path, reason: 'must name issuers or policies' }]
      : []),
    ...allowedIssuerSkis.flatMap((ski, index) =>
      /^[0-9a-f]{2,128}$/i.test(ski) && ski.length % 2 === 0
        ? []
        : [{ path: `${path}.allowedIssuerSkis[${index}]`, reason: 'must be a subject key identifier in hexadecimal' }],
    ),
    ...allowedPolicyOIDs.flatMap((oid, index) =>
      /^[0-2](?:\.(?:0|[1-9]\d{0,15})){1,30}$/.test(oid)
        ? []
        : [{ path: `${path}.allowedPolicyOIDs[${index}]`, reason: 'must be an object identifier' }],
    ),
  ];
}

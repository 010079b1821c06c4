import { isGuid } from '@gatehouse/model';
import { insiderRiskLevels, transferMethods } from '../words.data.js';
import { filterProblems } from './application-checks.js';
import { type ConditionalAccessProblem, listProblems, type PolicyCheck, when } from './check.js';

/** What a policy says of clients, devices, places and flows. */
export const conditionChecks: readonly PolicyCheck[] = [
  function namesClients({ conditions: { clientAppTypes } }) {
    const path = 'conditions.clientAppTypes';
    return [
      ...when(clientAppTypes.length === 0, 'clientAppTypes', path, 'must not be empty'),
      ...listProblems(clientAppTypes, path, { isAllowed: () => true, alone: ['all'], expected: '' }),
    ];
  },

  function namesPlatforms({ conditions: { platforms } }) {
    if (platforms === null) return [];
    const path = 'conditions.platforms';
    return [
      ...when(
        platforms.includePlatforms.length === 0,
        'InvalidConditions',
        `${path}.includePlatforms`,
        'must not be empty',
      ),
      ...listProblems(platforms.includePlatforms, `${path}.includePlatforms`, {
        isAllowed: () => true,
        alone: ['all'],
        expected: '',
      }),
      ...listProblems(platforms.excludePlatforms, `${path}.excludePlatforms`, {
        isAllowed: (value) => value !== 'all',
        expected: 'one platform',
      }),
    ];
  },

  function namesLocations({ conditions: { locations } }) {
    if (locations === null) return [];
    const path = 'conditions.locations';
    return [
      ...when(
        locations.includeLocations.length === 0,
        'InvalidConditions',
        `${path}.includeLocations`,
        'must not be empty',
      ),
      ...listProblems(locations.includeLocations, `${path}.includeLocations`, {
        isAllowed: (value) => isGuid(value) || value === 'All' || value === 'AllTrusted',
        alone: ['All'],
        expected: 'the id of a named location, All or AllTrusted',
      }),
      ...listProblems(locations.excludeLocations, `${path}.excludeLocations`, {
        isAllowed: (value) => isGuid(value) || value === 'AllTrusted',
        expected: 'the id of a named location or AllTrusted',
      }),
    ];
  },

  function filtersDevices({ conditions: { devices } }) {
    return filterProblems(devices?.deviceFilter ?? null, 'conditions.devices.deviceFilter', 'device');
  },

  function namesInsiderRisks({ conditions }) {
    return flagProblems(conditions.insiderRiskLevels, 'conditions.insiderRiskLevels', insiderRiskLevels);
  },

  function namesTransferMethods({ conditions: { authenticationFlows } }) {
    const path = 'conditions.authenticationFlows.transferMethods';
    return flagProblems(authenticationFlows?.transferMethods ?? null, path, transferMethods);
  },
];

function flagProblems(
  given: string | null,
  path: string,
  words: readonly string[],
): readonly ConditionalAccessProblem[] {
  const said = given?.split(',') ?? [];
  const isSound = said.every((word) => words.includes(word)) && new Set(said).size === said.length;
  return when(!isSound, 'schema', path, `must be made of ${words.join(', ')}`);
}

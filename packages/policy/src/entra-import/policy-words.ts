import {
  builtInGrantControls,
  clientAppTypes,
  cloudAppSecurityTypes,
  devicePlatforms,
  externalTenantKinds,
  modesOfContinuousAccess,
  modesOfFilter,
  modesOfPersistentBrowser,
  policyStates,
  riskLevels,
  signInFrequencyAuthentications,
  signInFrequencyIntervals,
  signInFrequencyTypes,
} from '../policies/conditional-access/index.js';
import { isObject, type JsonObject } from './entra-export.js';

/** Where a Conditional Access policy says one of some words, or a list of them. */
const places: readonly (readonly [path: string, words: readonly string[]])[] = [
  ['state', policyStates],
  ['conditions.clientAppTypes', clientAppTypes],
  ['conditions.signInRiskLevels', riskLevels],
  ['conditions.userRiskLevels', riskLevels],
  ['conditions.servicePrincipalRiskLevels', riskLevels],
  ['conditions.platforms.includePlatforms', devicePlatforms],
  ['conditions.platforms.excludePlatforms', devicePlatforms],
  ['conditions.devices.deviceFilter.mode', modesOfFilter],
  ['conditions.applications.applicationFilter.mode', modesOfFilter],
  ['conditions.clientApplications.servicePrincipalFilter.mode', modesOfFilter],
  ['conditions.users.includeGuestsOrExternalUsers.externalTenants.membershipKind', externalTenantKinds],
  ['conditions.users.excludeGuestsOrExternalUsers.externalTenants.membershipKind', externalTenantKinds],
  ['grantControls.operator', ['AND', 'OR']],
  ['grantControls.builtInControls', builtInGrantControls],
  ['sessionControls.cloudAppSecurity.cloudAppSecurityType', cloudAppSecurityTypes],
  ['sessionControls.signInFrequency.type', signInFrequencyTypes],
  ['sessionControls.signInFrequency.authenticationType', signInFrequencyAuthentications],
  ['sessionControls.signInFrequency.frequencyInterval', signInFrequencyIntervals],
  ['sessionControls.persistentBrowser.mode', modesOfPersistentBrowser],
  ['sessionControls.continuousAccessEvaluation.mode', modesOfContinuousAccess],
];

/** The first word in a policy that means nothing here, and where it stands: a newer service may know more of them. */
export function unknownWord(policy: JsonObject): { readonly path: string; readonly word: string } | undefined {
  for (const [path, words] of places) {
    const value = path.split('.').reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), policy);
    const said: readonly unknown[] = Array.isArray(value) ? value : [value];
    const word = said.find((one): one is string => typeof one === 'string' && !words.includes(one));
    if (word !== undefined) return { path, word };
  }
  return undefined;
}

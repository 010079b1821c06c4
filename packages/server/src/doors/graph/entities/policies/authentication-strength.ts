import { choice, complexes, complexType, type EntityType, enumType, instant, text, texts } from '../../schema/index.js';

const applies = texts('appliesToCombinations', { required: true, maxLength: 128, maxItems: 20 });

/** The two ways of narrowing a combination. */
export const combinationConfigurationTypes: readonly EntityType[] = [
  {
    name: 'fido2CombinationConfiguration',
    base: 'entity',
    properties: [applies, texts('allowedAAGUIDs', { required: true, maxLength: 36, maxItems: 500 })],
    navigations: [],
  },
  {
    name: 'x509CertificateCombinationConfiguration',
    base: 'entity',
    properties: [
      applies,
      texts('allowedIssuerSkis', { maxLength: 128, maxItems: 100 }),
      texts('allowedPolicyOIDs', { maxLength: 128, maxItems: 100 }),
    ],
    navigations: [],
  },
];

const properties = [
  instant('createdDateTime', { writable: 'never' }),
  instant('modifiedDateTime', { writable: 'never' }),
  text('displayName', { required: true, maxLength: 256, query: { filter: ['eq'], sort: true } }),
  text('description', { maxLength: 1024 }),
  choice('policyType', enumType('authenticationStrengthPolicyType', 'builtIn', 'custom'), {
    nullable: false,
    query: { filter: ['eq'] },
  }),
  choice('requirementsSatisfied', enumType('authenticationStrengthRequirements', 'none', 'mfa'), { nullable: false }),
];

/** `authenticationStrengthPolicy`. Its combinations change by an action of their own. */
export const authenticationStrengthType: EntityType = {
  name: 'authenticationStrengthPolicy',
  base: 'entity',
  properties: [
    ...properties,
    texts('allowedCombinations', { writable: 'create', required: true, maxLength: 128, maxItems: 50 }),
    complexes(
      'combinationConfigurations',
      complexType('authenticationCombinationConfiguration', [text('id')], { open: true }),
      {
        writable: 'never',
      },
    ),
  ],
  navigations: [],
};

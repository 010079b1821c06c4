/** What narrows a combination of an authentication strength to some keys or certificates. */
export type CombinationConfiguration =
  | {
      readonly '@odata.type': '#microsoft.graph.fido2CombinationConfiguration';
      readonly id: string;
      readonly appliesToCombinations: readonly string[];
      readonly allowedAAGUIDs: readonly string[];
    }
  | {
      readonly '@odata.type': '#microsoft.graph.x509CertificateCombinationConfiguration';
      readonly id: string;
      readonly appliesToCombinations: readonly string[];
      readonly allowedIssuerSkis: readonly string[];
      readonly allowedPolicyOIDs: readonly string[];
    };

/** Which combinations of methods are strong enough (Microsoft Graph documentation: authenticationStrengthPolicy). */
export interface AuthenticationStrength {
  readonly displayName: string;
  readonly description: string | null;
  readonly policyType: 'builtIn' | 'custom';
  readonly requirementsSatisfied: 'mfa' | 'none';
  /** Each a list of methods joined by commas. */
  readonly allowedCombinations: readonly string[];
  readonly combinationConfigurations: readonly CombinationConfiguration[];
  readonly modifiedDateTime: string | null;
}

import { isDomainName } from '../../registration/index.js';
import { type Check, flag, listOf, literal, optional, record, text } from '../strict-json/index.js';

const domain: Check = (value, path) =>
  typeof value === 'string' && (value === '*' || isDomainName(value.toLowerCase()))
    ? []
    : [{ path, reason: 'must be a domain name' }];

/** `HomeRealmDiscoveryPolicy`: where a person is sent to sign in. */
export const homeRealmDiscovery = record({
  Version: optional(literal(1)),
  AccelerateToFederatedDomain: optional(flag),
  PreferredDomain: optional(domain),
  AllowCloudPasswordValidation: optional(flag),
  AlternateIdLogin: optional(record({ Enabled: flag })),
  DomainHintPolicy: optional(
    record({
      IgnoreDomainHintForDomains: optional(listOf(domain)),
      RespectDomainHintForDomains: optional(listOf(domain)),
      IgnoreDomainHintForApps: optional(listOf(text(64))),
      RespectDomainHintForApps: optional(listOf(text(64))),
    }),
  ),
});

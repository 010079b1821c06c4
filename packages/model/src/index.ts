// The nouns everyone says: branded ids, entities, permission ids, the error catalogue, facts.
// Imports nothing. Refuses behaviour: decisions live in `policy`, formats in `wire`.
export { type Fact, known, unknown } from './facts.js';
export type { Brand } from './ids/brand.js';
export {
  type AppId,
  type ApplicationId,
  type CorrelationId,
  type CredentialId,
  type GrantFamilyId,
  type GroupId,
  isGuid,
  type PermissionId,
  parseGuid,
  type RequestId,
  type ServicePrincipalId,
  type SessionId,
  type TenantId,
  type UserId,
} from './ids/ids.js';

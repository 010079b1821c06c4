import type { Brand } from './brand.js';

/** A tenant's id: a lower-case GUID (`tid` in tokens). */
export type TenantId = Brand<'TenantId'>;
/** A user's object id in one tenant (`oid` in tokens). */
export type UserId = Brand<'UserId'>;
/** A group's object id in one tenant. */
export type GroupId = Brand<'GroupId'>;
/** The object id of an application registration; never seen in tokens. */
export type ApplicationId = Brand<'ApplicationId'>;
/** The application (client) id: one across tenants (`appid` / `azp` in tokens). */
export type AppId = Brand<'AppId'>;
/** The object id of a service principal: an application's presence in one tenant. */
export type ServicePrincipalId = Brand<'ServicePrincipalId'>;
/** The object id of a device. */
export type DeviceId = Brand<'DeviceId'>;
/** The object id of an administrative unit. */
export type AdministrativeUnitId = Brand<'AdministrativeUnitId'>;
/** Whoever may own an object: a user, or a service principal. */
export type OwnerId = UserId | ServicePrincipalId;
/** The id of a delegated scope or of an app role. */
export type PermissionId = Brand<'PermissionId'>;
/** The id of a secret, certificate or federated credential (`keyId`). */
export type CredentialId = Brand<'CredentialId'>;
/** A browser session of one account. */
export type SessionId = Brand<'SessionId'>;
/** All codes, refresh tokens and access tokens that descend from one act of authorization; revoked together. */
export type GrantFamilyId = Brand<'GrantFamilyId'>;
/** The id of one sign-in record; also the request id that answers carry. */
export type RequestId = Brand<'RequestId'>;
/** The id a client gives a request, or that we give it, echoed in errors and logs. */
export type CorrelationId = Brand<'CorrelationId'>;

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for the canonical 36-character text form of a GUID, in either letter case. */
export function isGuid(text: string): boolean {
  return guid.test(text);
}

/** True for the GUID of zeros only (RFC 9562 §5.9), which names nothing. */
export function isNilGuid(text: string): boolean {
  return text === '00000000-0000-0000-0000-000000000000';
}

/**
 * Reads a GUID as a branded id.
 * @returns the lower-case id, or undefined when the text is not a GUID.
 */
export function parseGuid<Id extends Brand<string>>(text: string): Id | undefined {
  return guid.test(text) ? (text.toLowerCase() as Id) : undefined;
}

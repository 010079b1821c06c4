import type { TenantId, UserId } from '@gatehouse/model';

/**
 * The `client_info` of an answer: base64url JSON by which clients name the account across applications and tenants.
 * @param uid the user's object id in the home tenant, also for guests. @param utid the home tenant.
 */
export function encodeClientInfo(uid: UserId, utid: TenantId): string {
  return Buffer.from(JSON.stringify({ uid, utid })).toString('base64url');
}

import { createHash } from 'node:crypto';
import type { TenantId } from '@gatehouse/model';
import type { Ids } from '../../platform/ids/index.js';

const tenantBytes = 16;
const secretBytes = 32;
const deviceCode = /^[A-Za-z0-9_-]{64}$/;

/** A device code: the tenant that keeps it, then 256 unpredictable bits, so that polling needs no other index. */
export function newDeviceCode(tenant: TenantId, ids: Ids): string {
  const prefix = Buffer.from(tenant.replaceAll('-', ''), 'hex');
  return Buffer.concat([prefix, ids.bytes(secretBytes)]).toString('base64url');
}

/** The tenant that keeps a device code, and the digest it is kept under; undefined for anything else. */
export function readDeviceCode(text: string): { readonly tenant: TenantId; readonly digest: Buffer } | undefined {
  if (!deviceCode.test(text)) return undefined;
  const hex = Buffer.from(text, 'base64url').subarray(0, tenantBytes).toString('hex');
  const tenant = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as TenantId;
  return { tenant, digest: digestOf(text) };
}

/** SHA-256: codes are kept as digests only (law SEALED-SECRETS). */
export function digestOf(text: string): Buffer {
  return createHash('sha256').update(text, 'ascii').digest();
}

import { createHash } from 'node:crypto';
import type { TenantId } from '@gatehouse/model';

/**
 * The id of an object that a seed names but gives no id: always the same for the same tenant, kind and natural key, so that
 * a seed applied again finds what it made.
 */
export function derivedId<Id extends string>(tenant: TenantId | '', kind: string, key: string): Id {
  const bytes = createHash('sha256')
    .update(JSON.stringify(['gatehouse seed', tenant, kind, key]))
    .digest()
    .subarray(0, 16);
  // RFC 9562 §5.5: marked as name-based, which is what every reader of GUIDs accepts.
  bytes.writeUInt8(((bytes[6] ?? 0) & 0x0f) | 0x50, 6);
  bytes.writeUInt8(((bytes[8] ?? 0) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as Id;
}

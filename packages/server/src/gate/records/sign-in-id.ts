import type { Ids } from '../../platform/ids/index.js';

const version = 0x70;
const variant = 0x80;
const guid = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * A fresh id that begins with its instant, by which records are kept: looking one up needs no index of its own.
 * Source: RFC 9562 §5.7, UUID version 7.
 * @param at milliseconds since the epoch.
 */
export function newSignInId(at: number, ids: Pick<Ids, 'bytes'>): string {
  const bytes = ids.bytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | version, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | variant, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The instant that an id begins with; undefined for anything that is no id of a record. */
export function instantOf(id: string): number | undefined {
  const [, high, low] = guid.exec(id.toLowerCase()) ?? [];
  return high === undefined || low === undefined ? undefined : Number.parseInt(high + low, 16);
}

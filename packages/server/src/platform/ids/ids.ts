import { randomBytes, randomFillSync, randomUUID } from 'node:crypto';
import type { Brand } from '@gatehouse/model';

/** The one source of randomness and fresh ids (law ONE-CLOCK). */
export interface Ids {
  /** A fresh random GUID as a branded id. */
  guid<Id extends Brand<string>>(): Id;
  /** `length` unpredictable bytes from the system's generator. */
  bytes(length: number): Buffer;
  /** An unpredictable whole number from 0 up to, not including, `below`. */
  below(below: number): number;
}

/** The machine's own randomness (`node:crypto`). */
export const systemIds: Ids = {
  guid: <Id extends Brand<string>>() => randomUUID() as string as Id,
  bytes: (length) => freshBytes(length),
  below: (below) => Math.floor((freshBytes(4).readUInt32BE(0) / 0x1_0000_0000) * below),
};

/** Asking the generator costs much more than its bytes: nonces and ids come from a supply that is filled in one call. */
const supply = Buffer.alloc(4096);
let taken = supply.length;
/** Longer wishes are rare. */
const longest = 64;

function freshBytes(length: number): Buffer {
  if (length > longest) return randomBytes(length);
  if (taken + length > supply.length) {
    randomFillSync(supply);
    taken = 0;
  }
  const from = taken;
  taken += length;
  const bytes = Buffer.from(supply.subarray(from, taken));
  // Given once: nothing of it stays behind.
  supply.fill(0, from, taken);
  return bytes;
}

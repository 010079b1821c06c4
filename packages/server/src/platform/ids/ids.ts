import { randomBytes, randomUUID } from 'node:crypto';
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

export const systemIds: Ids = {
  guid: <Id extends Brand<string>>() => randomUUID() as string as Id,
  bytes: (length) => randomBytes(length),
  below: (below) => Math.floor((randomBytes(4).readUInt32BE(0) / 0x1_0000_0000) * below),
};

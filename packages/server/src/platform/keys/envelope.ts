import type { TenantId } from '@gatehouse/model';
import type { Ids } from '../ids/index.js';
import { aeadOverhead, decrypt, encrypt } from './aead.js';
import type { KeyEncryptionKey } from './key-encryption-key.js';

/** The column of the row that a sealed value stands in. It opens nowhere else. */
export interface ColumnPlace {
  readonly tenant: TenantId;
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

const version = 'e1';
const wrapping = 'column';
const dataKeyLength = 32;
const wrappedLength = dataKeyLength + aeadOverhead;

/**
 * Seals a column's value: the value under a data key of its own, the data key under the key-encryption key.
 * @returns `e1.<key id>.<base64url: sealed data key, sealed value>`.
 */
export function sealColumn(key: KeyEncryptionKey, place: ColumnPlace, value: Uint8Array, ids: Ids): string {
  const dataKey = ids.bytes(dataKeyLength);
  return join(key, place, dataKey, encrypt(dataKey, value, contextOf(place), ids), ids);
}

/** Opens what `sealColumn` made for the same place. @returns undefined for anything else, or when its key is not configured. */
export function openColumn(key: KeyEncryptionKey, place: ColumnPlace, sealed: string): Buffer | undefined {
  const parts = split(key, place, sealed);
  return parts === undefined ? undefined : decrypt(parts.dataKey, parts.value, contextOf(place));
}

/** Seals the data key of a sealed value again, with the current key. @returns undefined when it cannot be opened. */
export function resealColumn(key: KeyEncryptionKey, place: ColumnPlace, sealed: string, ids: Ids): string | undefined {
  const parts = split(key, place, sealed);
  return parts === undefined ? undefined : join(key, place, parts.dataKey, parts.value, ids);
}

/** How every value begins that the current key-encryption key sealed. */
export function currentPrefix(key: KeyEncryptionKey): string {
  return `${version}.${key.currentId}.`;
}

function join(key: KeyEncryptionKey, place: ColumnPlace, dataKey: Buffer, value: Buffer, ids: Ids): string {
  const wrapped = encrypt(key.currentSubkey(wrapping, dataKeyLength), dataKey, contextOf(place), ids);
  return currentPrefix(key) + Buffer.concat([wrapped, value]).toString('base64url');
}

function split(
  key: KeyEncryptionKey,
  place: ColumnPlace,
  sealed: string,
): { readonly dataKey: Buffer; readonly value: Buffer } | undefined {
  const [form, id = '', text = '', ...rest] = sealed.split('.');
  const wrappingKey = key.subkey(id, wrapping, dataKeyLength);
  if (form !== version || wrappingKey === undefined || rest.length > 0) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  const dataKey = decrypt(wrappingKey, bytes.subarray(0, wrappedLength), contextOf(place));
  return dataKey === undefined ? undefined : { dataKey, value: bytes.subarray(wrappedLength) };
}

/** JSON keeps the parts apart: no two places give the same text. */
function contextOf({ tenant, table, column, row }: ColumnPlace): Buffer {
  return Buffer.from(JSON.stringify([version, tenant, table, column, row]));
}

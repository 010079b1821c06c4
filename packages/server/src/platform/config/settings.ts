import { join } from 'node:path';
import type { KeyEncryptionKeySource } from '../keys/index.js';
import type { LogLevel } from '../log/index.js';
import type { RawSettings } from './settings-schema.js';

/** How the server speaks TLS: with a development certificate, not at all, or with files of the operator. */
export type TlsSetting =
  | { readonly kind: 'auto' }
  | { readonly kind: 'off' }
  /** Paths of PEM files. */
  | { readonly kind: 'files'; readonly cert: string; readonly key: string };

/** Where everything is kept: in the data folder, or on a Postgres server. */
export type DatabaseSetting = { readonly kind: 'embedded' } | { readonly kind: 'postgres'; readonly url: string };

/** The settings of one `gatehouse serve`. Every path is absolute. */
export interface Settings {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly database: DatabaseSetting;
  readonly seed: readonly string[];
  /** True only on loopback hosts. */
  readonly dev: boolean;
  readonly tls: TlsSetting;
  /** An origin without trailing slash. Absent: what is listened on. */
  readonly publicUrl?: string;
  /** Address ranges in CIDR form. */
  readonly trustProxy: readonly string[];
  readonly json: boolean;
  readonly logLevel: LogLevel;
  readonly keyEncryptionKey: KeyEncryptionKeySource;
  readonly codeLifetimeSeconds: number;
  readonly deviceCodeLifetimeSeconds: number;
  readonly refreshAbsoluteDays: number;
  readonly signingKeyRotationDays: number;
  readonly drainSeconds: number;
}

/** Turns parsed values, paths absolute, into settings. */
export function toSettings(raw: RawSettings): Settings {
  return {
    port: raw.port,
    host: raw.host,
    data: raw.data,
    database: raw.database === 'embedded' ? { kind: 'embedded' } : { kind: 'postgres', url: raw.database },
    seed: raw.seed,
    dev: raw.dev,
    tls: toTls(raw.tls),
    ...(raw.publicUrl === undefined ? {} : { publicUrl: raw.publicUrl }),
    trustProxy: raw.trustProxy,
    json: raw.json,
    logLevel: raw.logLevel,
    keyEncryptionKey: toKeySource(raw),
    codeLifetimeSeconds: raw.codeLifetimeSeconds,
    deviceCodeLifetimeSeconds: raw.deviceCodeLifetimeSeconds,
    refreshAbsoluteDays: raw.refreshAbsoluteDays,
    signingKeyRotationDays: raw.signingKeyRotationDays,
    drainSeconds: raw.drainSeconds,
  };
}

function toKeySource({ keyEncryptionKey, keyEncryptionKeyFile, data, dev }: RawSettings): KeyEncryptionKeySource {
  if (keyEncryptionKey !== undefined) return { kind: 'environment', keys: keyEncryptionKey };
  return { kind: 'file', path: keyEncryptionKeyFile ?? join(data, 'key-encryption-key'), create: dev };
}

function toTls(text: string): TlsSetting {
  if (text === 'auto' || text === 'off') return { kind: text };
  const [cert = '', key = ''] = text.split(',');
  return { kind: 'files', cert, key };
}

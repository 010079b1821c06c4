import { join } from 'node:path';
import type { KeyEncryptionKeySource } from '../keys/index.js';
import type { LogLevel } from '../log/index.js';
import type { RawSettings } from './settings-schema.js';

export type TlsSetting =
  | { readonly kind: 'auto' }
  | { readonly kind: 'off' }
  /** Paths of PEM files. */
  | { readonly kind: 'files'; readonly cert: string; readonly key: string };

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
  /** Absent: there is no managed identity endpoint. 0 takes any free port. */
  readonly imdsPort?: number;
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
  readonly signingKeyRotationDays: number;
  readonly drainSeconds: number;
}

/** Turns parsed values, paths absolute, into settings. */
export function toSettings(raw: RawSettings): Settings {
  const { config: _config, keyEncryptionKeyFile, imdsPort, publicUrl, ...same } = raw;
  const port = imdsPort ?? (raw.dev ? 0 : undefined);
  return {
    ...same,
    database: raw.database === 'embedded' ? { kind: 'embedded' } : { kind: 'postgres', url: raw.database },
    tls: toTls(raw.tls),
    keyEncryptionKey:
      raw.keyEncryptionKey === undefined
        ? { kind: 'file', path: keyEncryptionKeyFile ?? join(raw.data, 'key-encryption-key'), create: raw.dev }
        : { kind: 'environment', keys: raw.keyEncryptionKey },
    ...(port === undefined ? {} : { imdsPort: port }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  };
}

function toTls(text: string): TlsSetting {
  if (text === 'auto' || text === 'off') return { kind: text };
  const [cert = '', key = ''] = text.split(',');
  return { kind: 'files', cert, key };
}

import { z } from 'zod';
import { logLevels } from '../log/index.js';
import { addressRange, host, origin, postgres, several, text, tls, truth, whole } from './value-schemas.js';

/** What people are told about a setting, and how it may be given. */
export interface AboutSetting {
  /** One sentence for the settings page and the help. */
  readonly summary: string;
  /** What stands behind the flag; a setting without it is a switch. */
  readonly value?: string;
  /** The default in words, where it depends on something. */
  readonly fallback?: string;
  /** The flag may be given, or have values, several times. */
  readonly many?: true;
  /** A path, or two with a comma between; relative to the working directory, or to the folder of the file it stands in. */
  readonly path?: 'one' | 'pair';
  /** Never shown in a problem. */
  readonly secret?: true;
  /** Where it may stand; everywhere by default. */
  readonly places?: readonly ('flag' | 'variable' | 'file')[];
}

const aboutSettings = z.registry<AboutSetting>();

/** Every setting of `gatehouse serve`: the one source for flags, variables, the file, the help and docs/settings.md. */
export const settingsSchema = z.strictObject({
  config: text.optional().register(aboutSettings, {
    value: 'FILE',
    path: 'one',
    fallback: '`gatehouse.yaml` in the working directory, if there is one',
    places: ['flag', 'variable'],
    summary: 'The file that holds settings.',
  }),
  port: whole(0, 65_535).default(8443).register(aboutSettings, {
    value: 'N',
    summary: 'The port to listen on; 0 takes any free one.',
  }),
  host: host.default('localhost').register(aboutSettings, {
    value: 'H',
    summary: 'The host name or address to listen on. On `0.0.0.0` and `::` the public URL must be given.',
  }),
  data: text.default('.gatehouse').register(aboutSettings, {
    value: 'DIR',
    path: 'one',
    summary: 'The folder for the embedded database, the development certificates and the key-encryption key.',
  }),
  database: postgres.default('embedded').register(aboutSettings, {
    value: 'URL',
    secret: true,
    summary: 'A Postgres server (`postgres://…`), or `embedded` for the one in the data folder.',
  }),
  seed: several(text).default([]).register(aboutSettings, {
    value: 'FILE',
    many: true,
    path: 'one',
    fallback: 'none',
    summary: 'Tenant files to apply at the start.',
  }),
  dev: truth.default(false).register(aboutSettings, {
    summary: 'Opens the development controls, to anyone on this machine. Loopback hosts only.',
  }),
  imdsPort: whole(0, 65_535).optional().register(aboutSettings, {
    value: 'N',
    fallback: 'off',
    summary:
      'The loopback port of the managed identity endpoint, which this version does not have yet: the setting is refused.',
  }),
  tls: tls.default('auto').register(aboutSettings, {
    value: 'auto|off|CERT,KEY',
    path: 'pair',
    summary:
      '`auto` makes a development certificate, `off` speaks plain http behind a proxy on a loopback host, or two PEM files: certificate chain and key.',
  }),
  publicUrl: origin.optional().register(aboutSettings, {
    value: 'URL',
    fallback: 'scheme, host and port that are listened on',
    summary: 'The address that clients use; it stands in every issuer and must not change.',
  }),
  trustProxy: several(addressRange).default([]).register(aboutSettings, {
    value: 'CIDR',
    many: true,
    fallback: 'none',
    summary: 'Proxies whose `X-Forwarded-For` header is believed.',
  }),
  json: truth.default(false).register(aboutSettings, {
    summary: 'Prints one JSON line when connections are accepted, and logs in JSON.',
  }),
  logLevel: z
    .enum(logLevels, `must be one of ${logLevels.map((level) => `\`${level}\``).join(', ')}`)
    .default('info')
    .register(aboutSettings, {
      value: 'LEVEL',
      summary: 'The least severe events that are logged: `debug`, `info`, `warn` or `error`.',
    }),
  keyEncryptionKey: text.optional().register(aboutSettings, {
    value: 'KEYS',
    secret: true,
    fallback: 'the key file',
    places: ['variable'],
    summary:
      'Key-encryption keys: 32 bytes each, base64, comma-separated. The first seals, all open. A variable only: flags are seen by everyone on the machine.',
  }),
  keyEncryptionKeyFile: text.optional().register(aboutSettings, {
    value: 'FILE',
    path: 'one',
    fallback: '`key-encryption-key` in the data folder',
    summary:
      'The file of key-encryption keys, one a line, readable by its owner only. Made on the first start with `--dev`.',
  }),
  codeLifetimeSeconds: whole(60, 300).default(300).register(aboutSettings, {
    value: 'N',
    summary: 'How long an authorization code may be redeemed.',
  }),
  deviceCodeLifetimeSeconds: whole(60, 3600).default(900).register(aboutSettings, {
    value: 'N',
    summary: 'How long a device code waits for its user.',
  }),
  refreshAbsoluteDays: whole(1, 3650).default(365).register(aboutSettings, {
    value: 'N',
    summary: 'The longest life of refresh tokens, counted from the sign-in, however often they are used.',
  }),
  signingKeyRotationDays: whole(2, 365).default(90).register(aboutSettings, {
    value: 'N',
    summary: 'How long a tenant signs with one key.',
  }),
  drainSeconds: whole(0, 300).default(10).register(aboutSettings, {
    value: 'N',
    summary: 'How long open requests may take to finish after SIGTERM.',
  }),
});

export type SettingName = keyof typeof settingsSchema.shape;
export type RawSettings = z.infer<typeof settingsSchema>;

export const settingNames = Object.keys(settingsSchema.shape) as SettingName[];

/** @throws Error for a setting that nobody described. */
export function aboutSetting(name: SettingName): AboutSetting {
  const about = aboutSettings.get(settingsSchema.shape[name]);
  if (about === undefined) throw new Error(`the setting \`${name}\` is not described`);
  return about;
}

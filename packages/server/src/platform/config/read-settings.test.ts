import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings, type Settings } from './index.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

interface Given {
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly file?: string;
}

function read({ argv = [], env = {}, file }: Given) {
  if (file !== undefined) writeFileSync(join(cwd, 'gatehouse.yaml'), file);
  return readSettings({ argv, env, cwd });
}

function settings(given: Given): Settings {
  const result = read(given);
  if (result.kind === 'invalid') throw new Error(result.problems.join('\n'));
  return result.settings;
}

function problems(given: Given): readonly string[] {
  const result = read(given);
  return result.kind === 'ok' ? [] : result.problems;
}

const defaults = {
  port: 8443,
  host: 'localhost',
  database: { kind: 'embedded' },
  seed: [],
  dev: false,
  tls: { kind: 'auto' },
  trustProxy: [],
  json: false,
  logLevel: 'info',
  codeLifetimeSeconds: 300,
  deviceCodeLifetimeSeconds: 900,
  refreshAbsoluteDays: 365,
  signingKeyRotationDays: 90,
  drainSeconds: 10,
};

describe('settings', () => {
  it('have a default each', () => {
    expect(settings({})).toEqual({
      ...defaults,
      data: join(cwd, '.gatehouse'),
      keyEncryptionKey: { kind: 'file', path: join(cwd, '.gatehouse/key-encryption-key'), create: false },
    });
  });

  it('in development make their key file', () => {
    expect(settings({ argv: ['--dev', '--data', '/var/lib/x'] })).toMatchObject({
      dev: true,
      keyEncryptionKey: { kind: 'file', path: '/var/lib/x/key-encryption-key', create: true },
    });
  });

  /** The same settings said in each place. */
  const same: readonly (readonly [string, Given])[] = [
    [
      'flags',
      {
        argv: [
          '--port 9000 --host=127.0.0.1 --data d --database postgres://u@db/x --seed a.yaml b.yaml --dev',
          '--tls c.pem,k.pem --public-url https://localhost:9000/ --trust-proxy 10.0.0.0/8 --trust-proxy ::1 --json',
          '--log-level debug --key-encryption-key-file kek --code-lifetime-seconds 60 --device-code-lifetime-seconds 120',
          '--refresh-absolute-days 30 --signing-key-rotation-days 30 --drain-seconds 0',
        ].flatMap((line) => line.split(' ')),
      },
    ],
    [
      'variables',
      {
        env: {
          GATEHOUSE_PORT: '9000',
          GATEHOUSE_HOST: '127.0.0.1',
          GATEHOUSE_DATA: 'd',
          GATEHOUSE_DATABASE: 'postgres://u@db/x',
          GATEHOUSE_SEED: 'a.yaml, b.yaml',
          GATEHOUSE_DEV: '1',
          GATEHOUSE_TLS: 'c.pem,k.pem',
          GATEHOUSE_PUBLIC_URL: 'https://localhost:9000',
          GATEHOUSE_TRUST_PROXY: '10.0.0.0/8,::1',
          GATEHOUSE_JSON: 'true',
          GATEHOUSE_LOG_LEVEL: 'debug',
          GATEHOUSE_KEY_ENCRYPTION_KEY_FILE: 'kek',
          GATEHOUSE_CODE_LIFETIME_SECONDS: '60',
          GATEHOUSE_DEVICE_CODE_LIFETIME_SECONDS: '120',
          GATEHOUSE_REFRESH_ABSOLUTE_DAYS: '30',
          GATEHOUSE_SIGNING_KEY_ROTATION_DAYS: '30',
          GATEHOUSE_DRAIN_SECONDS: '0',
        },
      },
    ],
    [
      'the file',
      {
        file: [
          'port: 9000\nhost: 127.0.0.1\ndata: d\ndatabase: postgres://u@db/x\nseed: [a.yaml, b.yaml]\ndev: true',
          'tls: c.pem, k.pem\npublicUrl: https://localhost:9000\ntrustProxy: [10.0.0.0/8, "::1"]\njson: true\nlogLevel: debug',
          'keyEncryptionKeyFile: kek\ncodeLifetimeSeconds: 60\ndeviceCodeLifetimeSeconds: 120',
          'refreshAbsoluteDays: 30\nsigningKeyRotationDays: 30\ndrainSeconds: 0\n',
        ].join('\n'),
      },
    ],
  ];
  it.each(same)('say the same in %s', (_place, given) => {
    expect(settings(given)).toEqual({
      port: 9000,
      host: '127.0.0.1',
      data: join(cwd, 'd'),
      database: { kind: 'postgres', url: 'postgres://u@db/x' },
      seed: [join(cwd, 'a.yaml'), join(cwd, 'b.yaml')],
      dev: true,
      tls: { kind: 'files', cert: join(cwd, 'c.pem'), key: join(cwd, 'k.pem') },
      publicUrl: 'https://localhost:9000',
      trustProxy: ['10.0.0.0/8', '::1/128'],
      json: true,
      logLevel: 'debug',
      keyEncryptionKey: { kind: 'file', path: join(cwd, 'kek'), create: true },
      codeLifetimeSeconds: 60,
      deviceCodeLifetimeSeconds: 120,
      refreshAbsoluteDays: 30,
      signingKeyRotationDays: 30,
      drainSeconds: 0,
    });
  });

  it('prefer a flag to a variable, a variable to the file, the file to the default', () => {
    const file = 'port: 1003\nlogLevel: error\ndev: true\n';
    expect(settings({ file })).toMatchObject({ port: 1003, logLevel: 'error', dev: true });
    expect(settings({ file, env: { GATEHOUSE_PORT: '1002' } })).toMatchObject({ port: 1002, logLevel: 'error' });
    expect(settings({ file, env: { GATEHOUSE_PORT: '1002' }, argv: ['--port', '1001', '--no-dev'] })).toMatchObject({
      port: 1001,
      logLevel: 'error',
      dev: false,
    });
    expect(settings({ file: 'seed: [a]\n', argv: ['--seed', '/b'] }).seed).toEqual(['/b']);
  });

  it('take an empty variable as not given, and leave alone what Kubernetes says of a service of this name', () => {
    const env = {
      GATEHOUSE_DATABASE: '',
      GATEHOUSE_PORT: 'tcp://10.0.0.7:8443',
      GATEHOUSE_PORT_8443_TCP_ADDR: '10.0.0.7',
      GATEHOUSE_SERVICE_HOST: '10.0.0.7',
      GATEHOUSE_SERVICE_PORT: '8443',
      PATH: '/bin',
    };
    expect(settings({ env })).toMatchObject({ port: 8443, database: { kind: 'embedded' } });
  });

  it('come from the file that was named, and its paths start from its folder', () => {
    mkdirSync(join(cwd, 'etc'));
    writeFileSync(join(cwd, 'etc/prod.yaml'), 'seed: tenants/contoso.yaml\ntls: tls/cert.pem,/etc/key.pem\n');
    const expected = {
      seed: [join(cwd, 'etc/tenants/contoso.yaml')],
      tls: { kind: 'files', cert: join(cwd, 'etc/tls/cert.pem'), key: '/etc/key.pem' },
      data: join(cwd, '.gatehouse'),
    };
    expect(settings({ file: 'port: 1\n', argv: ['--config', 'etc/prod.yaml'] })).toMatchObject({
      ...expected,
      port: 8443,
    });
    expect(settings({ env: { GATEHOUSE_CONFIG: join(cwd, 'etc/prod.yaml') } })).toMatchObject(expected);
  });

  it('take key-encryption keys from a variable', () => {
    const keyEncryptionKey = { kind: 'environment', keys: 'ZmFrZQ==' };
    expect(settings({ env: { GATEHOUSE_KEY_ENCRYPTION_KEY: 'ZmFrZQ==' } })).toMatchObject({ keyEncryptionKey });
  });

  it('may be an empty file', () => {
    expect(settings({ file: '# nothing yet\n' })).toMatchObject(defaults);
  });
});

const wrong: readonly (readonly [string, Given, readonly (string | RegExp)[]])[] = [
  ['an unknown flag', { argv: ['--prot', '80'] }, ['`--prot` is not a setting; the nearest is `--port`']],
  ['an unknown flag with a value', { argv: ['--tsl=off'] }, ['`--tsl` is not a setting; the nearest is `--tls`']],
  ['a short flag', { argv: ['-p', '80'] }, [/^`-p` is not a setting; the nearest is `--/]],
  ['no- before what is no switch', { argv: ['--no-port'] }, [/^`--no-port` is not a setting/]],
  [
    'an unknown variable',
    { env: { GATEHOUSE_PUBLICURL: 'x' } },
    ['`GATEHOUSE_PUBLICURL` is not a setting; the nearest is `GATEHOUSE_PUBLIC_URL`'],
  ],
  [
    'an unknown line',
    { file: 'public-url: x\n' },
    ['gatehouse.yaml: `public-url` is not a setting; the nearest is `publicUrl`'],
  ],
  [
    'a line called like a part of every object',
    { file: 'constructor: x\n__proto__: {}\n' },
    [/`constructor` is not/, /`__proto__` is not/],
  ],
  [
    'keys in a flag',
    { argv: ['--key-encryption-key', 'fake'] },
    [/`--key-encryption-key` is not .*`--key-encryption-key-file`/],
  ],
  ['keys in the file', { file: 'keyEncryptionKey: fake\n' }, [/`keyEncryptionKey` is not .*`keyEncryptionKeyFile`/]],
  ['a file in the file', { file: 'config: other.yaml\n' }, [/`config` is not a setting/]],
  ['a flag without its value', { argv: ['--port', '--dev'] }, ['`--port` needs a value']],
  ['a flag without its value at the end', { argv: ['--data'] }, ['`--data` needs a value']],
  [
    'a word that belongs to nothing',
    { argv: ['contoso.yaml', '--port', '1', '2'] },
    ['`contoso.yaml` belongs to no flag', '`2` belongs to no flag'],
  ],
  ['a word behind a switch', { argv: ['--dev', 'false'] }, ['`false` belongs to no flag']],
  ['a port that is none', { argv: ['--port', '80a'] }, ['`--port`: must be a whole number from 0 to 65535, not `80a`']],
  [
    'a port out of range',
    { env: { GATEHOUSE_PORT: '65536' } },
    ['`GATEHOUSE_PORT`: must be a whole number from 0 to 65535, not `65536`'],
  ],
  [
    'a port in half',
    { file: 'port: 80.5\n' },
    ['gatehouse.yaml: `port`: must be a whole number from 0 to 65535, not `80.5`'],
  ],
  [
    'a switch that is neither on nor off',
    { file: 'dev: "yes"\n' },
    ['gatehouse.yaml: `dev`: must be `true` or `false`, not `yes`'],
  ],
  [
    'a log level that is none',
    { argv: ['--log-level', 'trace'] },
    [/^`--log-level`: must be one of `debug`, .* not `trace`$/],
  ],
  [
    'a code that lives longer than five minutes',
    { argv: ['--code-lifetime-seconds', '301'] },
    [/from 60 to 300, not `301`/],
  ],
  ['a host with a scheme', { argv: ['--host', 'https://x'] }, [/^`--host`: must be a host name/]],
  [
    'a public URL with a path',
    { argv: ['--public-url', 'https://x.example/auth'] },
    [/^`--public-url`: must be an address such/],
  ],
  [
    'a public URL with a query',
    { argv: ['--public-url', 'https://x.example?'] },
    [/^`--public-url`: must be an address such/],
  ],
  [
    'a public URL with a user',
    { argv: ['--public-url', 'https://u:p@x.example'] },
    [/^`--public-url`: must be an address such/],
  ],
  [
    'a public URL of another scheme',
    { argv: ['--public-url', 'ftp://x.example'] },
    [/^`--public-url`: must be an address such/],
  ],
  [
    'a proxy that is no address',
    { argv: ['--trust-proxy', 'proxy.example'] },
    [/^`--trust-proxy`: must be an address or a range/],
  ],
  ['a proxy in a short form', { argv: ['--trust-proxy', '10/8'] }, [/must be an address or a range/]],
  [
    'a range that is too long',
    { argv: ['--trust-proxy', '10.0.0.0/33', '10.0.0.0/8/8'] },
    [/must be an address or a range/],
  ],
  [
    'every address as a proxy',
    { argv: ['--trust-proxy', '0.0.0.0/0', '--seed', 'x'] },
    [/and not every address, not `0.0.0.0\/0`/],
  ],
  ['every IPv6 address as a proxy', { env: { GATEHOUSE_TRUST_PROXY: '10.0.0.1,::/0' } }, [/and not every address/]],
  [
    'a database of another kind',
    { env: { GATEHOUSE_DATABASE: 'mysql://u:fake@db/x' } },
    ['`GATEHOUSE_DATABASE`: must be `embedded` or an address such as `postgres://user@host/database`'],
  ],
  ['a certificate without a key', { argv: ['--tls', 'cert.pem'] }, [/^`--tls`: must be `auto`, `off`, or/]],
  ['a certificate and no key', { argv: ['--tls', 'cert.pem,'] }, [/^`--tls`: must be `auto`, `off`, or/]],
  ['a file that is not there', { argv: ['--config', 'missing.yaml'] }, [/missing\.yaml: there is no such file$/]],
  ['a file that is a list', { file: '- port\n' }, ['gatehouse.yaml: must hold settings, one `name: value` a line']],
  ['a file that is no YAML', { file: 'port: [1\n' }, [/^gatehouse\.yaml: /]],
  ['a line said twice', { file: 'port: 1\nport: 2\n' }, [/^gatehouse\.yaml: Map keys must be unique/]],
  [
    'development on a network',
    { argv: ['--dev', '--host', '192.168.1.5'] },
    ['`dev` is allowed on a loopback host only, not on `192.168.1.5`'],
  ],
  [
    'development on a name',
    { argv: ['--dev', '--host', 'localhost.example'] },
    [/^`dev` is allowed on a loopback host only/],
  ],
  [
    'development, from a variable, on every interface',
    { env: { GATEHOUSE_DEV: 'true' }, argv: ['--host', '0.0.0.0'] },
    [/^`dev` is allowed/, /`publicUrl` must say it/],
  ],
  [
    'development behind a public address',
    { argv: ['--dev', '--public-url', 'https://login.example'] },
    [/^`dev` is allowed with a loopback public URL only/],
  ],
  [
    'plain http on a network',
    { argv: ['--tls', 'off', '--host', '10.0.0.1'] },
    ['`tls: off` is allowed on a loopback host only, not on `10.0.0.1`'],
  ],
  [
    'every interface without a public URL',
    { argv: ['--host', '::'] },
    [/^the host `::` has no address that clients could use/],
  ],
  [
    'a public http address',
    { argv: ['--tls', 'off', '--public-url', 'http://login.example'] },
    [/^`publicUrl` must be https/],
  ],
  [
    'an http address that is served with TLS',
    { argv: ['--public-url', 'http://localhost:1'] },
    [/^`publicUrl` must be https/],
  ],
  [
    'a managed identity port, where nothing would listen',
    { argv: ['--dev', '--imds-port', '0'] },
    [/^`imdsPort`: this version has no managed identity endpoint/],
  ],
  ['refresh tokens without an end', { argv: ['--refresh-absolute-days', '0'] }, [/from 1 to 3650, not `0`/]],
  [
    'keys in two places',
    { env: { GATEHOUSE_KEY_ENCRYPTION_KEY: 'fake' }, argv: ['--key-encryption-key-file', 'k'] },
    [/exclude each other/],
  ],
  [
    'many things at once',
    { argv: ['--prot', '--port', 'x'], env: { GATEHOUSE_X: '1' }, file: 'y: 1\n' },
    [/--prot/, /GATEHOUSE_X/, /`y`/, /`--port`: must/],
  ],
];

/** Fits a whole problem, or what it must look like. */
function saying(problem: string | RegExp): RegExp {
  return typeof problem === 'string' ? new RegExp(`^${problem.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) : problem;
}

describe('settings are refused for', () => {
  it.each(wrong)('%s', (_what, given, expected) => {
    const found = problems(given);
    expect(found).toEqual(expected.map((problem) => expect.stringMatching(saying(problem))));
  });
});

describe('settings are accepted for', () => {
  it.each<readonly [string, readonly string[]]>([
    ['development on localhost', ['--dev']],
    ['development on an IPv4 loopback address', ['--dev', '--host', '127.3.2.1']],
    ['development on the IPv6 loopback address', ['--dev', '--host', '::1']],
    [
      'development on a name below localhost',
      ['--dev', '--host', 'login.localhost', '--public-url', 'https://login.localhost'],
    ],
    ['plain http on loopback behind a proxy', ['--tls', 'off', '--public-url', 'https://login.example']],
    ['plain http on loopback, seen as such', ['--tls', 'off', '--public-url', 'http://127.0.0.1:8080']],
    ['every interface with a public URL', ['--host', '0.0.0.0', '--public-url', 'https://login.example']],
    ['a switch said with a value', ['--json=false']],
  ])('%s', (_what, argv) => {
    expect(problems({ argv })).toEqual([]);
  });
});

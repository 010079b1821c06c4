import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  AdjustableClock,
  createLog,
  type LogLevel,
  type Parts,
  type Platform,
  readSettings,
  startPlatform,
} from '@gatehouse/server';

/** What a test platform begins with. */
export interface TestPlatformOptions {
  /** A seed: the path of a file, or the tenants themselves. */
  readonly seed: string | { readonly tenants: readonly unknown[] };
  /** A Postgres server; embedded in a temporary folder by default. */
  readonly database?: string;
  /** A folder to keep between two starts; a temporary one, removed at the end, by default. */
  readonly data?: string;
  /** Where the clock starts; the machine's present by default. */
  readonly at?: string;
  readonly logLevel?: LogLevel;
  /** `off` for plain http; TLS with the development authority by default. */
  readonly tls?: 'auto' | 'off';
  /** More settings, as `gatehouse serve` takes them. */
  readonly settings?: readonly string[];
}

/** A platform that runs in this process. */
export interface StartedPlatform {
  readonly baseUrl: string;
  /** `host:port`, for MSAL's `knownAuthorities`. */
  readonly host: string;
  /** The certificate authority to trust, in PEM; empty without TLS. */
  readonly ca: string;
  readonly caFile: string | null;
  /** Moves time; it also runs on by itself. */
  readonly clock: AdjustableClock;
  /** The platform's parts, for tests that look inside. */
  readonly parts: Parts;
  /** Resolves when everything done so far shows wherever it has consequences: in the members of dynamic groups. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a platform on a free loopback port.
 * @throws Error with every problem when the seed or the settings are refused.
 *
 * @example
 * const platform = await startTestPlatform({ seed: 'examples/contoso.yaml' });
 * platform.clock.advance(3600);
 * await platform.stop();
 */
export async function startTestPlatform(options: TestPlatformOptions): Promise<StartedPlatform> {
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'gatehouse-test-')));
  const remove = async (): Promise<void> => {
    if (options.data === undefined) await rm(data, { recursive: true, force: true });
  };
  try {
    const clock = new AdjustableClock();
    if (options.at !== undefined) clock.set(Date.parse(options.at));
    const platform = await start(options, data, clock);
    return {
      baseUrl: platform.baseUrl,
      host: new URL(platform.baseUrl).host,
      ca: platform.caFile === null ? '' : await readFile(platform.caFile, 'utf8'),
      caFile: platform.caFile,
      clock,
      parts: platform.parts,
      settle: () => settle(platform.parts),
      stop: async () => {
        await platform.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function settle({ directory, dynamicGroups }: Parts): Promise<void> {
  for (const tenant of await directory.tenantIds()) await dynamicGroups.settle(tenant);
}

async function start(options: TestPlatformOptions, data: string, clock: AdjustableClock): Promise<Platform> {
  const argv = [
    ...['--dev', '--port', '0', '--data', data, '--tls', options.tls ?? 'auto'],
    ...['--seed', await seedFile(options.seed, data)],
    ...(options.database === undefined ? [] : ['--database', options.database]),
    ...(options.settings ?? []),
  ];
  const read = readSettings({ argv, env: {}, cwd: data });
  if (read.kind === 'invalid') throw new Error(read.problems.join('\n'));
  const log = createLog({ level: options.logLevel ?? 'error', pretty: true });
  return startPlatform({ settings: read.settings, clock, log });
}

async function seedFile(seed: TestPlatformOptions['seed'], data: string): Promise<string> {
  if (typeof seed === 'string') return resolve(seed);
  const path = join(data, 'seed.json');
  await writeFile(path, JSON.stringify(seed));
  return path;
}

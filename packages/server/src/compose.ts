import { readFile } from 'node:fs/promises';
import { passwordSeed } from './credentials/methods/index.js';
import { applySeed, loadSeed, openDirectory, type SeedProblem } from './directory/index.js';
import { keyOf, keySchedule, openConfiguredStore } from './compose/open-ground.js';
import { openPasswords } from './compose/open-passwords.js';
import { type Platform, type PlatformOptions, StartRefused } from './platform-options.js';
import { AdjustableClock, type Clock, systemClock } from './platform/clock/index.js';
import type { Settings } from './platform/config/index.js';
import { type Ids, systemIds } from './platform/ids/index.js';
import { openKeys } from './platform/keys/index.js';
import { createLog, type Log } from './platform/log/index.js';
import type { Store } from './platform/store/index.js';
import { readServerCertificate } from './compose/server-certificate.js';

/**
 * Starts a platform and resolves when it accepts connections.
 * @throws StartRefused with a sentence for the operator.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { settings, ids = systemIds, log = createLog({ level: options.settings.logLevel }) } = options;
  const say = options.onProgress ?? (() => undefined);
  const devClock = settings.dev ? adjustable(options.clock) : null;
  const clock = devClock ?? options.clock ?? systemClock;
  const certificate = await readServerCertificate(settings, ids);
  const keyEncryptionKey = await keyOf(settings, ids);
  say('opening the store');
  const opening = openConfiguredStore(settings, keyEncryptionKey, clock, log);
  // The embedded database starts in a thread of its own: the larger half of the code is loaded meanwhile.
  const loading = import('./compose/serve.js');
  const store = await opening;
  try {
    const keys = await openKeys({ store, clock, ids, keyEncryptionKey, schedule: keySchedule(settings) });
    const directory = openDirectory({ store, clock, ids });
    await seed(settings, { store, clock, ids, log }, say);
    if (settings.seed.length > 0) {
      say('making the signing keys that are missing');
      await keys.createFirst(await directory.tenantIds());
    }
    const passwords = openPasswords({ store, directory, keys, clock, ids, log });
    const { serve, freePort } = await loading;
    const port = settings.port === 0 ? await freePort(settings.host) : settings.port;
    const baseUrl =
      settings.publicUrl ?? `${certificate.pems === null ? 'http' : 'https'}://${urlHost(settings.host)}:${port}`;
    const ground = { settings, store, keys, directory, passwords, clock, ids, log, baseUrl };
    const { developmentHints } = options;
    const whole = developmentHints === undefined ? ground : { ...ground, developmentHints };
    return await serve(whole, devClock, certificate, port);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** With `--dev` time is the controls' to move; a clock that is given already is theirs. */
function adjustable(given: Clock | undefined): AdjustableClock {
  return given instanceof AdjustableClock ? given : new AdjustableClock(given);
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

async function seed(
  settings: Settings,
  ground: { readonly store: Store; readonly clock: Clock; readonly ids: Ids; readonly log: Log },
  say: (step: string) => void,
): Promise<void> {
  if (settings.seed.length === 0) return;
  const extensions = [passwordSeed(ground.clock)];
  const files = await Promise.all(
    settings.seed.map(async (path) => ({ name: path, content: await readSeedFile(path) })),
  );
  const loaded = loadSeed(files, extensions);
  if (loaded.kind === 'refused') throw new StartRefused(refusedSeed(loaded.problems));
  for (const { file, path, reason, line } of loaded.warnings) {
    ground.log.warn('the seed says what does nothing', { file, path, reason, line });
  }
  say('applying the seed');
  const applied = await applySeed(loaded.seed, { ...ground, extensions });
  if (applied.kind === 'refused') throw new StartRefused(refusedSeed(applied.problems));
}

function refusedSeed(problems: readonly SeedProblem[]): string {
  const lines = problems.map(({ file, path, reason }) => `  ${file}: ${path}: ${reason}`);
  return `the seed was refused as a whole; nothing was changed\n${lines.join('\n')}`;
}

async function readSeedFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartRefused(
      `the seed \`${path}\` cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
    );
  }
}

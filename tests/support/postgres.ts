// Owns: a real Postgres server for tests. Refuses: the embedded engine, which needs no server.
// Used by: every suite that must hold on the served engine.
//
// Chosen: lazily, one throw-away cluster per test process, not a `globalSetup`: a run of unit tests alone then starts no
// server, and a test that stops its server disturbs nobody. `initdb` is paid once per machine and version (its result is
// kept in the temporary folder and copied). Give each test file its own database with `server.database()`.
//
//   const server = await testPostgres();            // this process's cluster, started on first use, gone at exit
//   const url = await server.database();            // postgres://…, a fresh database, user `owner` (a superuser)
//   const own = await startPostgres(); own.stop()   // a cluster of one's own, to stop and start
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

export interface TestPostgres {
  readonly port: number;
  /** Creates a fresh database and gives its URL, with a superuser's name and password in it. */
  database(): Promise<string>;
  /** Ends the server at once, as a crash would. The data stays for `start`. */
  stop(): Promise<void>;
  /** Starts the server again on the same port and data. */
  start(): Promise<void>;
  /** Ends the server and removes its data. */
  remove(): Promise<void>;
}

const floor = 15;
const owner = 'owner';
const password = 'not-a-secret-only-tests';
/** What a cluster that lives for one test run needs: little memory, no care for durability. */
const settings = ['fsync=off', 'full_page_writes=off', 'shared_buffers=16MB', 'max_connections=60', 'jit=off'];

let mine: Promise<TestPostgres> | undefined;

/** This process's server, started on first use. It ends with the process. */
export function testPostgres(): Promise<TestPostgres> {
  mine ??= startPostgres();
  return mine;
}

/** Starts a cluster of one's own on a free loopback port. @throws when the machine has no Postgres of version 15 or later. */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = findPostgres();
  const account = serverAccount();
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-postgres-'));
  const data = join(folder, 'data');
  cpSync(preparedCluster(bin, account), data, { recursive: true });
  // From Node 24 on, a copied folder has not the mode of the original, and Postgres refuses one that others may read.
  chmodSync(data, 0o700);
  if (account !== undefined) giveTo(account, folder);
  const port = await freePort();
  let end = startServer(bin, folder, port, account);
  await answers(port);
  return {
    port,
    database: () => createDatabase(port),
    stop: async () => {
      end('keep');
      await silent(port);
    },
    start: async () => {
      end = startServer(bin, folder, port, account);
      await answers(port);
    },
    remove: async () => {
      end('remove');
      await silent(port);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The URL of one database of a cluster. */
function urlOf(port: number, database: string): string {
  return `postgres://${owner}:${password}@127.0.0.1:${port}/${database}`;
}

async function createDatabase(port: number): Promise<string> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: urlOf(port, 'postgres') });
  await client.connect();
  try {
    await client.query(`create database ${name} template template0`);
  } finally {
    await client.end();
  }
  return urlOf(port, name);
}

/** The `bin` folder of the newest Postgres on this machine. */
function findPostgres(): string {
  const debian = '/usr/lib/postgresql';
  const installed = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : [];
  const named = process.env['GATEHOUSE_TEST_POSTGRES_BIN'];
  const places = named !== undefined ? [named] : [...(process.env['PATH'] ?? '').split(delimiter), ...installed];
  const found = places
    .filter((place) => runs(join(place, 'initdb')) && runs(join(place, 'postgres')))
    .map((place) => ({ place, major: majorOf(place) }))
    .filter(({ major }) => major >= floor)
    .sort((a, b) => b.major - a.major)[0];
  if (found !== undefined) return found.place;
  throw new Error(
    `no Postgres ${floor} or later on this machine: install one (Debian: apt-get install postgresql), or name the folder ` +
      'that holds `initdb` and `postgres` in GATEHOUSE_TEST_POSTGRES_BIN',
  );
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function majorOf(bin: string): number {
  const text = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(/(\d+)(?:\.\d+|devel|beta|rc)/.exec(text)?.[1] ?? 0);
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Postgres refuses to run as root: then it runs as `postgres`, or as `nobody`. */
function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // no such user: try the next
    }
  }
  throw new Error('tests run as root, and this machine has neither a user `postgres` nor a user `nobody`');
}

/** A cluster fresh from `initdb`, made once per machine, version and account. */
function preparedCluster(bin: string, account: Account | undefined): string {
  const version = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).replace(/[^\w.]+/g, '-');
  const kept = join(tmpdir(), `gatehouse-initdb-${process.getuid?.() ?? 0}-${version}`, 'data');
  if (existsSync(join(kept, 'PG_VERSION'))) return kept;
  const making = mkdtempSync(join(tmpdir(), 'gatehouse-initdb-'));
  const secret = join(making, 'password');
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  if (account !== undefined) giveTo(account, making);
  const options = ['--username', owner, '--pwfile', secret, '--auth', 'scram-sha-256', '--encoding', 'UTF8'];
  const place = ['--locale', 'C', '--no-sync', '--pgdata', join(making, 'data')];
  execFileSync(join(bin, 'initdb'), [...options, ...place], { ...account, cwd: making, stdio: 'pipe' });
  rmSync(secret);
  try {
    renameSync(making, join(kept, '..'));
    return kept;
  } catch {
    // Another process was first.
    if (!existsSync(join(kept, 'PG_VERSION'))) return join(making, 'data');
    rmSync(making, { recursive: true, force: true });
    return kept;
  }
}

function giveTo({ uid, gid }: Account, path: string): void {
  chownSync(path, uid, gid);
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    chownSync(join(entry.parentPath, entry.name), uid, gid);
  }
}

/**
 * Starts the server below a shell that holds its leash: when this process ends, however it ends, the pipe closes, and the
 * shell ends the server and removes its folder.
 * @returns what ends it now, and keeps or removes the folder.
 */
function startServer(
  bin: string,
  folder: string,
  port: number,
  account: Account | undefined,
): (then: 'keep' | 'remove') => void {
  const data = join(folder, 'data');
  const sockets = join(folder, 'sockets');
  mkdirSync(sockets, { recursive: true });
  if (account !== undefined) chownSync(sockets, account.uid, account.gid);
  rmSync(join(data, 'postmaster.pid'), { force: true });
  const options = [...settings, 'listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${sockets}`];
  const words = [join(bin, 'postgres'), '-D', data, ...options.flatMap((each) => ['-c', each])];
  const leash =
    '"$@" >"$FOLDER/server.log" 2>&1 </dev/null & server=$!; told=$(cat); kill -QUIT $server; wait $server; ' +
    '[ "$told" = keep ] || rm -rf "$FOLDER"';
  const shell = spawn('/bin/sh', ['-c', leash, 'sh', ...words], {
    ...account,
    cwd: '/',
    env: { ...process.env, FOLDER: folder },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  const held = shell.stdin as typeof shell.stdin & { unref?: () => void };
  held.on('error', () => {});
  held.unref?.();
  return (then) => held.end(then);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Resolves once the server takes connections. */
async function answers(port: number): Promise<void> {
  for (const give = Date.now() + 30_000; ; await pause(25)) {
    const failure = await tryConnect(port);
    if (failure === undefined) return;
    if (Date.now() > give) throw new Error(`the test Postgres did not start: ${failure.message}`, { cause: failure });
  }
}

/** Resolves once nothing listens there any more. */
async function silent(port: number): Promise<void> {
  for (const give = Date.now() + 30_000; ; await pause(25)) {
    const failure = await tryConnect(port);
    if (failure !== undefined && 'code' in failure && failure.code === 'ECONNREFUSED') return;
    if (Date.now() > give) throw new Error('the test Postgres did not stop');
  }
}

async function tryConnect(port: number): Promise<Error | undefined> {
  const client = new pg.Client({ connectionString: urlOf(port, 'postgres'), connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

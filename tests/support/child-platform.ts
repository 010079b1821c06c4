// Owns: `gatehouse serve` in a process of its own, as an operator runs it, from the sources. For tests that kill it, stop it,
// or run two of it on one database.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

export interface ChildPlatform {
  readonly baseUrl: string;
  readonly caFile: string | null;
  readonly pid: number;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Asks it to stop and waits. @returns the exit code */
  terminate(): Promise<number | null>;
}

const main = join(process.cwd(), 'packages', 'cli', 'src', 'main.ts');

/** Starts it with `serve --json --port 0` and these settings. @throws Error with its standard error when it ends before it is ready. */
export async function startChildPlatform(
  settings: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ChildPlatform> {
  const args = [
    '--conditions=source',
    '--import',
    'tsx',
    main,
    'serve',
    '--json',
    '--port',
    '0',
    '--log-level',
    'error',
    ...settings,
  ];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The pages are written in JSX, which the loader compiles as this file says.
    env: { ...operatorEnvironment(), TSX_TSCONFIG_PATH: 'tsconfig.check.json', ...environment },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const ready = await readyLine(child);
  const end = (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  return {
    baseUrl: String(ready.baseUrl),
    caFile: typeof ready.caFile === 'string' ? ready.caFile : null,
    pid: Number(ready.pid),
    kill: async () => void (await end('SIGKILL')),
    terminate: () => end('SIGTERM'),
  };
}

/** Variables for the tests themselves would be refused as unknown settings. */
function operatorEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GATEHOUSE_TEST_')));
}

async function readyLine(child: ChildProcess): Promise<Record<string, unknown>> {
  if (child.stdout === null || child.stderr === null) throw new Error('no output');
  const complaints: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  for await (const line of createInterface({ input: child.stdout })) {
    const parsed = JSON.parse(line) as Record<string, unknown>;
    if (parsed.event !== 'ready') continue;
    child.stdout.resume();
    return parsed;
  }
  throw new Error(`the platform ended before it was ready: ${complaints.join('')}`);
}

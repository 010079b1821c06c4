// Owns: running a program of examples/, or a whole command line, as a person would: in a process of its own, its words read from its
// output. The programs run on the sources of our packages, so that no build is needed first.
import { type ChildProcess, spawn } from 'node:child_process';

export interface SampleProgram {
  /** Everything it printed so far. */
  output(): string;
  /** Resolves with the match once the output has it. @throws Error with the output when the program ends without. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves when it ends by itself, with everything it printed. */
  ended(): Promise<{ readonly code: number | null; readonly output: string }>;
  stop(): Promise<void>;
}

/** What makes Node run our packages from their sources, and compile the pages as this project does. */
const fromSources = { NODE_OPTIONS: '--conditions=source --import tsx', TSX_TSCONFIG_PATH: 'tsconfig.check.json' };

/** Runs a line of a shell in the project's root. */
export function runCommandLine(line: string, env: Readonly<Record<string, string>> = {}): SampleProgram {
  const child = spawn('/bin/sh', ['-c', line], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: the shell and what it started end together.
    detached: true,
    env: { ...ownEnvironment(), ...fromSources, ...env },
  });
  let output = '';
  const listeners = new Set<() => void>();
  const heard = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', heard);
  child.stderr.on('data', heard);
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return {
    output: () => output,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(output);
          if (found === null) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        void ended.then((code) => reject(new Error(`ended with ${code} before it printed ${pattern}: ${output}`)));
      }),
    ended: async () => ({ code: await ended, output }),
    stop: async () => {
      endGroup(child);
      await ended;
    },
  };
}

/** Without the variables of the test run itself: the platform refuses those it does not know. */
function ownEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GATEHOUSE_')));
}

function endGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch (error) {
    // It ended by itself in this moment.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

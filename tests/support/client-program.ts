// Owns: running a client library in a program of its own, as an application does. Such a program reads NODE_EXTRA_CA_CERTS when it
// starts, and so trusts the platform's private authority without any change to the library.
// Used by: tests/compat. A program calls `serveFunctions`; its test starts it with `startProgram` and calls those functions.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What a program offers: each takes and gives values that can be copied between processes. */
export type ProgramFunctions = Readonly<Record<string, (...args: never[]) => unknown>>;

interface Call {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

type Outcome =
  | { readonly id: number; readonly kind: 'returned'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'threw'; readonly error: ThrownError };

interface ThrownError {
  readonly name: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** An error that a library threw in its program, with every field that the library gave it. */
class ProgramError extends Error {
  constructor(error: ThrownError) {
    super(error.message);
    Object.assign(this, error);
  }
}

/** A running program. */
export interface Program<Functions extends ProgramFunctions> {
  /** Calls a function of the program. @throws ProgramError when it throws. */
  call<Name extends keyof Functions & string>(
    name: Name,
    ...args: Parameters<Functions[Name]>
  ): Promise<Awaited<ReturnType<Functions[Name]>>>;
  stop(): Promise<void>;
}

/**
 * Starts a program written in TypeScript.
 * @param file where it stands.
 * @param caFile the authority that it trusts beside the machine's.
 */
export async function startProgram<Functions extends ProgramFunctions>(
  file: URL,
  caFile: string | null,
  env: Readonly<Record<string, string>> = {},
): Promise<Program<Functions>> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = fork(fileURLToPath(file), {
    execArgv: ['--import', tsx, '--conditions=source', '--disable-warning=ExperimentalWarning'],
    // What can be copied between threads can be copied between these processes: dates, maps, undefined.
    serialization: 'advanced',
    env: { ...process.env, ...env, ...(caFile === null ? {} : { NODE_EXTRA_CA_CERTS: caFile }) },
  });
  await Promise.race([once(child, 'message'), failedStart(child)]);
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  child.on('message', (outcome: Outcome) => {
    const caller = waiting.get(outcome.id);
    waiting.delete(outcome.id);
    if (outcome.kind === 'returned') caller?.resolve(outcome.value);
    else caller?.reject(new ProgramError(outcome.error));
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the program ended with ${code ?? 'a signal'}`));
  });
  let calls = 0;
  return {
    call: (name, ...args) =>
      new Promise<never>((resolve, reject) => {
        const call: Call = { id: (calls += 1), name, args };
        waiting.set(call.id, { resolve, reject });
        child.send(call, (error) => {
          if (error !== null) reject(error);
        });
      }),
    stop: async () => {
      if (child.exitCode !== null) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

async function failedStart(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`the program did not start (${code ?? 'signal'})`);
}

/** Offers functions to the test that started this program, until it lets go. */
export function serveFunctions(functions: ProgramFunctions): void {
  process.on('message', ({ id, name, args }: Call) => {
    const called = functions[name];
    Promise.resolve()
      .then(() => {
        if (called === undefined) throw new Error(`the program has no function \`${name}\``);
        return called(...(args as never[]));
      })
      .then(
        (value): Outcome => ({ id, kind: 'returned', value }),
        (error: unknown): Outcome => ({ id, kind: 'threw', error: fieldsOf(error) }),
      )
      .then((outcome) => process.send?.(outcome))
      .catch((error: unknown) => {
        console.error(`the outcome of \`${name}\` cannot be sent:`, error);
        process.exit(1);
      });
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.('ready');
}

/** An error's fields, as far as they can be copied; the errors behind it included. */
function fieldsOf(error: unknown): ThrownError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const own = Object.entries(error).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  const cause = error.cause instanceof Error ? { cause: fieldsOf(error.cause) } : {};
  return { ...Object.fromEntries(own), name: error.name, message: error.message, ...cause };
}

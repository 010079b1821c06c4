import { Command, CommanderError } from 'commander';
import { serve } from './commands/serve.js';
import { rotateKeys } from './commands/rotate-keys.js';
import { exportStore, importStore } from './commands/copy-store.js';

/**
 * Runs one `gatehouse` command line.
 * @param argv the words after `gatehouse`.
 * @returns the exit code: 0 done, 1 failed, 2 not understood.
 */
export async function runCli(argv: readonly string[]): Promise<number> {
  // Settings have their own reader, which knows flags, variables and the file: commander only finds the command.
  const [command, ...rest] = argv;
  if (command === 'serve') return serve(rest);
  let code = 0;
  const program = new Command('gatehouse')
    .description('An open, self-hosted Zero Trust identity platform')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });
  program.command('serve').description('serve the platform; `gatehouse serve --help` lists the settings');
  addKeys(program, (done) => (code = done));
  addStore(program, (done) => (code = done));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** `gatehouse keys …`. */
function addKeys(program: Command, end: (code: number) => void): void {
  program
    .command('keys')
    .description('signing keys')
    .command('rotate')
    .description(
      "let the tenant's next signing key take over; the old one stays published until its last token has expired",
    )
    .argument('<tenant>', 'tenant GUID or domain')
    .option('--algorithm <name>', 'RS256 or ES256', 'RS256')
    .option(
      '--now',
      'at once, by a key that verifiers do not know yet: they refuse new tokens until they fetch the keys',
      false,
    )
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (tenant: string, options: { algorithm: string; now: boolean }, self: Command) => {
      end(await rotateKeys(tenant, options, self.args.slice(1)));
    });
}

/** `gatehouse store …`. */
function addStore(program: Command, end: (code: number) => void): void {
  const store = program
    .command('store')
    .description('the whole store as a file of lines, for moving between engines and versions');
  for (const [name, run, words] of [
    ['export', exportStore, 'write everything to a file'],
    ['import', importStore, 'read an exported file into an empty store'],
  ] as const) {
    store
      .command(name)
      .description(words)
      .argument('<file>')
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (file: string, _options: unknown, self: Command) => {
        end(await run(file, self.args.slice(1)));
      });
  }
}

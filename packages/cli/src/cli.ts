import { Command, CommanderError } from 'commander';
import { serve } from './commands/serve.js';
import { rotateKeys } from './commands/rotate-keys.js';
import { applyFiles, type ApplyOptions } from './commands/apply.js';
import { exportStore, importStore } from './commands/copy-store.js';
import { diffFiles } from './commands/diff.js';
import { exportTenant, type ExportOptions } from './commands/export.js';
import { importEntraFolder, type ImportOptions } from './commands/import-entra.js';

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
  addTenants(program, (done) => (code = done));
  addImport(program, (done) => (code = done));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    // Of these, 2 tells of a difference, not of words that were not understood.
    const notUnderstood = command === 'diff' || command === 'import' ? 1 : 2;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : notUnderstood;
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

/** `gatehouse export`, `apply` and `diff`: tenants as code. */
function addTenants(program: Command, end: (code: number) => void): void {
  const settings = (command: Command): Command =>
    command
      .allowUnknownOption()
      .allowExcessArguments()
      .addHelpText(
        'after',
        '\nSettings of the store follow, such as --data and --database: see `gatehouse serve --help`.',
      );
  settings(program.command('export'))
    .description('write whole tenants as a seed file')
    .option('--tenant <tenant>', 'tenant GUID or domain; all of them when absent')
    .option('--format <name>', 'yaml or json', 'yaml')
    .option('--out <file>', 'the file to write; the standard output when absent')
    .option('--json', 'one line for programs', false)
    .action(async (options: ExportOptions, self: Command) => {
      end(await exportTenant(options, self.args));
    });
  settings(program.command('apply'))
    .description('make the store say what seed files say')
    .argument('[file...]', 'seed files')
    .option('--dry-run', 'show what would change, and change nothing', false)
    .option('--prune', 'remove what the lists of the files do not name', false)
    .option('--yes', 'remove it without being asked', false)
    .option('--json', 'one line for programs', false)
    .action(async (_files: readonly string[], options: ApplyOptions, self: Command) => {
      end(await applyFiles(options, self.args));
    });
  settings(program.command('diff'))
    .description('show where the store and seed files differ; exits with 2 when they do')
    .argument('[file...]', 'seed files')
    .option('--json', 'one line for programs', false)
    .action(async (_files: readonly string[], options: { readonly json: boolean }, self: Command) => {
      end(await diffFiles(options, self.args));
    });
}

/** `gatehouse import …`. */
function addImport(program: Command, end: (code: number) => void): void {
  program
    .command('import')
    .description('seed files made of what other platforms export')
    .command('entra')
    .description('make a seed file of JSON exports of Microsoft Graph; exits with 2 when something could not be mapped')
    .argument('<folder>', 'where the exports are')
    .option('--out <file>', 'the file to write; the standard output when absent')
    .option('--tenant-domain <domain>', 'the domain that the tenant is to have first')
    .option('--json', 'one line for programs', false)
    .action(async (folder: string, options: ImportOptions) => {
      end(await importEntraFolder(folder, options));
    });
}

import { existsSync } from 'node:fs';
import {
  type OperatorTools,
  openForOperator,
  openTenantWork,
  readSettings,
  type Settings,
  StartRefused,
  type TenantWork,
} from '@gatehouse/server';
import { terminalText } from '../terminal-text.js';

/**
 * Does an operator's work with the same settings as `serve`.
 * @param argv settings, as `gatehouse serve` takes them.
 * @returns the exit code: what the work says, 1 when it was refused in words for the operator, 2 for settings that were not understood.
 */
export async function withSettings(
  argv: readonly string[],
  work: (settings: Settings) => Promise<number>,
): Promise<number> {
  const read = readSettings({ argv, env: process.env, cwd: process.cwd() });
  if (read.kind === 'invalid') {
    for (const problem of read.problems) console.error(problem);
    return 2;
  }
  try {
    return await work(read.settings);
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    console.error(error.message);
    return 1;
  }
}

/**
 * Does an operator's work on tenants that must be there already: reading makes no store.
 * @returns the exit code, as `withSettings` does.
 */
export function withTenants(argv: readonly string[], work: (tenants: TenantWork) => Promise<number>): Promise<number> {
  return withSettings(argv, async (settings) => {
    const { database, data } = settings;
    if (database.kind === 'embedded' && !existsSync(data)) {
      console.error(`there is no store at \`${terminalText(data)}\`; say where it is by --data or --database`);
      return 1;
    }
    return onTenants(settings, work);
  });
}

/** Does an operator's work on tenants: through the process that serves them, where that must be. */
export async function onTenants(settings: Settings, work: (tenants: TenantWork) => Promise<number>): Promise<number> {
  const tenants = openTenantWork(settings);
  try {
    return await work(tenants);
  } finally {
    await tenants.close();
  }
}

/** Opens store, keys and directory, does the work, closes them. @returns the exit code, as `withSettings` does. */
export function withOperatorTools(
  argv: readonly string[],
  work: (tools: OperatorTools) => Promise<number>,
): Promise<number> {
  return withSettings(argv, async (settings) => {
    const tools = await openForOperator(settings);
    try {
      return await work(tools);
    } finally {
      await tools.close();
    }
  });
}

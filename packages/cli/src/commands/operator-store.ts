import { type OperatorTools, openForOperator, readSettings, StartRefused } from '@gatehouse/server';

/**
 * Opens store, keys and directory by the same settings as `serve`, does the work, closes them.
 * @param argv settings, as `gatehouse serve` takes them.
 * @returns the exit code: what the work says, 1 when the store could not be opened, 2 for settings that were not understood.
 */
export async function withOperatorTools(
  argv: readonly string[],
  work: (tools: OperatorTools) => Promise<number>,
): Promise<number> {
  const read = readSettings({ argv, env: process.env, cwd: process.cwd() });
  if (read.kind === 'invalid') {
    for (const problem of read.problems) console.error(problem);
    return 2;
  }
  try {
    const tools = await openForOperator(read.settings);
    try {
      return await work(tools);
    } finally {
      await tools.close();
    }
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    console.error(error.message);
    return 1;
  }
}

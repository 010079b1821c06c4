import { createLog, readSettings, StartRefused, startPlatform } from '@gatehouse/server';
import { banner } from './banner.js';
import { homePageHints } from './newcomer-hints.js';
import { serveUsage } from './serve-usage.js';

/**
 * `gatehouse serve`: runs until SIGTERM or SIGINT, then drains.
 * @returns 0 after a clean stop, 1 when the platform could not start, 2 for settings that were not understood.
 */
export async function serve(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help')) {
    process.stdout.write(serveUsage());
    return 0;
  }
  const read = readSettings({ argv, env: process.env, cwd: process.cwd() });
  if (read.kind === 'invalid') {
    for (const problem of read.problems) console.error(problem);
    return 2;
  }
  const { settings } = read;
  const log = createLog({ level: settings.logLevel, pretty: !settings.json });
  const hints = homePageHints(settings);
  try {
    const platform = await startPlatform({
      settings,
      log,
      ...(hints === undefined ? {} : { developmentHints: hints }),
      ...(settings.json ? {} : { onProgress: (step: string) => console.error(`${step} …`) }),
    });
    process.stdout.write(settings.json ? readyLine(platform) : banner(platform, settings, process.cwd()));
    await stopSignal();
    await platform.close();
    return 0;
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    console.error(error.message);
    return 1;
  }
}

/** The one line by which a program that started us knows where we are. */
function readyLine(platform: { readonly baseUrl: string; readonly caFile: string | null }): string {
  const { baseUrl, caFile } = platform;
  return `${JSON.stringify({ event: 'ready', baseUrl, caFile, imdsUrl: null, pid: process.pid })}\n`;
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

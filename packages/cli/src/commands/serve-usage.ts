import { describeSettings } from '@gatehouse/server';

/** What `gatehouse serve --help` prints. */
export function serveUsage(): string {
  const rows = describeSettings().map(
    ({ flag, variable, summary, fallback }) =>
      `  ${flag ?? `${variable} (a variable only)`}\n      ${summary} Default: ${fallback}.`,
  );
  return [
    'gatehouse serve [settings]',
    '',
    ...rows,
    '',
    'Flags can also be GATEHOUSE_* variables or, but for --config, lines of gatehouse.yaml.',
    '',
  ].join('\n');
}

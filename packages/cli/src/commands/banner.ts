import { relative } from 'node:path';
import type { Platform, Settings } from '@gatehouse/server';
import { newcomerHints } from './newcomer-hints.js';

/** What a person reads when the platform is up: where to sign in, as whom, what to trust, and what to try first. */
export function banner(
  platform: Pick<Platform, 'baseUrl' | 'caFile'>,
  settings: Pick<Settings, 'dev' | 'seed'>,
): string {
  const { baseUrl, caFile } = platform;
  const ca = caFile === null ? null : relative(process.cwd(), caFile);
  const lines = [
    '',
    `  Gatehouse serves ${baseUrl}`,
    ...(ca === null ? [] : [`  Trust            ${ca}`]),
    ...(settings.dev
      ? ['  Development      controls under /gatehouse/v1/dev are open to everyone on this machine']
      : []),
    ...newcomerHints(settings, baseUrl, ca),
    '',
    '  Ctrl+C stops it.',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

import type { Platform, Settings } from '@gatehouse/server';
import { newcomerHints, pathFrom } from './newcomer-hints.js';

/**
 * What a person reads when the platform is up: where it is, whom to sign in as, what to trust, and what to try first.
 * @param cwd the folder that paths are relative to, and that the commands are copied into.
 */
export function banner(
  platform: Pick<Platform, 'baseUrl' | 'caFile'>,
  settings: Pick<Settings, 'dev' | 'seed'>,
  cwd: string,
): string {
  const { baseUrl, caFile } = platform;
  const { facts, commands } = newcomerHints(settings, platform, cwd);
  const where: readonly (readonly [string, string])[] = [
    ['Gatehouse', baseUrl],
    ...(caFile === null ? [] : [['Trust', `${pathFrom(cwd, caFile)} (the CA file)`] as const]),
  ];
  const lines = [
    '',
    ...[...where, ...facts].map(([label, fact]) => `  ${label.padEnd(13)}${fact}`),
    ...commands.flatMap(([purpose, command]) => ['', `  ${purpose}`, `    ${command}`]),
    '',
    '  Ctrl+C stops it.',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

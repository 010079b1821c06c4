import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeSettings } from './index.js';

const page = readFileSync(new URL('../../../../../docs/settings.md', import.meta.url), 'utf8');

describe('the settings page', () => {
  it('lists every setting in order, with flag, variable, file name, default and meaning, and no other', () => {
    const code = (text: string | undefined): string =>
      text === undefined ? '–' : `\`${text.replaceAll('|', '\\|')}\``;
    const rows = describeSettings().map(
      ({ flag, variable, file, fallback, summary }) =>
        `| ${code(flag)} | ${code(variable)} | ${code(file)} | ${fallback} | ${summary} |`,
    );
    const [, , ...table] = page.slice(page.indexOf('| Flag')).split('\n\n')[0]?.split('\n') ?? [];
    expect(table).toEqual(rows);
  });
});

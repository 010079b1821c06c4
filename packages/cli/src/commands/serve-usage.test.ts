import { describeSettings } from '@gatehouse/server';
import { expect, it } from 'vitest';
import { serveUsage } from './serve-usage.js';

it('lists every setting by its flag, and what may not be a flag by its variable', () => {
  const lines = serveUsage().split('\n');
  expect(lines[0]).toBe('gatehouse serve [settings]');
  expect(lines).toContain('  --port N');
  expect(lines).toContain('  GATEHOUSE_KEY_ENCRYPTION_KEY (a variable only)');
  for (const { summary } of describeSettings()) expect(lines.join('\n')).toContain(summary);
  expect(lines.join('\n')).not.toMatch(/undefined|null|\[object/);
});

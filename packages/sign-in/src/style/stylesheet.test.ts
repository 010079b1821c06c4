import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { stylesheet } from './stylesheet.js';

describe('the stylesheet', () => {
  it('is served under a path that changes with its content', () => {
    const digest = createHash('sha256').update(stylesheet.body).digest('hex').slice(0, 16);
    expect(stylesheet.path).toBe(`/gatehouse/static/sign-in.${digest}.css`);
  });

  it('fetches nothing', () => {
    expect(stylesheet.body).not.toMatch(/url\(|@import|@font-face/);
  });

  it('closes every block it opens', () => {
    expect(stylesheet.body.split('{').length).toBe(stylesheet.body.split('}').length);
  });
});

const [light = '', dark = ''] = stylesheet.body.split('@media (prefers-color-scheme: dark)');
const lightTokens = tokensIn(light);
const schemes = { light: lightTokens, dark: { ...lightTokens, ...tokensIn(dark.split('@media')[0] ?? '') } };

describe.each(Object.entries(schemes))('the %s colours', (_, tokens) => {
  it.each([
    ['text', ['surface', 'surface-raised', 'backdrop', 'backdrop-glow']],
    ['text', ['info-soft', 'success-soft', 'warning-soft', 'error-soft', 'accent-soft']],
    ['text-quiet', ['surface', 'surface-raised', 'backdrop', 'backdrop-glow']],
    ['accent', ['surface', 'surface-raised', 'accent-soft']],
    ['accent-strong', ['surface', 'accent-soft']],
    ['on-accent', ['accent', 'accent-strong']],
    ['error', ['surface', 'error-soft']],
    ['warning', ['surface', 'warning-soft']],
    ['success', ['surface', 'surface-raised', 'success-soft']],
    ['info', ['surface', 'info-soft']],
  ])('of %s can be read on %j', (text, surfaces) => {
    for (const surface of surfaces)
      expect(contrast(tokens[text], tokens[surface]), surface).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['edge', 'focus', 'error', 'accent'])('of the %s of a control can be told from the card', (edge) => {
    expect(contrast(tokens[edge], tokens['surface'])).toBeGreaterThanOrEqual(3);
  });
});

function tokensIn(css: string): Record<string, string> {
  return Object.fromEntries(
    [...css.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]),
  );
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one = '#000000', other = '#000000'): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2, "relative luminance". */
function luminance(colour: string): number {
  const channels = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

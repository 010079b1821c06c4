import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { renderSeed } from './render-seed.js';

describe.each(['yaml', 'json'] as const)('a seed in %s', (format) => {
  const tenants = [
    {
      displayName: '\u001b[2J\u009b31m\u007f "quoted"\\',
      lines: 'a\nb\u0085\n',
      long: 'word '.repeat(100),
      ['\u009b name']: [],
    },
  ];

  it('holds no character that a terminal takes for an order, and reads as what it was made of', () => {
    const text = renderSeed(tenants, format);
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(parse(text)).toEqual({ tenants });
  });

  it('keeps a long text in one line', () => {
    expect(
      renderSeed(tenants, format)
        .split('\n')
        .some((line) => line.includes('word '.repeat(99))),
    ).toBe(true);
  });
});

it('repeats in YAML what is the same twice, without references between the places', () => {
  const list = ['x'];
  expect(renderSeed([{ one: list, other: list }], 'yaml')).not.toMatch(/[&*]/);
});

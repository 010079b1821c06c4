import { describe, expect, it } from 'vitest';
import { lossLines } from './loss-lines.js';

const loss = (object: string, more: object = {}) => ({
  kind: 'user' as const,
  object,
  reason: 'it cannot be',
  ...more,
});

describe('what was not mapped', () => {
  it('is told once for each reason, with some of the objects it holds for', () => {
    const losses = ['a', 'b', 'b', 'c', 'd', 'e'].map((name) => loss(name, { property: 'photo' }));
    expect(lossLines([...losses, loss('x')])).toEqual([
      'not mapped: user.photo: it cannot be (a, b, c and 2 more)',
      'not mapped: user: it cannot be (x)',
    ]);
  });

  it('is one line whatever the number of an element is', () => {
    expect(lossLines([loss('a', { property: 'members[0]' }), loss('b', { property: 'members[17]' })])).toEqual([
      'not mapped: user.members[]: it cannot be (a, b)',
    ]);
  });

  it('steers no terminal, and is not without end', () => {
    const [line = ''] = lossLines([loss(`\u001b[31mred\u001b[0m\nsecond\u202eline${'x'.repeat(5000)}`)]);
    expect(line).toMatch(/^not mapped: user: it cannot be \( \[31mred \[0m second line/);
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(line.length).toBeLessThan(700);
  });

  it('is one line for a hundred thousand objects', () => {
    const losses = Array.from({ length: 100_000 }, (_, index) => loss(String(index)));
    expect(lossLines(losses)).toEqual(['not mapped: user: it cannot be (0, 1, 2 and 99997 more)']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GenerationVerdict, judgeGeneration } from './judge-generation.js';

const spentAt = 1_900_000_000_000;

describe('a generation of a refresh token family', () => {
  it('rotates for the presentation that spends it', () => {
    expect(judgeGeneration({ spent: 'first', arrivedAt: spentAt, overlapSeconds: 60, raceSeconds: 1 })).toBe('rotate');
  });

  it.each<[late: number, verdict: GenerationVerdict]>([
    [-5_000, 'lost'],
    [0, 'lost'],
    [1_000, 'lost'],
    [1_001, 'repeat'],
    [60_000, 'repeat'],
    [60_001, 'reuse'],
    [86_400_000, 'reuse'],
  ])('%i ms after the winner: %s', (late, verdict) => {
    const input = { spent: { spentAt }, arrivedAt: spentAt + late, overlapSeconds: 60, raceSeconds: 1 };
    expect(judgeGeneration(input)).toBe(verdict);
  });

  it('never rotates twice, and never grows milder with time', () => {
    const order: readonly GenerationVerdict[] = ['lost', 'repeat', 'reuse'];
    const late = fc.integer({ min: -10_000, max: 200_000 });
    fc.assert(
      fc.property(late, late, fc.nat(120), fc.nat(5), (one, other, overlapSeconds, raceSeconds) => {
        const [early, later] = [Math.min(one, other), Math.max(one, other)].map((each) =>
          judgeGeneration({ spent: { spentAt }, arrivedAt: spentAt + each, overlapSeconds, raceSeconds }),
        ) as [GenerationVerdict, GenerationVerdict];
        expect(order).toContain(early);
        expect(order.indexOf(later)).toBeGreaterThanOrEqual(order.indexOf(early));
      }),
    );
  });

  it('has no overlap when none is configured', () => {
    const input = { spent: { spentAt }, arrivedAt: spentAt + 1_001, overlapSeconds: 0, raceSeconds: 1 };
    expect(judgeGeneration(input)).toBe('reuse');
  });
});

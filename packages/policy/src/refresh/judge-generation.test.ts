import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type GenerationInput,
  type GenerationVerdict,
  judgeGeneration,
  type PresentationMark,
} from './judge-generation.js';

const spentAt = 1_900_000_000_000;
const spent = { spentAt };
const settings = { overlapSeconds: 60, raceSeconds: 1 };

function judge(over: Pick<GenerationInput, 'generation' | 'request'> & { late: number }, more = settings) {
  const { late, ...marks } = over;
  return judgeGeneration({ ...marks, arrivedAt: spentAt + late, ...more });
}

describe('ONE-WINNER: a generation of a refresh token family', () => {
  it('rotates for the presentation that spends it', () => {
    expect(judge({ generation: 'first', request: 'first', late: 0 })).toBe('rotate');
  });

  it.each<[late: number, verdict: GenerationVerdict]>([
    [-5_000, 'lost'],
    [0, 'lost'],
    [1_000, 'lost'],
    [1_001, 'repeat'],
    [60_000, 'repeat'],
    [60_001, 'reuse'],
    [86_400_000, 'reuse'],
  ])('presented for the same again %i ms after the winner: %s', (late, verdict) => {
    expect(judge({ generation: spent, request: spent, late })).toBe(verdict);
  });

  it.each<[late: number, verdict: GenerationVerdict]>([
    [-5_000, 'repeat'],
    [0, 'repeat'],
    [60_000, 'repeat'],
    [60_001, 'reuse'],
    [86_400_000, 'reuse'],
  ])('presented for something else %i ms after the winner: %s', (late, verdict) => {
    expect(judge({ generation: spent, request: 'first', late })).toBe(verdict);
  });

  it.each<[late: number, verdict: GenerationVerdict]>([
    [50_000, 'lost'],
    [51_000, 'lost'],
    [51_001, 'repeat'],
    [60_000, 'repeat'],
    [60_001, 'reuse'],
  ])('has an overlap that asking for something else 50 s later does not lengthen: %i ms, %s', (late, verdict) => {
    expect(judge({ generation: spent, request: { spentAt: spentAt + 50_000 }, late })).toBe(verdict);
  });

  it.each<[late: number, verdict: GenerationVerdict]>([
    [1_000, 'lost'],
    [1_001, 'repeat'],
    [60_001, 'reuse'],
  ])('whose own mark was lost with its process is judged by that of the request: %i ms, %s', (late, verdict) => {
    expect(judge({ generation: 'first', request: spent, late })).toBe(verdict);
  });

  const late = fc.integer({ min: -10_000, max: 200_000 });
  const setAt = late.map((each): PresentationMark => ({ spentAt: spentAt + each }));
  const mark = fc.oneof(fc.constant<PresentationMark>('first'), setAt);
  const twice = fc.tuple(late, late).map(([one, other]) => [Math.min(one, other), Math.max(one, other)]);

  it('never rotates twice, and for the same request never grows milder with time', () => {
    const order: readonly GenerationVerdict[] = ['lost', 'repeat', 'reuse'];
    fc.assert(
      fc.property(
        twice,
        mark,
        setAt,
        fc.nat(120),
        fc.nat(5),
        (times, generation, request, overlapSeconds, raceSeconds) => {
          const [early = -1, later = -1] = times.map((each) =>
            order.indexOf(judge({ generation, request, late: each }, { overlapSeconds, raceSeconds })),
          );
          expect(early).toBeGreaterThanOrEqual(0);
          expect(later).toBeGreaterThanOrEqual(early);
        },
      ),
    );
  });

  it('that was reused once stays so, whatever it is presented for', () => {
    fc.assert(
      fc.property(
        twice,
        setAt,
        mark,
        fc.nat(120),
        fc.nat(5),
        (times, generation, request, overlapSeconds, raceSeconds) => {
          const [early, later] = times.map((each) =>
            judge({ generation, request, late: each }, { overlapSeconds, raceSeconds }),
          );
          expect(early === 'reuse' && later !== 'reuse').toBe(false);
          expect(early).not.toBe('rotate');
        },
      ),
    );
  });

  it('has no overlap when none is configured, and still no theft among presentations made at once', () => {
    const strict = { overlapSeconds: 0, raceSeconds: 1 };
    for (const request of ['first', spent] as const) {
      expect(judge({ generation: spent, request, late: 1_000 }, strict)).toBe('lost');
      expect(judge({ generation: spent, request, late: 1_001 }, strict)).toBe('reuse');
    }
  });
});

/**
 * Whether `version` (three numbers) lies in an `engines` range as npm writes them: `>=18`, `^20.19.0 || >=22.12`, `18.x`, `>= 10 < 21`.
 * @returns undefined when the range cannot be read.
 */
export function isInRange(version: string, range: string): boolean | undefined {
  const alternatives = range.split('||').map((each) => boundsOf(each.trim()));
  if (alternatives.includes(undefined)) return undefined;
  const point = pointOf(version.split('.').map(Number));
  return alternatives.some((bounds) => bounds?.every(({ from, below }) => from <= point && point < below));
}

/** The versions from one point up to, not including, another. */
interface Bounds {
  readonly from: number;
  readonly below: number;
}

function boundsOf(alternative: string): Bounds[] | undefined {
  if (alternative === '') return [];
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(alternative);
  const normal = hyphen === null ? alternative : `>=${hyphen[1]} <=${hyphen[2]}`;
  const comparators = normal.replace(/(>=|<=|[<>=~^])\s+/g, '$1').split(/\s+/);
  const bounds = comparators.map(boundsOfComparator);
  return bounds.includes(undefined) ? undefined : bounds.filter((each) => each !== undefined);
}

const comparator = /^(>=|<=|>|<|=|~|\^)?v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:[-+][\w.+-]+)?$/;

function boundsOfComparator(text: string): Bounds | undefined {
  const match = comparator.exec(text);
  if (match === null) return undefined;
  const parts = match
    .slice(2, 5)
    .map((part) => (part === undefined || /^[xX*]$/.test(part) ? undefined : Number(part)));
  const given = parts.includes(undefined) ? parts.indexOf(undefined) : parts.length;
  const numbers = parts.slice(0, given).map((part) => part ?? 0);
  const from = pointOf(numbers);
  const next = after(numbers, numbers.length);
  switch (match[1]) {
    case '>=':
      return { from, below: Infinity };
    case '>':
      return { from: next, below: Infinity };
    case '<':
      return { from: 0, below: from };
    case '<=':
      return { from: 0, below: next };
    case '~':
      return { from, below: after(numbers, Math.min(2, numbers.length)) };
    case '^':
      return { from, below: after(numbers, caretDepth(numbers)) };
    default:
      return { from, below: next };
  }
}

/** How many leading numbers a caret keeps: up to and with the first that is not zero. */
function caretDepth(numbers: readonly number[]): number {
  const first = numbers.findIndex((number) => number !== 0);
  return first < 0 ? numbers.length : first + 1;
}

/** The first version past all those that begin with the first `depth` numbers. */
function after(numbers: readonly number[], depth: number): number {
  if (depth === 0) return Infinity;
  const kept = numbers.slice(0, depth);
  return pointOf([...kept.slice(0, -1), (kept.at(-1) ?? 0) + 1]);
}

/** A version as one number that keeps the order. */
function pointOf([major = 0, minor = 0, patch = 0]: readonly number[]): number {
  return (major * 10_000 + minor) * 10_000 + patch;
}

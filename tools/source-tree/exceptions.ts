import type { Finding } from './finding.js';

/** One place that breaks a rule on purpose. It must break it, or the exception is itself an error. */
export interface RuleException<Rule extends string = string> {
  readonly rule: Rule;
  readonly file: string;
  /** What the file reaches for; absent when the finding names no target. */
  readonly target?: string;
  readonly reason: string;
  /** The day it was granted, `YYYY-MM-DD`. */
  readonly date: string;
}

/** Takes out what `exceptions` excuse, and adds each exception that is no longer needed or gives no reason or date. */
export function excuse(found: readonly Finding[], exceptions: readonly RuleException[]): Finding[] {
  const kept = found.filter((finding) => !exceptions.some((each) => matches(each, finding)));
  for (const each of exceptions) {
    const sound = each.reason.length >= 20 && /^\d{4}-\d\d-\d\d$/.test(each.date);
    const used = found.some((finding) => matches(each, finding));
    if (sound && used) continue;
    const message = used ? 'the exception needs a reason and a date' : 'the exception excuses nothing any more';
    kept.push({ rule: 'exception', file: each.file, line: 0, message: `${each.rule}: ${message}` });
  }
  return kept;
}

function matches(exception: RuleException, finding: Finding): boolean {
  return exception.rule === finding.rule && exception.file === finding.file && exception.target === finding.target;
}

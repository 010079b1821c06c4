/** One thing a check found wrong, at one line of one file. */
export interface Finding {
  /** The rule's name, as `rules.ts` and the planted tests spell it. */
  readonly rule: string;
  /** Path from the root of the project, with forward slashes. */
  readonly file: string;
  /** Counted from 1; 0 when the finding is about the file as a whole. */
  readonly line: number;
  readonly message: string;
  /** What the file reaches for, when the finding is about an import: a path, or a package's name. */
  readonly target?: string;
}

/** What a check looked at and what it found. */
export interface CheckResult {
  /** What was looked at, in words: `214 modules, 903 imports`. */
  readonly looked: string;
  readonly findings: readonly Finding[];
}

/** Prints the result of the check called `name` and sets the exit code of the process: 1 when there is a finding. */
export function finish(name: string, result: CheckResult): void {
  const sorted = [...result.findings].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  for (const finding of sorted) console.log(formatFinding(finding));
  console.log(`${name}: ${result.looked}, ${sorted.length} found wrong`);
  if (sorted.length > 0) process.exitCode = 1;
}

/** One finding as one line that editors and terminals link to its place. */
function formatFinding(finding: Finding): string {
  const place = finding.line > 0 ? `${finding.file}:${finding.line}` : finding.file;
  return `${place}  ${finding.rule}  ${finding.message}`;
}

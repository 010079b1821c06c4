import type { Finding, Syntax } from '../source-tree/index.js';
import type { Shape, ShapeRuleName } from './rules.js';

/** The project speaks of no machine. */
export function noMachineIsNamed(path: string, text: string, shape: Shape): Finding[] {
  const findings: Finding[] = [];
  if (!shape.machinePaths.some((pattern) => pattern.test(text))) return findings;
  for (const [index, line] of text.split('\n').entries()) {
    const pattern = shape.machinePaths.find((each) => each.test(line));
    if (pattern === undefined) continue;
    const message = `\`${pattern.exec(line)?.[0] ?? ''}\` is a path of one machine`;
    findings.push({ rule: 'machine-path' satisfies ShapeRuleName, file: path, line: index + 1, message });
  }
  return findings;
}

/** No check is silenced for more than one line, for more than one rule, or without a reason; no task is left without its issue. */
export function commentsSilenceNothing(path: string, syntax: Syntax): Finding[] {
  const findings: Finding[] = [];
  for (const comment of syntax.comments) {
    const text = comment.value.trim();
    const report = (rule: ShapeRuleName, message: string): void => {
      findings.push({ rule, file: path, line: syntax.lineAt(comment.start), message });
    };
    const silencing = silencingOf(text);
    if (silencing !== undefined) report('silenced', silencing);
    if (/\b(?:TODO|FIXME)\b(?!.*#\d+)/.test(text)) report('open-task', 'an open task names its issue: `TODO #12`');
  }
  return findings;
}

/** What is wrong with a comment that speaks to a tool; undefined when nothing is. */
function silencingOf(text: string): string | undefined {
  if (/^@ts-(?:ignore|nocheck)\b/.test(text))
    return 'the compiler is not silenced; `@ts-expect-error` with a reason, in tests';
  if (/^@ts-expect-error\b/.test(text) && text.length < 30) return 'say why the compiler is expected to object';
  if (text.startsWith('eslint-disable')) return 'the linter is oxlint';
  if (text.startsWith('oxlint-disable') && !/^oxlint-disable-next-line [\w/@-]+ -- .{10,}/.test(text)) {
    return 'silence one rule for one line, with a reason: `oxlint-disable-next-line <rule> -- <reason>`';
  }
  if (text.startsWith('biome-ignore') && !/^biome-ignore format: .{10,}/.test(text))
    return 'give a reason: `biome-ignore format: <reason>`';
  return undefined;
}

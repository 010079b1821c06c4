import {
  type CheckResult,
  excuse,
  type Finding,
  isTestFile,
  parseSyntax,
  type SourceTree,
} from '../source-tree/index.js';
import { facesAreDocumented } from './face-rules.js';
import { fileIsShort, indexOpensWithComment, isCode, namesSaySomething } from './file-rules.js';
import type { Shape, ShapeRuleName } from './rules.js';
import { clockIsAParameter, collectFindings, exportsHaveNames, testsAllRun } from './syntax-rules.js';
import { commentsSilenceNothing, noMachineIsNamed } from './text-rules.js';

/** Checks the shape of every file of the tree: length, names, and what its text and syntax may not hold. */
export function checkShape(tree: SourceTree, shape: Shape): CheckResult {
  const texts = tree.files.filter((path) => shape.textFiles.test(path) && !shape.textFilesLeftOut.includes(path));
  const code = texts.filter((path) => isCode(path, shape));
  const found = [
    ...texts.flatMap((path) => noMachineIsNamed(path, tree.read(path), shape)),
    ...code.flatMap((path) => checkCode(path, tree.read(path), shape)),
    ...facesAreDocumented(tree, shape),
  ];
  if (code.length === 0) {
    found.push({ rule: 'nothing-seen' satisfies ShapeRuleName, file: '.', line: 0, message: 'saw no code at all' });
  }
  return { looked: `${texts.length} texts, ${code.length} of them code`, findings: excuse(found, shape.exceptions) };
}

function checkCode(path: string, text: string, shape: Shape): Finding[] {
  const findings = [
    ...fileIsShort(path, text, shape),
    ...namesSaySomething(path, shape),
    ...indexOpensWithComment(path, text),
  ];
  return path.endsWith('.css') ? findings : [...findings, ...checkSyntax(path, text, shape)];
}

function checkSyntax(path: string, text: string, shape: Shape): Finding[] {
  const syntax = parseSyntax(path, text);
  const first = syntax.errors[0];
  if (first !== undefined) return [{ rule: 'unreadable' satisfies ShapeRuleName, file: path, line: 0, message: first }];
  const findings = collectFindings(path, syntax, (report) => {
    if (!/\.config\.[mc]?[jt]s$/.test(path)) exportsHaveNames(syntax, report);
    if (mustTakeClock(path, shape)) clockIsAParameter(syntax, report, shape);
    if (isTestFile(path) || path.startsWith('tests/')) testsAllRun(syntax, report);
  });
  return [...findings, ...commentsSilenceNothing(path, syntax)];
}

function mustTakeClock(path: string, shape: Shape): boolean {
  if (!/^packages\/[^/]+\/src\//.test(path) || isTestFile(path)) return false;
  return !shape.clockFolders.some(({ folder }) => path === folder || path.startsWith(`${folder}/`));
}

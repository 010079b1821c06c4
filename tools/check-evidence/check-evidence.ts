import { posix } from 'node:path';
import {
  type CheckResult,
  type Finding,
  isTestFile,
  parseSyntax,
  type SourceTree,
  testTitles,
  textsOf,
} from '../source-tree/index.js';
import type { Evidence, EvidenceRuleName } from './rules.js';
import { rowsOf, type TableRow } from './tables.js';

/** Checks that whatever is said to be held by a test is: the test exists, and says so itself. */
export function checkEvidence(tree: SourceTree, evidence: Evidence): CheckResult {
  const { laws, threats } = evidence;
  const lawRows = tableIn(tree, laws);
  const threatRows = tableIn(tree, threats);
  const known = new Set(lawRows.map(({ cells }) => cells[0] ?? ''));
  const findings = [
    ...lawRows.flatMap((row) => lawIsHeld(tree, evidence, row)),
    ...threatRows.flatMap((row) => threatIsMet(tree, evidence, row)),
    ...tree.files
      .filter((path) => evidence.code.test(path))
      .flatMap((path) => invariantsAreHeld(tree, evidence, path, known)),
    ...tree.files.filter((path) => evidence.speakOfLaws.test(path)).flatMap((path) => lawsAreKnown(tree, path, known)),
  ];
  for (const [{ page }, rows] of [[laws, lawRows] as const, [threats, threatRows] as const]) {
    if (rows.length === 0) findings.push(found('nothing-seen', page, 0, 'saw no table of what is held by which test'));
  }
  return { looked: `${lawRows.length} laws, ${threatRows.length} threats`, findings };
}

function tableIn(tree: SourceTree, { page, columns }: Evidence['laws' | 'threats']): TableRow[] {
  return tree.has(page) ? rowsOf(tree.read(page), columns) : [];
}

/** Each test of the last column names the law in a title. */
function lawIsHeld(tree: SourceTree, { laws, pathsStartAt }: Evidence, { line, cells }: TableRow): Finding[] {
  const [law = '', , heldBy = ''] = cells;
  const paths = [...heldBy.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
  if (paths.length === 0) return [found('row-without-test', laws.page, line, `no test holds ${law}`)];
  return paths.flatMap((path) => {
    const test = testAt(tree, path, [pathsStartAt]);
    if (test === undefined) return [found('no-such-test', laws.page, line, `\`${path}\` is no test`)];
    return names(tree, test, law) ? [] : [found('law-not-named', laws.page, line, `no title in ${test} names ${law}`)];
  });
}

/** The last column is `path`: words, several with a line break between; the words stand in that test. */
function threatIsMet(tree: SourceTree, { threats, pathsStartAt }: Evidence, { line, cells }: TableRow): Finding[] {
  const page = threats.page;
  return (cells[2] ?? '').split('<br>').flatMap((part) => {
    const [, path, words] = /^`([^`]+)`: (.+)$/.exec(part.trim()) ?? [];
    if (path === undefined || words === undefined) {
      return [found('row-without-test', page, line, `\`${part}\` is not a path and the words of a title`)];
    }
    const test = testAt(tree, path, [pathsStartAt]);
    if (test === undefined) return [found('no-such-test', page, line, `\`${path}\` is no test`)];
    const said = textsOf(parseSyntax(test, tree.read(test))).some((text) => text.includes(words));
    return said ? [] : [found('title-not-found', page, line, `no title in ${test} has the words “${words}”`)];
  });
}

/** A comment that begins with INVARIANT names tests that exist; where it speaks of a law, they name the law. */
function invariantsAreHeld(
  tree: SourceTree,
  { pathsStartAt }: Evidence,
  path: string,
  known: ReadonlySet<string>,
): Finding[] {
  const text = tree.read(path);
  if (!text.includes('INVARIANT:')) return [];
  const findings: Finding[] = [];
  const syntax = parseSyntax(path, text);
  for (const { value, start } of syntax.comments) {
    const [, invariant = ''] = /INVARIANT:([\s\S]*)/.exec(value) ?? [];
    const laws = [...known].filter((law) => invariant.includes(law));
    for (const [named] of invariant.matchAll(/(?:[\w.-]+\/)*[\w.-]+\.test\.tsx?|\btests\/[\w./-]*\w/g)) {
      const test = testAt(tree, named, [posix.dirname(path), pathsStartAt]);
      const line = syntax.lineAt(start);
      if (test === undefined) findings.push(found('no-such-test', path, line, `\`${named}\` is no test`));
      for (const law of test === undefined ? [] : laws) {
        if (names(tree, test ?? '', law)) continue;
        findings.push(found('law-not-named', path, line, `no title in ${test ?? ''} names ${law}`));
      }
    }
  }
  return findings;
}

function lawsAreKnown(tree: SourceTree, path: string, known: ReadonlySet<string>): Finding[] {
  return [...tree.read(path).matchAll(/\blaws? ([A-Z]+(?:-[A-Z]+)+)\b/g)]
    .filter(([, law = '']) => !known.has(law))
    .map(({ 1: law = '', index }) => {
      const line = tree.read(path).slice(0, index).split('\n').length;
      return found('unknown-law', path, line, `${law} stands in no table`);
    });
}

/** The test that a path means: from the root, or from one of the folders. */
function testAt(tree: SourceTree, path: string, folders: readonly string[]): string | undefined {
  const meant = [path, ...folders.map((folder) => posix.join(folder, path))].find((each) => tree.has(each));
  return meant !== undefined && isTestFile(meant) ? meant : undefined;
}

function names(tree: SourceTree, test: string, law: string): boolean {
  return testTitles(parseSyntax(test, tree.read(test))).some((title) => title.includes(law));
}

function found(rule: EvidenceRuleName, file: string, line: number, message: string): Finding {
  return { rule, file, line, message };
}

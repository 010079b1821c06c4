import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CheckResult, excuse, type Finding, type SourceTree } from '../source-tree/index.js';
import { checks } from './checks/index.js';
import { type ModuleGraph, readModuleGraph } from './module-graph.js';
import type { RuleBook, RuleName } from './rule-book.js';

/**
 * Checks every import of the tree against the rules.
 * @param onDisk how many source files of packages there are, counted by other means than the tree: a check that sees fewer fails.
 */
export function checkImports(tree: SourceTree, book: RuleBook, onDisk: number): CheckResult {
  const graph = readModuleGraph(tree, book);
  const found = checks.flatMap((check) => check(graph));
  const imports = [...graph.modules.values()].reduce((sum, module) => sum + module.edges.length, 0);
  return {
    looked: `${graph.modules.size} modules, ${imports} imports`,
    findings: [...blindness(graph, imports, onDisk), ...excuse(found, book.exceptions)],
  };
}

/** Counts the source files of the packages below `root` straight from the disk. */
export function countSources(root: string): number {
  const paths = readdirSync(join(root, 'packages'), { recursive: true, encoding: 'utf8' });
  const normal = paths.map((path) => path.replaceAll('\\', '/'));
  return normal.filter((path) => /^[^/]+\/src\/.*\.tsx?$/.test(path) && !path.includes('/node_modules/')).length;
}

/** A checker that sees nothing finds nothing wrong. It says so instead. */
function blindness(graph: ModuleGraph, imports: number, onDisk: number): Finding[] {
  const found: Finding[] = [];
  const report = (file: string, message: string): void => {
    found.push({ rule: 'nothing-seen' satisfies RuleName, file, line: 0, message });
  };
  const seen = [...graph.modules.keys()].filter((path) => /^packages\/[^/]+\/src\/.*\.tsx?$/.test(path));
  if (seen.length === 0) report('packages', 'saw no module at all');
  if (seen.length !== onDisk) report('packages', `saw ${seen.length} modules of packages, but ${onDisk} are on disk`);
  if (seen.length > 1 && imports === 0) report('packages', `saw ${seen.length} modules and not one import`);
  for (const file of graph.tree.files) {
    const folder = /^(packages\/[^/]+)\/package\.json$/.exec(file)?.[1];
    if (folder !== undefined && !seen.some((path) => path.startsWith(`${folder}/`)))
      report(folder, 'saw no module of it');
  }
  return found;
}

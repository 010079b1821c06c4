import type { Finding } from '../../source-tree/index.js';
import { edgesOf } from '../module-graph.js';
import { below } from '../places.js';
import { atEdge, atModule, type Check } from './check.js';

/** Only `repository.ts` files and the store hold SQL. */
export const sqlStandsInRepositories: Check = (graph) => {
  const { files, folders } = graph.book.sql;
  const findings: Finding[] = [];
  for (const module of graph.modules.values()) {
    if (!module.place.production) continue;
    if (files.some((name) => module.path.endsWith(`/${name}`))) continue;
    if (folders.some((folder) => below(module.path, folder) !== undefined)) continue;
    for (const line of module.sqlLines) {
      findings.push({ rule: 'sql', file: module.path, line, message: 'SQL stands in repository.ts files only' });
    }
  }
  return findings;
};

/** Production code never imports a test. */
export const testsAreNotImported: Check = (graph) => {
  const findings: Finding[] = [];
  for (const edge of edgesOf(graph)) {
    if (edge.from.place.test || edge.path === undefined) continue;
    const test = graph.modules.get(edge.path)?.place.test === true;
    if (test) findings.push(atEdge('test-import', edge, 'a test is imported by nobody'));
  }
  return findings;
};

/** Every import can be followed to a file, a package or a module of Node; otherwise the other rules are blind to it. */
export const importsCanBeFollowed: Check = (graph) => {
  const findings: Finding[] = [];
  for (const edge of edgesOf(graph)) {
    if (edge.target.kind === 'unresolved') findings.push(atEdge('unresolved', edge, 'leads nowhere'));
  }
  for (const module of graph.modules.values()) {
    for (const error of module.errors) findings.push(atModule('unreadable', module, error));
    if (!module.place.production) continue;
    for (const { line } of module.computed) {
      const message = 'an import whose target is computed cannot be checked';
      findings.push({ rule: 'computed-import', file: module.path, line, message });
    }
  }
  return findings;
};

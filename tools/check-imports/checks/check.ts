import type { Finding } from '../../source-tree/index.js';
import type { Edge, Module, ModuleGraph } from '../module-graph.js';
import type { RuleName } from '../rule-book.js';

/** One wall: what in the graph breaks it. */
export type Check = (graph: ModuleGraph) => readonly Finding[];

/** A finding about one import. */
export function atEdge(rule: RuleName, edge: Edge, message: string): Finding {
  const target = edge.path ?? targetName(edge);
  return { rule, file: edge.from.path, line: edge.reference.line, message: `${message} (${target})`, target };
}

/** A finding about a file as a whole. */
export function atModule(rule: RuleName, module: Pick<Module, 'path'>, message: string): Finding {
  return { rule, file: module.path, line: 0, message };
}

function targetName(edge: Edge): string {
  return edge.target.kind === 'unresolved' ? edge.target.specifier : 'name' in edge.target ? edge.target.name : '';
}

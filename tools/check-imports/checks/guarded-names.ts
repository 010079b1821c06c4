import type { Finding } from '../../source-tree/index.js';
import { type Edge, edgesOf, type Module, type ModuleGraph } from '../module-graph.js';
import { below, ringOf } from '../places.js';
import type { GuardedNamesRule } from '../rule-book.js';
import { atEdge, atModule, type Check } from './check.js';

/** Only the folders that a rule names may import the names it guards, under whatever name they travel. */
export const guardedNamesStayGuarded: Check = (graph) => {
  const findings: Finding[] = [];
  for (const rule of graph.book.guardedNames) {
    for (const edge of edgesOf(graph)) {
      if (!edge.from.place.production || mayImport(edge.from, rule, graph) || edge.path === undefined) continue;
      const taken = takenNames(graph, edge).filter((origin) => guards(rule, origin));
      if (taken.length === 0) continue;
      const names = [...new Set(taken.map((origin) => origin.name))].join(', ');
      findings.push(atEdge('guarded-name', edge, `may not import ${names}: ${rule.why}`));
    }
  }
  return findings;
};

/** What is for inside use only does not leave by the folder's `index.ts`. */
export const innerNamesDoNotLeak: Check = (graph) => {
  const findings: Finding[] = [];
  for (const rule of graph.book.guardedNames) {
    const index = graph.modules.get(`${rule.from}/index.ts`);
    if (!rule.inner || index === undefined) continue;
    const leaked = originsOf(graph, index.path, '*').filter((origin) => guards(rule, origin));
    for (const origin of leaked) findings.push(atModule('guarded-leak', index, `lets ${origin.name} out: ${rule.why}`));
  }
  return findings;
};

/** Only the folders that a rule names may reach for the members it guards. */
export const guardedMembersStayGuarded: Check = (graph) => {
  const findings: Finding[] = [];
  for (const rule of graph.book.guardedMembers) {
    for (const module of graph.modules.values()) {
      if (!module.place.production || module.place.inRings === undefined) continue;
      if (rule.onlyFrom.some((folder) => below(module.path, folder) !== undefined)) continue;
      for (const member of rule.members) {
        const line = module.members.get(member);
        if (line === undefined) continue;
        const message = `may not reach for \`${member}\`: ${rule.why}`;
        findings.push({ rule: 'guarded-member', file: module.path, line, message });
      }
    }
  }
  return findings;
};

/** Where a name is declared. */
interface Origin {
  readonly path: string;
  readonly name: string;
}

function guards(rule: GuardedNamesRule, origin: Origin): boolean {
  return rule.names.includes(origin.name) && below(origin.path, rule.from) !== undefined;
}

/** The folders of the rule may; so may the files that wire the server, unless the name is for inside use only. */
function mayImport(module: Module, rule: GuardedNamesRule, graph: ModuleGraph): boolean {
  const { inRings } = module.place;
  const onTop = inRings !== undefined && ringOf(inRings, graph.book) === graph.book.rings.length;
  return (onTop && !rule.inner) || rule.onlyFrom.some((folder) => below(module.path, folder) !== undefined);
}

function takenNames(graph: ModuleGraph, edge: Edge): Origin[] {
  return edge.reference.names.flatMap((name) => originsOf(graph, edge.path ?? '', name));
}

/** Follows a name through re-exports to where it is declared; `*` gives every name that the file exports. */
function originsOf(graph: ModuleGraph, path: string, name: string, seen = new Set<string>()): Origin[] {
  const key = `${path}#${name}`;
  const module = graph.modules.get(path);
  if (module === undefined || seen.has(key)) return [];
  seen.add(key);
  return module.exports
    .filter((exported) => name === '*' || exported.name === name || (exported.name === '*' && name !== 'default'))
    .flatMap((exported) => {
      if (exported.origin === undefined) return [{ path, name: exported.name }];
      const target = graph.resolver.resolve(path, exported.origin.specifier);
      if ((target.kind !== 'file' && target.kind !== 'package') || target.path === undefined) return [];
      const wanted = exported.name === '*' ? name : exported.origin.name;
      return originsOf(graph, target.path, wanted, seen);
    });
}

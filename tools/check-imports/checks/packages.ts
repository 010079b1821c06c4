import type { Finding } from '../../source-tree/index.js';
import { type Edge, edgesOf, type ModuleGraph } from '../module-graph.js';
import { below } from '../places.js';
import type { PackageRule } from '../rule-book.js';
import { atEdge, type Check } from './check.js';

/** Which package may import which of ours, which of Node's modules and which npm packages. Holds production code only. */
export const packagesKeepToTheirGraph: Check = (graph) => {
  const findings: Finding[] = [];
  const strangers = new Set<string>();
  for (const module of graph.modules.values()) {
    const name = module.place.package;
    if (name === undefined || graph.book.packages[name] !== undefined || strangers.has(name)) continue;
    strangers.add(name);
    const message = `the package ${name} has no row in the rules`;
    findings.push({ rule: 'package-graph', file: module.path, line: 0, message });
  }
  for (const edge of edgesOf(graph)) {
    const { place } = edge.from;
    const rule = place.package === undefined ? undefined : graph.book.packages[place.package];
    if (rule !== undefined && place.production) findings.push(...breaches(edge, place.package ?? '', rule));
  }
  return findings;
};

function breaches(edge: Edge, name: string, rule: PackageRule): Finding[] {
  const { target } = edge;
  if (target.kind === 'package' && target.folder === name) {
    return [atEdge('package-graph', edge, `${name} imports itself by name; inside a package, import by path`)];
  }
  if (target.kind === 'package' && !rule.ours.includes(target.folder)) {
    return [atEdge('package-graph', edge, `${name} may not import ${target.folder}`)];
  }
  if (target.kind === 'node' && rule.node !== true && !(rule.node || []).includes(target.name)) {
    return [atEdge('node-module', edge, `${name} may not import this module of Node`)];
  }
  if (target.kind === 'npm' && rule.npm !== 'declared' && !rule.npm.includes(target.name)) {
    return [atEdge('npm-package', edge, `${name} may not import this package`)];
  }
  return [];
}

/**
 * An import of a package stands in the package.json of whoever imports it. npm hoists, and the compiler does not mind:
 * nothing else would notice. Tests may lean on the root's package.json, and on any package of ours.
 */
export const importsAreDeclared: Check = (graph) => {
  const findings: Finding[] = [];
  for (const edge of edgesOf(graph)) {
    if (edge.target.kind !== 'npm' && edge.target.kind !== 'package') continue;
    if (isDeclared(graph, edge, edge.target.name, edge.target.kind === 'package')) continue;
    findings.push(atEdge('undeclared-package', edge, 'no package.json that governs this file declares this package'));
  }
  return findings;
};

function isDeclared(graph: ModuleGraph, edge: Edge, name: string, ours: boolean): boolean {
  const own = graph.resolver.manifestOf(edge.from.path);
  const shipped = { ...own.dependencies, ...own.optionalDependencies, ...own.peerDependencies };
  if (name in shipped || own.name === name) return true;
  const development = { ...own.devDependencies, ...graph.resolver.rootManifest.devDependencies };
  if (edge.from.place.production) return edge.reference.typeOnly && !ours && name in (own.devDependencies ?? {});
  return ours || name in development || name in (graph.resolver.rootManifest.dependencies ?? {});
}

/** The world is entered by its public doors: no path leads out of a package, and a package's name leads only to what it exports. */
export const packagesAreEnteredByTheirExports: Check = (graph) => {
  const findings: Finding[] = [];
  for (const edge of edgesOf(graph)) {
    const { target } = edge;
    const rule = 'leaves-package';
    if (target.kind === 'package' && (target.path === undefined || !graph.tree.has(target.path))) {
      findings.push(atEdge(rule, edge, 'the package exports no such entry, or no source stands behind it'));
    }
    if (target.kind !== 'file' || homeOf(target.path) === homeOf(edge.from.path)) continue;
    if (!edge.from.place.test || below(target.path, graph.book.testSupport) === undefined) {
      findings.push(atEdge(rule, edge, 'a path may not lead out of its package; import the package by name'));
    }
  }
  return findings;
};

function homeOf(path: string): string {
  const parts = path.split('/');
  return parts[0] === 'packages' ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

/** What stands outside `packages/` imports only what its row allows; scripts run before anything is installed. */
export const outerFoldersKeepToTheirRows: Check = (graph) => {
  const findings: Finding[] = [];
  for (const edge of edgesOf(graph)) {
    const row = graph.book.outer[edge.from.place.area];
    if (row === undefined) continue;
    if (edge.target.kind === 'npm' && !row.npm) {
      findings.push(atEdge('npm-package', edge, `${edge.from.place.area}/ runs before anything is installed`));
    }
    if (edge.target.kind === 'package' && !row.ours) {
      findings.push(atEdge('package-graph', edge, `${edge.from.place.area}/ may not import our packages`));
    }
  }
  return findings;
};

/** Some packages belong to one folder: the database drivers to the store. */
export const packagesAreConfined: Check = (graph) => {
  const findings: Finding[] = [];
  for (const edge of edgesOf(graph)) {
    const { target, from } = edge;
    if (!from.place.production || (target.kind !== 'npm' && target.kind !== 'node')) continue;
    for (const rule of graph.book.confinedPackages) {
      if (!rule.packages.includes(target.name)) continue;
      if (rule.onlyFrom.some((folder) => from.path.startsWith(`${folder}/`))) continue;
      findings.push(atEdge('confined-package', edge, rule.why));
    }
  }
  return findings;
};

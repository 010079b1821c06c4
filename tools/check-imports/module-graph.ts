import { parseSyntax, type SourceTree } from '../source-tree/index.js';
import { type ExportedName, type ImportReference, readExports, readImports, readMembers } from './imports.js';
import { type Place, placeOf } from './places.js';
import { createResolver, type Resolver, type Target } from './resolve.js';
import type { RuleBook } from './rule-book.js';
import { findSql } from './sql.js';

/** One import and what it reaches. */
export interface Edge {
  readonly from: Module;
  readonly reference: ImportReference;
  readonly target: Target;
  /** The source file it reaches, directly or through a package's entry; undefined outside the project. */
  readonly path: string | undefined;
}

/** One source file. */
export interface Module {
  readonly path: string;
  readonly place: Place;
  readonly edges: readonly Edge[];
  readonly exports: readonly ExportedName[];
  readonly sqlLines: readonly number[];
  /** The names of members it reaches for, and the first line of each. */
  readonly members: ReadonlyMap<string, number>;
  /** Imports that nobody can follow: computed ones. */
  readonly computed: readonly ImportReference[];
  readonly errors: readonly string[];
}

/** Every source file of the project and what it imports. */
export interface ModuleGraph {
  readonly tree: SourceTree;
  readonly book: RuleBook;
  readonly modules: ReadonlyMap<string, Module>;
  readonly resolver: Resolver;
}

/** Parses every source file of the tree that the rules speak of. */
export function readModuleGraph(tree: SourceTree, book: RuleBook): ModuleGraph {
  const resolver = createResolver(tree);
  const modules = new Map<string, Module>();
  for (const path of tree.files) {
    if (!isSource(path, book)) continue;
    modules.set(path, readModule(path, tree, book, resolver));
  }
  return { tree, book, modules, resolver };
}

function isSource(path: string, book: RuleBook): boolean {
  if (!/\.(?:[mc]?ts|tsx|[mc]?js|jsx)$/.test(path)) return false;
  const area = path.split('/')[0] ?? '';
  return area === 'packages' || book.outer[area] !== undefined;
}

function readModule(path: string, tree: SourceTree, book: RuleBook, resolver: Resolver): Module {
  const syntax = parseSyntax(path, tree.read(path));
  const references = readImports(syntax);
  const edges: Edge[] = [];
  const module: Module = {
    path,
    place: placeOf(path, book),
    edges,
    exports: readExports(syntax),
    sqlLines: findSql(syntax),
    members: readMembers(syntax),
    computed: references.filter((reference) => reference.specifier === undefined),
    errors: syntax.errors,
  };
  for (const reference of references) {
    if (reference.specifier === undefined) continue;
    const target = resolver.resolve(path, reference.specifier);
    const reached = target.kind === 'file' || target.kind === 'package' ? target.path : undefined;
    edges.push({ from: module, reference, target, path: reached });
  }
  return module;
}

/** Every edge of the graph. */
export function* edgesOf(graph: ModuleGraph): Generator<Edge> {
  for (const module of graph.modules.values()) yield* module.edges;
}

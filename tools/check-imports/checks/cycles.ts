import type { Finding } from '../../source-tree/index.js';
import { edgesOf } from '../module-graph.js';
import { moduleOf, ringOf } from '../places.js';
import type { Check } from './check.js';
import { ringEdges } from './rings.js';

/** No file reaches itself through imports, type-only ones included. */
export const filesFormNoCycle: Check = (graph) => {
  const links = new Map<string, Set<string>>();
  for (const edge of edgesOf(graph)) {
    // A worker's URL starts another program; it imports nothing.
    if (edge.path !== undefined && edge.reference.kind !== 'url') link(links, edge.from.path, edge.path);
  }
  return cyclesOf(links).map((cycle) => finding('cycle', cycle[0] ?? '', cycle));
};

/** No module of a ring reaches itself through others of the ring, even where its files do not. Upward imports are found elsewhere. */
export const modulesFormNoCycle: Check = (graph) => {
  const links = new Map<string, Set<string>>();
  for (const { from, to } of ringEdges(graph)) {
    const here = moduleOf(from, graph.book, graph.tree);
    const there = moduleOf(to, graph.book, graph.tree);
    if (here !== there && ringOf(from, graph.book) === ringOf(to, graph.book)) link(links, here, there);
  }
  return cyclesOf(links).map((cycle) => finding('module-cycle', `${graph.book.ringsRoot}/${cycle[0] ?? ''}`, cycle));
};

function link(links: Map<string, Set<string>>, from: string, to: string): void {
  const set = links.get(from) ?? new Set<string>();
  set.add(to);
  links.set(from, set);
}

function finding(rule: 'cycle' | 'module-cycle', file: string, cycle: readonly string[]): Finding {
  return { rule, file, line: 0, message: [...cycle, cycle[0]].join(' -> ') };
}

type Links = ReadonlyMap<string, ReadonlySet<string>>;

/** One shortest cycle for each knot of nodes that reach each other, from its first node by name. */
function cyclesOf(links: Links): string[][] {
  return knotsOf(links).map((knot) => shortestCycle(links, knot));
}

/** Tarjan's strongly connected components; only those that hold a cycle. */
function knotsOf(links: Links): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const open = new Set<string>();
  const knots: string[][] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    stack.push(node);
    open.add(node);
    for (const next of links.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.has(next)) low.set(node, Math.min(low.get(node) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(node) !== order.get(node)) return;
    const knot = stack.splice(stack.indexOf(node));
    for (const each of knot) open.delete(each);
    if (knot.length > 1 || links.get(node)?.has(node) === true) knots.push(knot.sort());
  };
  for (const node of [...links.keys()].sort()) if (!order.has(node)) visit(node);
  return knots;
}

function shortestCycle(links: Links, knot: readonly string[]): string[] {
  const start = knot[0] ?? '';
  const inside = new Set(knot);
  let paths: string[][] = [[start]];
  const seen = new Set<string>();
  while (paths.length > 0) {
    const longer: string[][] = [];
    for (const path of paths) {
      for (const next of links.get(path.at(-1) ?? '') ?? []) {
        if (next === start) return path;
        if (!inside.has(next) || seen.has(next)) continue;
        seen.add(next);
        longer.push([...path, next]);
      }
    }
    paths = longer;
  }
  return [...knot];
}

import type { Finding } from '../../source-tree/index.js';
import { type Edge, edgesOf, type ModuleGraph } from '../module-graph.js';
import { below, moduleOf, ringOf } from '../places.js';
import { atEdge, atModule, type Check } from './check.js';

/** Every production file below the rings' root stands in a ring, or is one of the files on top. */
export const filesStandInARing: Check = (graph) => {
  const findings: Finding[] = [];
  for (const module of graph.modules.values()) {
    const { inRings, production } = module.place;
    if (inRings === undefined || !production || ringOf(inRings, graph.book) !== undefined) continue;
    findings.push(atModule('placement', module, 'stands in no ring and is not one of the files on top'));
  }
  return findings;
};

/** A ring imports only the rings before it. */
export const ringsImportDownwards: Check = (graph) => {
  const findings: Finding[] = [];
  for (const { edge, from, to } of ringEdges(graph)) {
    const here = ringOf(from, graph.book);
    const there = ringOf(to, graph.book);
    if (here === undefined || there === undefined || there <= here) continue;
    const name = (ring: number): string => graph.book.rings[ring]?.name ?? 'the files on top';
    findings.push(atEdge('ring', edge, `${name(here)} may not import ${name(there)}, which stands above`));
  }
  return findings;
};

/** Doors do not know doors, flows not flows, capabilities not capabilities. */
export const strangersStayStrangers: Check = (graph) => {
  const findings: Finding[] = [];
  for (const { edge, from, to } of ringEdges(graph)) {
    const number = ringOf(from, graph.book);
    const ring = graph.book.rings[number ?? -1];
    if (ring?.strangersAt === undefined || ringOf(to, graph.book) !== number) continue;
    const here = household(from, ring.strangersAt);
    const there = household(to, ring.strangersAt);
    if (here === there || ring.open?.includes(there) === true) continue;
    if (there.startsWith(`${here}/`)) continue; // a list at the ring's root may name what stands below it
    findings.push(atEdge('stranger', edge, `${here} and ${there} are strangers; what both need belongs a ring lower`));
  }
  return findings;
};

/** The leading folders of a path: at most `depth` of them, never the file itself. */
function household(inRings: string, depth: number): string {
  return inRings.split('/').slice(0, -1).slice(0, depth).join('/');
}

/** A module is entered only by its `index.ts`. */
export const modulesAreEnteredByTheirIndex: Check = (graph) => {
  const findings: Finding[] = [];
  for (const { edge, from, to } of ringEdges(graph)) {
    const target = moduleOf(to, graph.book, graph.tree);
    if (target === moduleOf(from, graph.book, graph.tree)) continue;
    const index = target === '' ? 'index.ts' : `${target}/index.ts`;
    if (to === index) continue;
    findings.push(atEdge('module-entry', edge, `enter ${target === '' ? 'the server' : target} by its index.ts`));
  }
  return findings;
};

interface RingEdge {
  readonly edge: Edge;
  /** Both ends, as paths below the rings' root. */
  readonly from: string;
  readonly to: string;
}

/** The imports of production code from one file of the rings to another. */
export function* ringEdges(graph: ModuleGraph): Generator<RingEdge> {
  for (const edge of edgesOf(graph)) {
    const from = edge.from.place.inRings;
    const to = edge.path === undefined ? undefined : below(edge.path, graph.book.ringsRoot);
    if (from !== undefined && to !== undefined && edge.from.place.production) yield { edge, from, to };
  }
}

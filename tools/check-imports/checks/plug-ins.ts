import type { Finding } from '../../source-tree/index.js';
import { edgesOf, type ModuleGraph } from '../module-graph.js';
import { below } from '../places.js';
import type { PlugInRule, RuleName } from '../rule-book.js';
import type { Check } from './check.js';
import { atEdge } from './check.js';

/** A plug-in never imports its sibling. */
export const plugInsIgnoreTheirSiblings: Check = (graph) => {
  const findings: Finding[] = [];
  for (const edge of edgesOf(graph)) {
    if (!edge.from.place.production || edge.path === undefined) continue;
    for (const rule of graph.book.plugIns) {
      const here = plugInOf(edge.from.path, rule);
      const there = plugInOf(edge.path, rule);
      if (here === undefined || there === undefined || here === there) continue;
      findings.push(
        atEdge('plug-in-sibling', edge, `${here} may not know ${there}; what both need belongs in the contract`),
      );
    }
  }
  return findings;
};

/** Every plug-in holds its contract, has a test beside it, and stands in the list of its parent. */
export const plugInsAreWholeAndListed: Check = (graph) => {
  const findings: Finding[] = [];
  for (const rule of graph.book.plugIns) {
    const listed = listedIn(graph, rule);
    for (const [name, files] of plugInsOf(graph, rule)) {
      const folder = `${rule.parent}/${name}`;
      const report = (broken: RuleName, message: string): void => {
        findings.push({ rule: broken, file: folder, line: 0, message });
      };
      if (!rule.contract.some((file) => files.includes(`${folder}/${file}`))) {
        report('plug-in-contract', `holds no ${rule.contract.join(' or ')}`);
      }
      if (rule.tests.length > 0 && !files.some((file) => rule.tests.some((end) => file.endsWith(end)))) {
        report('plug-in-untested', `has no test beside it (${rule.tests.join(' or ')})`);
      }
      if (!listed.has(name)) report('plug-in-unlisted', `${listOf(rule)} does not name it`);
    }
  }
  return findings;
};

/** The plug-ins that the list imports. */
function listedIn(graph: ModuleGraph, rule: PlugInRule): Set<string> {
  const listed = new Set<string>();
  for (const edge of graph.modules.get(listOf(rule))?.edges ?? []) {
    const name = edge.path === undefined ? undefined : plugInOf(edge.path, rule);
    if (name !== undefined) listed.add(name);
  }
  return listed;
}

/** Each folder below the parent, with its files. */
function plugInsOf(graph: ModuleGraph, rule: PlugInRule): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of graph.tree.files) {
    const name = plugInOf(file, rule);
    if (name === undefined) continue;
    const files = found.get(name) ?? [];
    files.push(file);
    found.set(name, files);
  }
  return found;
}

function listOf(rule: PlugInRule): string {
  return rule.list ?? `${rule.parent}/index.ts`;
}

function plugInOf(path: string, rule: PlugInRule): string | undefined {
  const rest = below(path, rule.parent);
  return rest?.includes('/') === true ? rest.split('/')[0] : undefined;
}

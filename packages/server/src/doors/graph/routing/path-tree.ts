import type { PathPart } from './graph-path.js';

/** What the `:name` places of a pattern stand for: a key as written, or named values. */
export type PathParams = Readonly<Record<string, PathPart>>;

/** What a path leads to, or how many of its parts lead anywhere. */
export type PathMatch<Value> =
  | { readonly kind: 'matched'; readonly values: readonly Value[]; readonly params: PathParams }
  | { readonly kind: 'left'; readonly after: number };

interface Node<Value> {
  readonly names: Map<string, Node<Value>>;
  place: { readonly name: string; readonly node: Node<Value> } | undefined;
  readonly values: Value[];
}

/**
 * Patterns such as `/users/:user/manager`, found by path. Names are matched without regard to letter case, and with or without the
 * namespace `microsoft.graph.` (OData 4.01 URL Conventions §4.4); a name goes before a place for a key. Two patterns that differ only
 * in what they call a place cannot both be here.
 */
export class PathTree<Value> {
  readonly #root: Node<Value> = emptyNode();

  add(pattern: string, value: Value): void {
    let node = this.#root;
    for (const part of pattern.split('/').slice(1)) {
      if (!part.startsWith(':')) {
        const name = part.toLowerCase();
        const next: Node<Value> = node.names.get(name) ?? emptyNode();
        node.names.set(name, next);
        node = next;
        continue;
      }
      const name = part.slice(1);
      node.place ??= { name, node: emptyNode() };
      if (node.place.name !== name) throw new Error(`\`${pattern}\` names a place that is called :${node.place.name}`);
      node = node.place.node;
    }
    node.values.push(value);
  }

  find(parts: readonly PathPart[]): PathMatch<Value> {
    const walked = walk(this.#root, parts, 0, {});
    return walked.found ?? { kind: 'left', after: walked.after };
  }
}

function emptyNode<Value>(): Node<Value> {
  return { names: new Map(), place: undefined, values: [] };
}

interface Walk<Value> {
  readonly found: PathMatch<Value> | undefined;
  readonly after: number;
}

function walk<Value>(node: Node<Value>, parts: readonly PathPart[], at: number, params: PathParams): Walk<Value> {
  const part = parts[at];
  if (part === undefined) {
    const found: PathMatch<Value> | undefined =
      node.values.length === 0 ? undefined : { kind: 'matched', values: node.values, params };
    return { found, after: at };
  }
  const named = typeof part === 'string' ? nameNode(node, part) : undefined;
  const byName = named === undefined ? undefined : walk(named, parts, at + 1, params);
  if (byName?.found !== undefined || node.place === undefined) return byName ?? { found: undefined, after: at };
  const { name, node: next } = node.place;
  const byKey = walk(next, parts, at + 1, { ...params, [name]: part });
  return byKey.found !== undefined || byName === undefined || byKey.after > byName.after ? byKey : byName;
}

function nameNode<Value>(node: Node<Value>, part: string): Node<Value> | undefined {
  const name = part.toLowerCase();
  return node.names.get(name) ?? node.names.get(name.replace(/^microsoft\.graph\./, ''));
}

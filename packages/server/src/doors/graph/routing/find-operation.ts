import { type GraphError, graphError } from '../graph-error.js';
import type { GraphOperation } from '../resource.js';
import { graphPath } from './graph-path.js';
import { type PathParams, PathTree } from './path-tree.js';

/** An operation, and what its path stands for. */
export interface FoundOperation {
  readonly kind: 'found';
  readonly operation: GraphOperation;
  readonly params: PathParams;
  /** Asked for below `/me`: `:user` is whoever calls. */
  readonly isMe: boolean;
}

interface Place {
  readonly operation: GraphOperation;
  readonly isMe: boolean;
}

/** Finds operations by method and path. */
export interface OperationFinder {
  /**
   * Which operation a request means, or what is wrong with its path or method.
   * @param path as sent, with the version in front.
   */
  find(method: string, path: string): FoundOperation | GraphError;
}

const userPath = '/users/:user';

/** Lays operations out by path. @throws when two of them have one method and path */
export function createOperationFinder(
  operations: readonly GraphOperation[],
  version: 'v1.0' | 'beta',
): OperationFinder {
  const tree = new PathTree<Place>();
  const taken = new Set<string>();
  const add = (path: string, place: Place) => {
    const key = `${place.operation.method} ${path.toLowerCase()}`;
    if (taken.has(key)) throw new Error(`two operations are called \`${key}\``);
    taken.add(key);
    tree.add(path, place);
  };
  for (const operation of operations) {
    if (operation.beta === true && version !== 'beta') continue;
    add(operation.path, { operation, isMe: false });
    if (operation.me === true) add(mePath(operation), { operation, isMe: true });
  }
  return { find: (method, path) => find(tree, method, path) };
}

function mePath({ path }: GraphOperation): string {
  if (!path.startsWith(userPath)) throw new Error(`\`${path}\` cannot be served below /me`);
  return `/me${path.slice(userPath.length)}`;
}

function find(tree: PathTree<Place>, method: string, path: string): FoundOperation | GraphError {
  const parts = graphPath(path);
  if (parts === undefined) return graphError(400, 'BadRequest', 'The path is not correctly encoded.');
  const match = tree.find(parts);
  if (match.kind === 'left') {
    const left = parts[match.after] ?? parts.at(-1) ?? '';
    const segment = (typeof left === 'string' ? left : Object.keys(left).join(',')).slice(0, 128);
    return graphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);
  }
  // A HEAD is a GET whose body is not sent (RFC 9110 §9.3.2).
  const wanted = method === 'HEAD' ? 'GET' : method;
  const place = match.values.find(({ operation }) => operation.method === wanted);
  if (place !== undefined) return { kind: 'found', params: match.params, ...place };
  const allow = [...new Set(match.values.map(({ operation }) => operation.method))].join(', ');
  const sentence = 'Specified HTTP method is not allowed for the request target.';
  // RFC 9110 §15.5.6
  return graphError(405, 'Request_BadRequest', sentence, { allow });
}

import { type GraphError, graphError } from './graph-error.js';
import { followPath, graphPath } from './graph-path.js';
import type { GraphOperation } from './resource.js';
import { resources } from './resources/index.js';

export interface FoundOperation {
  readonly kind: 'found';
  readonly operation: GraphOperation;
  readonly params: Readonly<Record<string, string>>;
}

const operations = resources.flatMap((resource) => resource.operations);

/**
 * Which operation a request means, or what is wrong with its path or method.
 * @param path as sent, with the version in front.
 */
export function findOperation(method: string, path: string): FoundOperation | GraphError {
  const parts = graphPath(path);
  if (parts === undefined) return graphError(400, 'BadRequest', 'The path is not correctly encoded.');
  const there: FoundOperation[] = [];
  let followed = 0;
  for (const operation of operations) {
    const match = followPath(operation.path, parts);
    if (match.kind === 'matched') there.push({ kind: 'found', operation, params: match.params });
    else followed = Math.max(followed, match.after);
  }
  if (there.length === 0) {
    const segment = (parts[followed] ?? parts.at(-1) ?? '').slice(0, 128);
    return graphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);
  }
  // A HEAD is a GET whose body is not sent (RFC 9110 §9.3.2).
  const found = there.find(({ operation }) => operation.method === (method === 'HEAD' ? 'GET' : method));
  if (found !== undefined) return found;
  const allow = [...new Set(there.map(({ operation }) => operation.method))].join(', ');
  const sentence = 'Specified HTTP method is not allowed for the request target.';
  // RFC 9110 §15.5.6
  return graphError(405, 'Request_BadRequest', sentence, { allow });
}

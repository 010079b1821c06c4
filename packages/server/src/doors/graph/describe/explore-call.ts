import { exploreOperation, type OperationPrivileges } from '@gatehouse/policy';
import { type GraphError, graphError } from '../graph-error.js';
import type { GraphOperation } from '../resource.js';
import type { OperationFinder } from '../routing/find-operation.js';

/** What a call needs, whoever makes it. */
export interface ExploredCall extends OperationPrivileges {
  readonly kind: 'explored';
  readonly method: string;
  /** The pattern of the path, with `:name` places. */
  readonly path: string;
  readonly summary: string;
}

/**
 * The permissions and roles that allow a call, from least to most privileged.
 * @param path as sent, with the version in front.
 * @param properties the names of properties that a change would give: what it needs may follow from them.
 */
export function exploreCall(
  finder: OperationFinder,
  method: string,
  path: string,
  properties: readonly string[],
): ExploredCall | GraphError {
  const found = finder.find(method, path);
  if (found.kind === 'error') return graphError(404, 'Request_ResourceNotFound', found.message);
  const { operation } = found;
  const privileges = exploreOperation(needsOf(operation, properties), onOf(operation));
  return {
    kind: 'explored',
    method: operation.method,
    path: operation.path,
    summary: operation.summary,
    ...privileges,
  };
}

function needsOf({ access }: GraphOperation, properties: readonly string[]) {
  const { actions, target: _target, parts: _parts, partOf: _partOf, limited: _limited, ...needs } = access;
  const body = Object.fromEntries(properties.map((name) => [name, null]));
  return { ...needs, ...(typeof actions === 'function' ? actions(body) : { actions }) };
}

function onOf({ access: { target } }: GraphOperation): 'object' | 'tenant' {
  return target.kind === 'tenant' ? 'tenant' : 'object';
}

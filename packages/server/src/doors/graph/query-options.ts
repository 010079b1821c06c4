import type { Parameters } from '@gatehouse/wire';
import { type GraphError, graphError } from './graph-error.js';
import type { GraphOperation, QueryOptions } from './resource.js';

const understood = new Set(['$select', '$top', '$skiptoken']);
const largestPage = 999;

/** Reads OData query options; those not understood are refused rather than ignored, since ignoring them would answer another question. */
export function readQueryOptions(query: Parameters, operation: GraphOperation): QueryOptions | GraphError {
  if (query.malformed) return graphError(400, 'Request_BadRequest', 'The query is not correctly encoded.');
  const [odd] = query.names.filter((name) => name.startsWith('$') && !understood.has(name.toLowerCase()));
  if (odd !== undefined)
    return graphError(400, 'Request_UnsupportedQuery', `The query option '${odd}' is not supported here.`);
  if (query.repeated.length > 0) {
    return graphError(400, 'Request_BadRequest', `The query option '${query.repeated[0]}' is given more than once.`);
  }
  const get = (name: string) => query.get(query.names.find((given) => given.toLowerCase() === name) ?? name);
  const top = get('$top') ?? null;
  if (top !== null && (!/^[0-9]{1,4}$/.test(top) || Number(top) < 1 || Number(top) > largestPage)) {
    return graphError(
      400,
      'Request_BadRequest',
      `Invalid page size specified: '${top}'. Must be between 1 and ${largestPage} inclusive.`,
    );
  }
  const select = (get('$select') ?? '').split(',').flatMap((name) => name.trim() || []);
  const unheardOf = select.find(
    (name) => !operation.properties.some((known) => known.toLowerCase() === name.toLowerCase()),
  );
  if (unheardOf !== undefined) {
    return graphError(400, 'Request_BadRequest', `Could not find a property named '${unheardOf}'.`);
  }
  return { kind: 'options', select, top: top === null ? null : Number(top), skipToken: get('$skiptoken') ?? null };
}

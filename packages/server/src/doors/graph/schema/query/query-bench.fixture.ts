import { createHmac } from 'node:crypto';
import type { Condition } from '@gatehouse/model';
import { parseParameters, parseQueryOptions } from '@gatehouse/wire';
import type { EntityType } from '../entity-type.js';
import { filters, flag, instant, text } from '../properties.js';
import { application } from '../sample.fixture.js';
import { type checkEntityQuery, checkQuery, type QueryContext } from './check-query.js';
import { createCursor } from './cursor.js';

// What queries are tested with: options as clients write them, judged for applications, and what is said of them.

export const user: EntityType = {
  name: 'user',
  base: 'directoryObject',
  properties: [text('displayName'), text('jobTitle', { onRequest: true })],
  navigations: [],
};
/** Not of the directory: nothing is advanced there. */
export const signIn: EntityType = {
  name: 'signIn',
  base: 'entity',
  properties: [
    text('ipAddress', { query: { filter: filters.affix } }),
    flag('isInteractive', { query: { filter: filters.exact } }),
    instant('createdDateTime', { query: { filter: filters.ordered, sort: true } }),
  ],
  navigations: [],
};

export const digest = (said: string) => createHmac('sha256', 'example-key').update(said).digest('base64url');
export const cursor = createCursor({ digest, tenant: 't1', path: '/applications' });
export const context: QueryContext = {
  eventual: false,
  defaults: { top: 100, maxTop: 999 },
  cursor,
  expandable: (target) => (target === 'directoryObject' ? [user, application] : []),
};

export function parse(query: string) {
  const encoded = query.replaceAll('%', '%25').replaceAll('+', '%2B').replaceAll('#', '%23');
  const options = parseQueryOptions(parseParameters(encoded));
  if (options.kind === 'invalid') throw new Error(options.reason);
  return options;
}

export const check = (query: string, more: Partial<QueryContext> = {}, type = application) =>
  checkQuery(type, parse(query), { ...context, ...more });
/** As an advanced query. */
const advanced = (query: string, type = application) => check(`${query}&$count=true`, { eventual: true }, type);
export const said = (found: ReturnType<typeof check> | ReturnType<typeof checkEntityQuery>) =>
  found.kind === 'error' ? `${found.code}: ${found.message}` : found.kind;
export const condition = (found: ReturnType<typeof check>) =>
  found.kind === 'error' ? found.message : found.objectQuery.condition;
export const filter = (written: string) => condition(check(`$filter=${written}`));
export const advancedFilter = (written: string) => condition(advanced(`$filter=${written}`));

export const id = 'aaaaaaaa-0000-4000-8000-000000000001';
export const equal = (field: string, value: string | number | boolean | null): Condition => ({
  kind: 'compare',
  field,
  operator: 'eq',
  value,
});
export const clause = (name: string, owner = 'Application') =>
  `Unsupported or invalid query filter clause specified for property '${name}' of resource '${owner}'.`;
export const operands = (left: string, right: string, kind = 'Equal') =>
  `Invalid filter clause: A binary operator with incompatible types was detected. Found operand types '${left}' and '${right}' for operator kind '${kind}'.`;
export const missing = (operator: string) =>
  `Operator '${operator}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information`;

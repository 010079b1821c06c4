import type { Condition, ObjectQuery, QueryPlace } from '@gatehouse/model';
import type { OrderbyItem, QueryOptions } from '@gatehouse/wire';
import type { GraphError } from '../../graph-error.js';
import { noOpenProperty, type OpenProperty } from '../declared-properties.js';
import type { EntityType } from '../entity-type.js';
import type { Cursor } from './cursor.js';
import { type Expandable, type Expansion, readExpand } from './expansion.js';
import { filterCondition } from './filter-condition.js';
import { resolvePath, type Scope, scopeOf } from './property-path.js';
import {
  advancedOnly,
  expiredPageToken,
  invalidPageSize,
  optionNotSupported,
  searchWithoutHeader,
  skipNotSupported,
  sortNotSupported,
  unsupportedSort,
} from './query-error.js';
import { searchCondition } from './search-condition.js';
import { readSelect } from './selection.js';

/** What of a request counts when its query is judged, beside the options themselves. */
export interface EntityQueryContext {
  /** What navigations lead to. Without it nothing can be expanded. */
  readonly expandable?: Expandable;
  /** What undeclared properties of open types are. Without it there are none. */
  readonly openProperty?: OpenProperty;
}

/** What counts for a collection, beside that. */
export interface QueryContext extends EntityQueryContext {
  /** The header `ConsistencyLevel: eventual` was sent. */
  readonly eventual: boolean;
  /** How many entities a page holds, and may hold at most. */
  readonly defaults: { readonly top: number; readonly maxTop: number };
  readonly cursor: Cursor;
}

/** What of one entity is to be shown. */
export interface CheckedEntityQuery {
  readonly kind: 'query';
  /** Names of properties, in the order asked for; null for what is returned by default. */
  readonly select: readonly string[] | null;
  readonly expand: readonly Expansion[];
}

/** Which entities are wanted, and what of them is to be shown. */
export interface CheckedQuery extends CheckedEntityQuery {
  readonly objectQuery: ObjectQuery;
  /** Whether `@odata.count` is to be told. */
  readonly count: boolean;
  /** The skip token with which this very query goes on after a page. */
  nextToken(place: QueryPlace): string;
}

/** Judges the query of a request for a collection against what the entity type declares. */
export function checkQuery(
  type: EntityType,
  options: QueryOptions,
  { eventual, defaults, cursor, ...context }: QueryContext,
): CheckedQuery | GraphError {
  if (options.skip !== null) return skipNotSupported();
  if (options.deltatoken !== null) return optionNotSupported('$deltatoken');
  const shown = checkShown(type, options, context, false);
  if (shown.kind === 'error') return shown;
  const scope = scopeOf(type, context.openProperty ?? noOpenProperty);
  // Only the directory asks for more; elsewhere everything declared is there for everybody.
  const isDirectory = type.base === 'directoryObject';
  const rules = { eventual: eventual || !isDirectory, advanced: !isDirectory || (eventual && options.count === true) };
  const asked = checkAsked(options, scope, rules);
  if (asked.kind === 'error') return asked;
  const { condition, order } = asked;
  const top = options.top ?? defaults.top;
  if (top < 1 || top > defaults.maxTop) return invalidPageSize(top, defaults.maxTop);
  const question = JSON.stringify([condition, order]);
  const after = options.skiptoken === null ? null : cursor.read(question, options.skiptoken);
  if (after === undefined) return expiredPageToken();
  return {
    ...shown,
    objectQuery: { condition, order, top, after },
    count: options.count === true && rules.eventual,
    nextToken: (place) => cursor.write(question, place),
  };
}

/** Judges the query of a request for one entity: it says what is shown, and nothing of which. `$count` has no meaning there. */
export function checkEntityQuery(
  type: EntityType,
  options: QueryOptions,
  context: EntityQueryContext = {},
): CheckedEntityQuery | GraphError {
  const sent: readonly (readonly [string, boolean])[] = [
    ['$filter', options.filter !== null],
    ['$orderby', options.orderby.length > 0],
    ['$search', options.search !== null],
    ['$top', options.top !== null],
    ['$skip', options.skip !== null],
    ['$skiptoken', options.skiptoken !== null],
    ['$deltatoken', options.deltatoken !== null],
  ];
  const [odd] = sent.find(([, isSent]) => isSent) ?? [];
  return odd === undefined ? checkShown(type, options, context, true) : optionNotSupported(odd);
}

function checkShown(
  type: EntityType,
  { select, expand }: QueryOptions,
  { expandable = () => [], openProperty = noOpenProperty }: EntityQueryContext,
  single: boolean,
): CheckedEntityQuery | GraphError {
  const selection = readSelect(select, [type], openProperty);
  if (selection.kind === 'error') return selection;
  const expansions = readExpand(expand, type, expandable, single);
  if (expansions.kind === 'error') return expansions;
  return { kind: 'query', select: selection.names, expand: expansions.expand };
}

interface Rules {
  readonly eventual: boolean;
  readonly advanced: boolean;
}

interface Asked {
  readonly kind: 'asked';
  readonly condition: Condition | null;
  readonly order: ObjectQuery['order'];
}

function checkAsked(options: QueryOptions, scope: Scope, { eventual, advanced }: Rules): Asked | GraphError {
  const filter = options.filter === null ? null : filterCondition(options.filter, scope, advanced);
  if (filter?.kind === 'error') return filter;
  if (options.search !== null && !eventual) return searchWithoutHeader();
  const search = options.search === null ? null : searchCondition(options.search, scope);
  if (search?.kind === 'error') return search;
  const order = checkOrder(options.orderby, scope, advanced);
  if (order !== null && 'kind' in order) return order;
  // `$orderby` beside a `$filter` on another property is an advanced query (Microsoft Graph documentation).
  const isElsewhere = order !== null && filter !== null && fieldsOf(filter).some((field) => field !== order.field);
  if (isElsewhere && !advanced) return sortNotSupported();
  const operands = [filter, search].filter((part) => part !== null);
  const [first = null] = operands;
  return { kind: 'asked', condition: operands.length > 1 ? { kind: 'and', operands } : first, order };
}

function checkOrder(
  [first, second]: readonly OrderbyItem[],
  scope: Scope,
  advanced: boolean,
): ObjectQuery['order'] | GraphError {
  if (first === undefined) return null;
  if (second !== undefined) return sortNotSupported();
  const found = resolvePath({ variable: null, path: first.path }, scope, '$orderby');
  if (found.kind === 'error') return found;
  const { property, field } = found;
  if (property.query?.sort !== true) return unsupportedSort(first.path.join('/'), scope.typeName);
  if (property.query.advanced === true && !advanced) return advancedOnly('$orderby');
  return { field, descending: first.direction === 'desc' };
}

function fieldsOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.flatMap(fieldsOf);
    case 'not':
      return fieldsOf(condition.operand);
    case 'any':
    case 'all':
    case 'size':
      return [condition.collection];
    case 'compare':
    case 'in':
    case 'text':
    case 'words':
      return [condition.field];
  }
}

import type { Parameters } from '../form/parameters.js';
import { type Reading, readWhole } from './cursor.js';
import type { Filter, Path } from './filter.js';
import { readFilter } from './read-filter.js';
import {
  type ExpandItem,
  type OrderbyItem,
  readBoolean,
  readExpand,
  readOrderby,
  readSelect,
  readWholeNumber,
} from './read-lists.js';
import { readSearch, type Search } from './search.js';
import { longestOption } from './tokens.js';

/** The OData query options of one request. Lists are empty, and the rest null, where an option was not sent. */
export interface QueryOptions {
  readonly kind: 'options';
  readonly filter: Filter | null;
  readonly orderby: readonly OrderbyItem[];
  readonly select: readonly Path[];
  readonly expand: readonly ExpandItem[];
  readonly top: number | null;
  readonly skip: number | null;
  readonly count: boolean | null;
  readonly search: Search | null;
  /** Opaque, as whoever made the link wrote them. */
  readonly skiptoken: string | null;
  readonly deltatoken: string | null;
}

/** Why a query cannot be used. */
export interface InvalidQuery {
  readonly kind: 'invalid';
  /** `malformed` covers what cannot be read and what is too long, too deep or too large. */
  readonly problem: 'malformed' | 'repeated' | 'unsupported';
  /** The option with its `$`, in lower case when it is known; empty when the query as a whole cannot be decoded. */
  readonly option: string;
  /** Where in the option's value, counted from 0. */
  readonly position: number;
  /** A sentence that may be shown to the caller. */
  readonly reason: string;
}

type OptionName = Exclude<keyof QueryOptions, 'kind'>;
type Readers = { readonly [Name in OptionName]: (text: string) => Reading<NonNullable<QueryOptions[Name]>> };

const readers: Readers = {
  filter: (text) => readWhole(text, readFilter),
  orderby: (text) => readWhole(text, readOrderby),
  select: (text) => readWhole(text, readSelect),
  expand: (text) => readWhole(text, readExpand),
  top: (text) => wholeNumber(text, '$top'),
  skip: (text) => wholeNumber(text, '$skip'),
  count: (text) => reworded(readWhole(text, readBoolean), text, '$count', "Valid values are 'true' or 'false'."),
  search: readSearch,
  skiptoken: readOpaque,
  deltatoken: readOpaque,
};

const nothing: QueryOptions = {
  kind: 'options',
  filter: null,
  orderby: [],
  select: [],
  expand: [],
  top: null,
  skip: null,
  count: null,
  search: null,
  skiptoken: null,
  deltatoken: null,
};

/**
 * Reads the OData query options of a request (OData 4.01 part 2 §5.1; Microsoft Graph documentation, "query parameters").
 *
 * Names count in any letter case and with or without `$`, as OData 4.01 §5.1 asks and Graph's beta does: Graph's v1.0 passes over
 * some names without `$`, but passing over a filter would answer with more than was asked for. For the same reason an option with
 * `$` that is not known, one sent twice (in whatever spelling), and one without a value are refused. Other names without `$` are
 * custom options (§5.2), which are none of OData's business.
 */
export function parseQueryOptions(query: Parameters): QueryOptions | InvalidQuery {
  if (query.malformed) return invalid('malformed', '', 'The query is not correctly encoded.');
  let options = nothing;
  const given = new Set<OptionName>();
  for (const written of query.names) {
    const name = optionNamed(written);
    if (name === undefined) {
      if (!written.startsWith('$')) continue;
      const shown = written.slice(0, 64);
      return invalid('unsupported', shown, `The query parameter '${shown}' is not supported.`);
    }
    const option = `$${name}`;
    if (given.has(name) || query.repeated.includes(written)) {
      const reason = `Query option '${option}' was specified more than once, but it must be specified at most once.`;
      return invalid('repeated', option, reason);
    }
    given.add(name);
    const reading = readers[name](query.get(written) ?? '');
    if (reading.kind === 'refused') return invalid('malformed', option, reading.reason, reading.position);
    options = { ...options, [name]: reading.value };
  }
  return options;
}

/** What stands before a reason in Graph's message, as its answers show; the code beside these is `BadRequest`. */
const introductions: ReadonlyMap<string, string> = new Map([
  ['$filter', 'Invalid filter clause: '],
  ['$select', 'Parsing OData Select and Expand failed: '],
  ['$expand', 'Parsing OData Select and Expand failed: '],
]);

/** The sentence in which Graph says that a query cannot be used. */
export function invalidQueryMessage({ problem, option, reason }: InvalidQuery): string {
  return problem === 'malformed' ? `${introductions.get(option) ?? ''}${reason}` : reason;
}

function optionNamed(written: string): OptionName | undefined {
  const folded = (written.startsWith('$') ? written.slice(1) : written).toLowerCase();
  return (Object.keys(readers) as OptionName[]).find((known) => known === folded);
}

function invalid(problem: InvalidQuery['problem'], option: string, reason: string, position = 0): InvalidQuery {
  return { kind: 'invalid', problem, option, position, reason };
}

function wholeNumber(text: string, option: string): Reading<number> {
  const requirement = `The ${option} query option requires a non-negative integer value.`;
  return reworded(readWhole(text, readWholeNumber), text, option, requirement);
}

/** Says of a plain value what Graph says of it. */
function reworded<T>(reading: Reading<T>, text: string, option: string, requirement: string): Reading<T> {
  if (reading.kind === 'read') return reading;
  const reason = `Invalid value '${text.slice(0, 64)}' for ${option} query option found. ${requirement}`;
  return { ...reading, reason };
}

function readOpaque(text: string): Reading<string> {
  if (text !== '' && text.length <= longestOption) return { kind: 'read', value: text };
  return { kind: 'refused', position: 0, reason: 'The token is empty or too long.' };
}

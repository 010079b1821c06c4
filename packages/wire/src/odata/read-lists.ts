import type { Cursor } from './cursor.js';
import type { Filter, Path } from './filter.js';
import { readFilter } from './read-filter.js';

/** One property to sort by (OData 4.01 part 2 §5.1.5). */
export interface OrderbyItem {
  readonly path: Path;
  readonly direction: 'asc' | 'desc';
}

/** What is asked of the resources behind a navigation property. Lists are empty, and the rest null, where nothing was asked. */
export interface ExpandOptions {
  readonly select: readonly Path[];
  readonly filter: Filter | null;
  readonly orderby: readonly OrderbyItem[];
  readonly top: number | null;
  readonly count: boolean | null;
  readonly levels: number | 'max' | null;
  readonly expand: readonly ExpandItem[];
}

/** One navigation property to follow (OData 4.01 part 2 §5.1.3); `*` alone stands for all of them. */
export interface ExpandItem {
  readonly navigation: Path;
  readonly options: ExpandOptions;
}

const nothing: ExpandOptions = {
  select: [],
  filter: null,
  orderby: [],
  top: null,
  count: null,
  levels: null,
  expand: [],
};

/** `$select`: properties between commas, or `*` (OData 4.01 part 2 §5.1.4). */
export function readSelect(cursor: Cursor): readonly Path[] | undefined {
  return readList(cursor, readPathOrStar);
}

/** `$orderby`: properties between commas, each with `asc` or `desc` after it; ascending without. */
export function readOrderby(cursor: Cursor): readonly OrderbyItem[] | undefined {
  return readList(cursor, () => {
    const path = readPath(cursor);
    if (path === undefined) return undefined;
    if (cursor.takeWord('desc')) return { path, direction: 'desc' } as const;
    cursor.takeWord('asc');
    return { path, direction: 'asc' } as const;
  });
}

/** `$expand`: navigation properties between commas, each with its own options in parentheses, between semicolons. */
export function readExpand(cursor: Cursor): readonly ExpandItem[] | undefined {
  return readList(cursor, () => {
    const navigation = readPathOrStar(cursor);
    if (navigation === undefined) return undefined;
    const options = cursor.takeMark('(') ? cursor.deeper(() => readExpandOptions(cursor)) : nothing;
    return options === undefined ? undefined : { navigation, options };
  });
}

/** `$top`, `$skip`: digits without a zero before them, up to the largest 32-bit integer (OData 4.01 part 2 §5.1.6). */
export function readWholeNumber(cursor: Cursor): number | undefined {
  const { kind, text } = cursor.ahead();
  if (kind !== 'integer' || !/^(?:0|[1-9]\d{0,9})$/.test(text) || Number(text) > 0x7fffffff) {
    return cursor.refuse('A non-negative integer was expected');
  }
  cursor.step();
  return Number(text);
}

/** `$count` (OData 4.01 part 2 §5.1.7). */
export function readBoolean(cursor: Cursor): boolean | undefined {
  if (cursor.takeWord('true')) return true;
  return cursor.takeWord('false') ? false : cursor.refuse("'true' or 'false' was expected");
}

type ExpandReaders = {
  readonly [Name in keyof ExpandOptions]: (cursor: Cursor) => NonNullable<ExpandOptions[Name]> | undefined;
};

const readers: ExpandReaders = {
  select: readSelect,
  filter: readFilter,
  orderby: readOrderby,
  top: readWholeNumber,
  count: readBoolean,
  levels: (cursor) => (cursor.takeWord('max') ? 'max' : readWholeNumber(cursor)),
  expand: readExpand,
};

function readExpandOptions(cursor: Cursor): ExpandOptions | undefined {
  let options = nothing;
  const given = new Set<string>();
  do {
    const name = cursor.ahead();
    const known = optionNamed(name.kind === 'option' ? name.text.slice(1) : name.text);
    if (known === undefined) return cursor.refuse('An expand option that is not supported was found');
    if (given.has(known)) return cursor.refuse('An expand option that was specified before was found');
    given.add(known);
    cursor.step();
    if (!cursor.takeMark('=')) return cursor.refuse("'=' was expected");
    const value = readers[known](cursor);
    if (value === undefined) return undefined;
    options = { ...options, [known]: value };
  } while (cursor.takeMark(';'));
  return cursor.takeMark(')') ? options : cursor.refuse("')' or ';' was expected");
}

function optionNamed(name: string): keyof ExpandOptions | undefined {
  const folded = name.toLowerCase();
  return (Object.keys(readers) as (keyof ExpandOptions)[]).find((known) => known === folded);
}

function readList<T>(cursor: Cursor, read: (cursor: Cursor) => T | undefined): readonly T[] | undefined {
  const items: T[] = [];
  do {
    const item = read(cursor);
    if (item === undefined || cursor.node(item) === undefined) return undefined;
    items.push(item);
  } while (cursor.takeMark(','));
  return items;
}

function readPathOrStar(cursor: Cursor): Path | undefined {
  return cursor.takeMark('*') ? ['*'] : readPath(cursor);
}

function readPath(cursor: Cursor): Path | undefined {
  const path: string[] = [];
  do {
    if (cursor.ahead().kind !== 'word') return cursor.refuse('An identifier was expected');
    path.push(cursor.step().text);
  } while (cursor.takeMark('/'));
  return path;
}

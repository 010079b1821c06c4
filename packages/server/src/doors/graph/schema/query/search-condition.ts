import type { Condition } from '@gatehouse/model';
import type { Search } from '@gatehouse/wire';
import type { GraphError } from '../../graph-error.js';
import { resolvePath, type Scope } from './property-path.js';
import { unsupportedSearch } from './query-error.js';

/** The properties whose words are looked for; of every other the beginning is (Microsoft Graph documentation: search query parameter). */
const worded: ReadonlySet<string> = new Set(['displayName', 'description']);

/** What a `$search` asks of stored objects. A term that names no property is looked for in the display name. */
export function searchCondition(search: Search, scope: Scope): Condition | GraphError {
  if (search.kind !== 'term') {
    const operands: Condition[] = [];
    for (const operand of search.operands) {
      const condition = searchCondition(operand, scope);
      if (condition.kind === 'error') return condition;
      operands.push(condition);
    }
    return { kind: search.kind, operands };
  }
  const found = resolvePath({ variable: null, path: search.property ?? ['displayName'] }, scope, '$search');
  if (found.kind === 'error') return found;
  const isSearchable = found.property.query?.search === true;
  // A text without a word would be found in everything.
  const hasWord = /[\p{L}\p{N}]/u.test(search.text);
  if (!isSearchable || !hasWord) return unsupportedSearch();
  return worded.has(found.property.name)
    ? { kind: 'words', field: found.field, text: search.text }
    : { kind: 'text', function: 'startsWith', field: found.field, text: search.text };
}

import { stringify } from 'yaml';
import type { Item } from './export-context.js';

/** A seed file of some tenants. The same tenants give the same text. */
export function renderSeed(tenants: readonly Item[], format: 'yaml' | 'json'): string {
  const seed = { tenants };
  if (format === 'json') return `${JSON.stringify(seed, null, 2)}\n`;
  // Long lines stay whole, so that a change of a word is a change of a line.
  return stringify(seed, { aliasDuplicateObjects: false, lineWidth: 0 });
}

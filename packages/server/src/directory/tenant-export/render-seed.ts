import { stringify } from 'yaml';
import type { Item } from './export-context.js';

/** A seed file of some tenants. The same tenants give the same text. */
export function renderSeed(tenants: readonly Item[], format: 'yaml' | 'json'): string {
  const seed = { tenants };
  if (format === 'json') return printable(`${JSON.stringify(seed, null, 2)}\n`);
  // Long lines stay whole, so that a change of a word is a change of a line.
  return printable(stringify(seed, { aliasDuplicateObjects: false, lineWidth: 0 }));
}

/**
 * Without what a terminal takes for orders. Below the blank both formats write such characters as escapes; above it neither does, though
 * texts with them stand in double quotes in both, where the same escape may stand for them (YAML 1.2.2 §5.7, RFC 8259 §7).
 */
function printable(text: string): string {
  return text.replaceAll(/[\u007f-\u009f]/g, (each) => `\\u00${each.charCodeAt(0).toString(16)}`);
}

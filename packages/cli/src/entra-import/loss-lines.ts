import type { ImportedEntra } from '@gatehouse/server';
import { terminalText } from '../terminal-text.js';

/** How many objects a line names. */
const most = 3;
const longest = 300;

/** What is not in the seed, in lines for people: the same reason once, with the objects it holds for. */
export function lossLines(losses: ImportedEntra['losses']): readonly string[] {
  const groups = new Map<string, Set<string>>();
  for (const { kind, object, property, reason } of losses) {
    const place = property === undefined ? kind : `${kind}.${property.replaceAll(/\[\d+\]/g, '[]')}`;
    const key = `${place}: ${reason}`;
    const objects = groups.get(key) ?? new Set<string>();
    objects.add(object);
    groups.set(key, objects);
  }
  return [...groups].map(([key, objects]) => {
    const named = [...objects].slice(0, most).map((one) => terminalText(one, longest));
    const more = objects.size > most ? ` and ${objects.size - most} more` : '';
    return `not mapped: ${terminalText(key, longest)} (${named.join(', ')}${more})`;
  });
}

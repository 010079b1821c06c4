import type { ImportedEntra } from '@gatehouse/server';

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
    const named = [...objects].slice(0, most).map((one) => plain(one));
    const more = objects.size > most ? ` and ${objects.size - most} more` : '';
    return `not mapped: ${plain(key)} (${named.join(', ')}${more})`;
  });
}

/** A text of somebody else's as a terminal may show it: in one line, with nothing that steers it, and not without end. */
export function plain(text: string): string {
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}

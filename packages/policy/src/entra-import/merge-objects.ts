import { type EntraObject, idIn, isSameJson, type JsonObject, type Loss } from './entra-export.js';
import { titleOf } from './mapping.js';

/**
 * One object for each kind and id: what several files say of it together. Where they differ, the first is believed, and the others are
 * told. What was deleted is left out and told.
 */
export function mergeObjects(objects: readonly EntraObject[], lose: (loss: Loss) => void): readonly EntraObject[] {
  const merged = new Map<string, EntraObject>();
  for (const [index, object] of objects.entries()) {
    if (object.value['deletedDateTime'] != null || object.value['@removed'] !== undefined) {
      lose({ kind: object.kind, object: titleOf(object), reason: 'it is deleted' });
      continue;
    }
    const id = idIn(object.value);
    const key = `${object.kind} ${id === '' ? `without id ${index}` : id}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? object : together(known, object, lose));
  }
  return [...merged.values()];
}

function together(known: EntraObject, other: EntraObject, lose: (loss: Loss) => void): EntraObject {
  const more: [string, unknown][] = [];
  for (const [property, value] of Object.entries(other.value)) {
    // Ids are the same but for the case of their letters.
    if (property.startsWith('@') || property === 'id' || value === null) continue;
    const said = valueOf(known.value, property);
    if (said === undefined || said === null) more.push([property, value]);
    else if (!isSameJson(said, value)) {
      const reason = `\`${known.file}\` and \`${other.file}\` differ; the first is believed`;
      lose({ kind: known.kind, object: titleOf(known), property, reason });
    }
  }
  // By entries, so that no name of a property means anything.
  return { ...known, value: Object.fromEntries([...Object.entries(known.value), ...more]) };
}

function valueOf(value: JsonObject, property: string): unknown {
  return Object.hasOwn(value, property) ? value[property] : undefined;
}

import { type EntraObject, type JsonObject, lower, objectsOf, withoutSilence } from './entra-export.js';
import type { EntraNames } from './entra-names.js';
import { lostWhole, type Mapping, relatedObjects, type SeedItem } from './mapping.js';

/** How Graph begins the names of the extensions of an application, in lower case. */
function prefixOf(application: JsonObject): string {
  return `extension_${lower(application['appId']).replaceAll('-', '')}_`;
}

/** The names of all extensions whose definitions an application of the export has, in lower case. */
export function extensionNamesIn(names: EntraNames): ReadonlySet<string> {
  const all = names.ofKind('application').flatMap(({ value }) => {
    const prefix = prefixOf(value);
    const told = [
      ...objectsOf(value['extensionProperties']),
      ...(names.related(value['id'], 'extensionproperties') ?? []),
      ...names.ofKind('extensionProperty').map((one) => one.value),
    ];
    return told.map(({ name }) => lower(name)).filter((name) => name.startsWith(prefix));
  });
  return new Set(all);
}

/** The definitions of the extensions of an application, wherever the export has them. */
export function extensionPropertiesOf(object: EntraObject, mapping: Mapping): readonly SeedItem[] {
  const prefix = prefixOf(object.value);
  const found = [
    ...relatedObjects(object, 'extensionProperties', mapping),
    ...mapping.names.ofKind('extensionProperty').map((one) => one.value),
  ].filter(({ name }) => lower(name).startsWith(prefix));
  const distinct = new Map(found.map((one) => [lower(one['name']), one]));
  return [...distinct.values()].map(({ id, name, dataType, isMultiValued, targetObjects }) =>
    withoutSilence({ id, name: String(name).slice(prefix.length), dataType, isMultiValued, targetObjects }),
  );
}

/** Definitions whose application is not among the exported ones. */
export function loseStrayExtensions(mapping: Mapping): void {
  for (const object of mapping.names.ofKind('extensionProperty')) {
    if (mapping.extensionNames.has(lower(object.value['name']))) continue;
    const named = { ...object, title: String(object.value['name']) };
    lostWhole(named, 'the application that defines it is not among the exported ones', mapping);
  }
}

import { parseGuid } from '@gatehouse/model';
import { type EntraKind, type EntraObject, type EntraRelation, type JsonObject, textOf } from './entra-export.js';

/** An application whose permissions are known beside those of the export: the platform's own. */
export interface KnownApplication {
  readonly appId: string;
  readonly scopes: readonly string[];
  readonly roles: readonly { readonly id: string; readonly value?: string }[];
}

/** The objects of an export by id, and what a seed calls them. */
export interface EntraNames {
  ofKind(kind: EntraKind): readonly EntraObject[];
  /** True when the export holds objects of a kind at all: what is missing among them is gone. */
  has(kind: EntraKind): boolean;
  find(kind: EntraKind, id: unknown): JsonObject | undefined;
  /** The user principal name, display name, appId or device id by which a seed names the object. */
  nameOf(kind: EntraKind, id: unknown): string | undefined;
  /** The appId of a service principal, or of an application by its object id. */
  appIdOf(id: unknown): string | undefined;
  /** The application that the export registers under an appId. */
  application(appId: string): JsonObject | undefined;
  /** True for an application that will be there: one of the export's own, or the platform's. */
  isPresent(appId: string): boolean;
  /** True for the name of a service principal that is left out, since its application is at home elsewhere. */
  isLeftOut(name: string): boolean;
  related(id: unknown, relation: string): readonly JsonObject[];
  readonly known: ReadonlyMap<string, KnownApplication>;
}

/** Indexes an export. */
export function indexEntra(
  objects: readonly EntraObject[],
  relations: readonly EntraRelation[],
  known: readonly KnownApplication[],
): EntraNames {
  const byKind = indexKinds(objects);
  const all = (kind: EntraKind) => [...(byKind.get(kind)?.values() ?? [])];
  const related = indexRelations(relations);
  const own = new Map(all('application').map(({ value }) => [lower(value['appId']), value]));
  const principals = new Set(all('servicePrincipal').map(({ value }) => lower(value['appId'])));
  const knownByAppId = new Map(known.map((one) => [one.appId, one]));
  const find = (kind: EntraKind, id: unknown) => byKind.get(kind)?.get(lower(id))?.value;
  const appIdOf = (id: unknown) =>
    parseGuid(lower((find('servicePrincipal', id) ?? find('application', id))?.['appId']));
  const isPresent = (appId: string) => own.has(appId) || knownByAppId.has(appId);
  const nameOf = namer(find, appIdOf, all('group'));
  return {
    ofKind: all,
    has: (kind) => (byKind.get(kind)?.size ?? 0) > 0,
    find,
    appIdOf,
    application: (appId) => own.get(appId.toLowerCase()),
    isPresent,
    isLeftOut: (name) => principals.has(name) && !isPresent(name),
    nameOf,
    related: (id, relation) => related.get(`${lower(id)} ${relation}`) ?? [],
    known: knownByAppId,
  };
}

function indexKinds(objects: readonly EntraObject[]): ReadonlyMap<EntraKind, ReadonlyMap<string, EntraObject>> {
  const byKind = new Map<EntraKind, Map<string, EntraObject>>();
  for (const object of objects) {
    const all = byKind.get(object.kind) ?? new Map<string, EntraObject>();
    all.set(keyOf(object), object);
    byKind.set(object.kind, all);
  }
  return byKind;
}

function indexRelations(relations: readonly EntraRelation[]): ReadonlyMap<string, readonly JsonObject[]> {
  const related = new Map<string, JsonObject[]>();
  for (const { of, relation, objects } of relations) {
    const key = `${of} ${relation}`;
    related.set(key, [...(related.get(key) ?? []), ...objects]);
  }
  return related;
}

/** What a seed calls an object; a group whose name others have, too, goes by its id. */
function namer(
  find: EntraNames['find'],
  appIdOf: EntraNames['appIdOf'],
  groups: readonly EntraObject[],
): EntraNames['nameOf'] {
  const sameName = new Map<string, number>();
  for (const { value } of groups) {
    const name = String(value['displayName']);
    sameName.set(name, (sameName.get(name) ?? 0) + 1);
  }
  return (kind, id) => {
    const found = find(kind, id);
    if (found === undefined) return undefined;
    switch (kind) {
      case 'user':
        return textOf(found['userPrincipalName']);
      case 'group':
        return sameName.get(String(found['displayName'])) === 1 ? textOf(found['displayName']) : lower(id);
      case 'servicePrincipal':
        return appIdOf(id);
      case 'device':
        return parseGuid(lower(found['deviceId']));
      default:
        return textOf(found['displayName']) ?? lower(id);
    }
  };
}

function keyOf({ kind, value, file }: EntraObject): string {
  const id = lower(value['id']);
  if (id !== '') return id;
  return `${file} ${kind} ${JSON.stringify(value)}`;
}

function lower(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}

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
  const byKind = new Map<EntraKind, Map<string, EntraObject>>();
  for (const object of objects) {
    const all = byKind.get(object.kind) ?? new Map<string, EntraObject>();
    all.set(keyOf(object), object);
    byKind.set(object.kind, all);
  }
  const groupNames = new Map<string, number>();
  for (const { value } of byKind.get('group')?.values() ?? []) {
    const name = String(value['displayName']);
    groupNames.set(name, (groupNames.get(name) ?? 0) + 1);
  }
  const own = new Map(
    [...(byKind.get('application')?.values() ?? [])].map(({ value }) => [lower(value['appId']), value]),
  );
  const related = new Map<string, JsonObject[]>();
  for (const { of, relation, objects: found } of relations) {
    const key = `${of} ${relation}`;
    related.set(key, [...(related.get(key) ?? []), ...found]);
  }
  const find = (kind: EntraKind, id: unknown) => byKind.get(kind)?.get(lower(id))?.value;
  const appIdOf = (id: unknown) =>
    parseGuid(lower((find('servicePrincipal', id) ?? find('application', id))?.['appId']));
  const knownByAppId = new Map(known.map((one) => [one.appId, one]));
  const isPresent = (appId: string) => own.has(appId) || knownByAppId.has(appId);
  const principals = new Set(
    [...(byKind.get('servicePrincipal')?.values() ?? [])].map(({ value }) => lower(value['appId'])),
  );
  return {
    ofKind: (kind) => [...(byKind.get(kind)?.values() ?? [])],
    has: (kind) => (byKind.get(kind)?.size ?? 0) > 0,
    find,
    appIdOf,
    application: (appId) => own.get(appId.toLowerCase()),
    isPresent,
    isLeftOut: (name) => principals.has(name) && !isPresent(name),
    nameOf: (kind, id) => {
      const found = find(kind, id);
      if (found === undefined) return undefined;
      switch (kind) {
        case 'user':
          return textOf(found['userPrincipalName']);
        case 'group':
          return groupNames.get(String(found['displayName'])) === 1 ? textOf(found['displayName']) : lower(id);
        case 'servicePrincipal':
          return appIdOf(id);
        case 'device':
          return parseGuid(lower(found['deviceId']));
        default:
          return textOf(found['displayName']) ?? lower(id);
      }
    },
    related: (id, relation) => related.get(`${lower(id)} ${relation}`) ?? [],
    known: knownByAppId,
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

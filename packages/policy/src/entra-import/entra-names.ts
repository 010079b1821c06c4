import { builtInRoles, parseGuid } from '@gatehouse/model';
import {
  type EntraKind,
  type EntraObject,
  type EntraRelation,
  idIn,
  type JsonObject,
  lower,
  textOf,
} from './entra-export.js';

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
  /** The user principal name, display name, appId, device id or id by which a seed names the object. */
  nameOf(kind: EntraKind, id: unknown): string | undefined;
  /** The appId of a service principal, or of an application by its object id. */
  appIdOf(id: unknown): string | undefined;
  /** The application that the export registers under an appId. */
  application(appId: string): JsonObject | undefined;
  /** True for an appId under which the export has a service principal. */
  hasPrincipal(appId: string): boolean;
  /** True for an application that will be there: one of the export's own, or the platform's. */
  isPresent(appId: string): boolean;
  /** True for the name of a service principal that is left out, since its application is at home elsewhere. */
  isLeftOut(name: string): boolean;
  /** What stands in files of its own and belongs to an object; undefined where no file tells. */
  related(id: unknown, relation: string): readonly JsonObject[] | undefined;
  readonly known: ReadonlyMap<string, KnownApplication>;
}

/** Indexes an export. */
export function indexEntra(
  objects: readonly EntraObject[],
  relations: readonly EntraRelation[],
  known: readonly KnownApplication[],
): EntraNames {
  const byKind = indexKinds(objects);
  const all = (kind: EntraKind) => byKind.get(kind)?.list ?? [];
  const related = indexRelations(relations);
  const own = new Map(all('application').map(({ value }) => [lower(value['appId']), value]));
  const principals = new Set(all('servicePrincipal').map(({ value }) => lower(value['appId'])));
  const knownByAppId = new Map(known.map((one) => [one.appId, one]));
  const find = (kind: EntraKind, id: unknown) => byKind.get(kind)?.byId.get(lower(id));
  const appIdOf = (id: unknown) =>
    parseGuid(lower((find('servicePrincipal', id) ?? find('application', id))?.['appId']));
  const isPresent = (appId: string) => own.has(appId) || knownByAppId.has(appId);
  return {
    ofKind: all,
    has: (kind) => all(kind).length > 0,
    find,
    appIdOf,
    application: (appId) => own.get(appId.toLowerCase()),
    hasPrincipal: (appId) => principals.has(appId.toLowerCase()),
    isPresent,
    isLeftOut: (name) => principals.has(name) && !isPresent(name),
    nameOf: namer(find, appIdOf, all),
    related: (id, relation) => related.get(`${lower(id)} ${relation}`),
    known: knownByAppId,
  };
}

interface ObjectsOfKind {
  readonly list: EntraObject[];
  readonly byId: Map<string, JsonObject>;
}

function indexKinds(objects: readonly EntraObject[]): ReadonlyMap<EntraKind, ObjectsOfKind> {
  const byKind = new Map<EntraKind, ObjectsOfKind>();
  for (const object of objects) {
    const all: ObjectsOfKind = byKind.get(object.kind) ?? { list: [], byId: new Map() };
    all.list.push(object);
    const id = idIn(object.value);
    if (id !== '') all.byId.set(id, object.value);
    byKind.set(object.kind, all);
  }
  return byKind;
}

function indexRelations(relations: readonly EntraRelation[]): ReadonlyMap<string, readonly JsonObject[]> {
  const related = new Map<string, JsonObject[]>();
  for (const { of, relation, objects } of relations) {
    const key = `${of} ${relation}`;
    const list = related.get(key) ?? [];
    for (const one of objects) list.push(one);
    related.set(key, list);
  }
  return related;
}

/** Words that mean something in policies, and names of what is built in: no name of an object in a seed. */
const reserved: ReadonlySet<string> = new Set([
  'all',
  'alltrusted',
  'guestsorexternalusers',
  'none',
  'serviceprincipalsinmytenant',
  ...builtInRoles.map(({ displayName }) => displayName.toLowerCase()),
]);

/** What a seed calls an object; one whose name others have, too, goes by its id. */
function namer(
  find: EntraNames['find'],
  appIdOf: EntraNames['appIdOf'],
  all: EntraNames['ofKind'],
): EntraNames['nameOf'] {
  const holders = new Map<string, number>();
  const enter = (kind: EntraKind, name: unknown) =>
    holders.set(`${kind} ${lower(name)}`, (holders.get(`${kind} ${lower(name)}`) ?? 0) + 1);
  for (const { value } of all('user')) {
    enter('user', value['userPrincipalName']);
    // A group by the name of a person would be taken for the person.
    enter('group', value['userPrincipalName']);
  }
  const displayed = ['group', 'administrativeUnit', 'namedLocation', 'authenticationStrengthPolicy'] as const;
  for (const kind of [...displayed, 'roleDefinition'] as const) {
    for (const { value } of all(kind)) enter(kind, value['displayName']);
  }
  const ifPlain = (kind: EntraKind, name: string | undefined, id: unknown): string | undefined => {
    if (name === undefined) return kind === 'group' || kind === 'user' ? undefined : lower(id);
    const isTaken = (holders.get(`${kind} ${name.toLowerCase()}`) ?? 0) > 1;
    return isTaken || reserved.has(name.toLowerCase()) || parseGuid(name) !== undefined ? lower(id) : name;
  };
  return (kind, id) => {
    const found = find(kind, id);
    if (found === undefined) return undefined;
    if (kind === 'user') return ifPlain(kind, textOf(found['userPrincipalName']), id);
    if (kind === 'servicePrincipal') return appIdOf(id);
    if (kind === 'device') return parseGuid(lower(found['deviceId'])) ?? lower(id);
    return ifPlain(kind, textOf(found['displayName']), id);
  };
}

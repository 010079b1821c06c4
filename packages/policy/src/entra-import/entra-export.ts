/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A file of an export: where it lay, with `/` between folders, and what it holds. */
export interface EntraFile {
  readonly path: string;
  readonly value: unknown;
}

/** The kinds of object that an export can hold. */
export type EntraKind =
  | 'administrativeUnit'
  | 'application'
  | 'appRoleAssignment'
  | 'authenticationContextClassReference'
  | 'authenticationStrengthPolicy'
  | 'conditionalAccessPolicy'
  | 'device'
  | 'directoryRole'
  | 'domain'
  | 'extensionProperty'
  | 'group'
  | 'namedLocation'
  | 'oauth2PermissionGrant'
  | 'organization'
  | 'roleAssignment'
  | 'roleDefinition'
  | 'servicePrincipal'
  | 'user';

/** One object of an export. */
export interface EntraObject {
  readonly kind: EntraKind;
  readonly value: JsonObject;
  readonly file: string;
  /** What people call it, where it has no name itself. */
  readonly title?: string;
}

/** Objects that stand in a file of their own and belong to another: the members of a group, the owners of an application. */
export interface EntraRelation {
  /** `members`, `owners`, `manager` …, in lower case. */
  readonly relation: string;
  /** The id of the object that they belong to, in lower case. */
  readonly of: string;
  readonly objects: readonly JsonObject[];
  readonly file: string;
}

/** Something of an export that a seed does not have, and why. */
export interface Loss {
  readonly kind: EntraKind | 'file';
  /** What people call the object, else its id, or the path of the file. */
  readonly object: string;
  /** Absent when the whole object is lost. */
  readonly property?: string;
  readonly reason: string;
}

/** True for a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list that may be absent. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text in lower case, as ids are compared; empty for anything else. */
export function lower(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}

/** The id of an object, or of what a reference (`@odata.id`) leads to, in lower case; empty where it has none. */
export function idIn(value: JsonObject): string {
  const reference = textOf(value['@odata.id']) ?? '';
  return lower(value['id']) || lower(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=[^/]*$)/i.exec(reference)?.[0]);
}

/** True for what Graph writes where there is nothing: null, false, an empty text, list or object, or an object of such. */
export function saysNothing(value: unknown, depth = 4): boolean {
  if (value === undefined || value === null || value === false || value === '') return true;
  return typeof value === 'object' && depth > 0 && Object.values(value).every((one) => saysNothing(one, depth - 1));
}

/** An object without the properties that say nothing. */
export function withoutSilence(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !saysNothing(value)));
}

/** True for equal JSON; the order of properties means nothing. */
export function isSameJson(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const [one, other] = [Object.entries(left), new Map(Object.entries(right))];
  return (
    one.length === other.size && one.every(([name, value]) => other.has(name) && isSameJson(value, other.get(name)))
  );
}

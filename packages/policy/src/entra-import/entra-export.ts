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
}

/** Objects that stand in a file of their own and belong to another: the members of a group, the owners of an application. */
export interface EntraRelation {
  /** `members`, `owners`, `manager` … */
  readonly relation: string;
  readonly of: string;
  readonly objects: readonly JsonObject[];
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

/** True for what Graph writes where there is nothing: null, false, an empty text, list or object, or an object of such. */
export function saysNothing(value: unknown, depth = 4): boolean {
  if (value === undefined || value === null || value === false || value === '') return true;
  return typeof value === 'object' && depth > 0 && Object.values(value).every((one) => saysNothing(one, depth - 1));
}

/** An object without the properties that say nothing. */
export function withoutSilence(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !saysNothing(value)));
}

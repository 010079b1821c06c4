import type { AppId } from '@gatehouse/model';
import { duplicateProblems, lengthProblems, type Problem } from './problem.js';

/** What a directory extension may hold (Microsoft Graph documentation: extensionProperty resource type). */
export const extensionDataTypes = ['Binary', 'Boolean', 'DateTime', 'Integer', 'LargeInteger', 'String'] as const;

/** What a directory extension may be of. */
export const extensionTargets = [
  'User',
  'Group',
  'AdministrativeUnit',
  'Application',
  'Device',
  'Organization',
] as const;

/** The definition of a directory extension: an attribute that an application adds to directory objects. */
export interface ExtensionProperty {
  /** The whole name: `extension_{appId without dashes}_{name}`. */
  readonly name: string;
  readonly dataType: (typeof extensionDataTypes)[number];
  readonly isMultiValued: boolean;
  readonly targetObjects: readonly (typeof extensionTargets)[number][];
}

/** What an application calls an attribute, by which name objects have it. */
export function extensionPropertyName(appId: AppId, name: string): string {
  return `extension_${appId.replaceAll('-', '')}_${name}`;
}

/** Names of properties have at most 128 characters, 43 of which say whose the extension is. */
const longestName = 85;

/**
 * The rules of a new directory extension.
 * @param name as the application calls it, without what is put before it.
 * @example extensionPropertyProblems('jobGroup', ['User']) // []
 */
export function extensionPropertyProblems(name: string, targetObjects: readonly string[]): Problem[] {
  return [
    ...lengthProblems(name, 'name', longestName, 1),
    ...(/^\w*$/.test(name) ? [] : [{ path: 'name', reason: 'must have only letters of ASCII, digits and `_`' }]),
    ...(targetObjects.length === 0 ? [{ path: 'targetObjects', reason: 'must name at least one kind of object' }] : []),
    ...duplicateProblems(targetObjects, () => 'targetObjects', 'the kind'),
  ];
}

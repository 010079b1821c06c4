import { attributeDefinitions, attributeSets } from './attribute-sections.js';
import { domains, organization } from './domain-sections.js';
import type { DocumentSection } from './document-section.js';
import {
  extensionProperties,
  invitations,
  openExtensionSections,
  permissionClassifications,
  schemaExtensions,
} from './extension-sections.js';
import { policySections } from './policy-sections.js';
import { roleDefinitions } from './role-definitions.js';

/** Every kind of document that a seed has a place for; later ones may refer to earlier ones. */
export const documentSections: readonly DocumentSection[] = [
  organization,
  domains,
  attributeSets,
  attributeDefinitions,
  schemaExtensions,
  extensionProperties,
  ...openExtensionSections,
  invitations,
  permissionClassifications,
  roleDefinitions,
  ...policySections,
];

const byKind: ReadonlyMap<string, DocumentSection> = new Map(
  documentSections.map((section) => [section.kind, section] as const),
);

/** How documents of a kind stand in a seed. */
export function sectionOf(kind: string): DocumentSection | undefined {
  return byKind.get(kind);
}

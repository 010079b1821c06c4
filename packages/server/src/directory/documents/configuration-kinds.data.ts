/**
 * The kinds of document that decisions or reads of other objects need at once: every process holds them in the tenant's compiled
 * configuration, and a change of one drops that.
 */
export const configurationKinds = [
  'authorization-policy',
  'role-definition',
  'extension-property',
  'schema-extension',
  'attribute-definition',
  'group-setting',
] as const;

/** One of them. */
export type ConfigurationKind = (typeof configurationKinds)[number];

import { initialMethodConfigurations, type MethodConfiguration } from '@gatehouse/policy';
import { methodConfigurations } from '../../../../directory/index.js';
import { methodConfigurationTypes } from '../../entities/policies/authentication-methods.js';
import type { DocumentSet } from '../../operations/document-set.js';
import { type EntityType, text } from '../../schema/index.js';

/** Stands for whichever configuration it is, where several are listed. */
const anyConfigurationType: EntityType = {
  name: 'authenticationMethodConfiguration',
  base: 'entity',
  properties: [
    text('id', { writable: 'never', nullable: false, query: { filter: ['eq', 'in'] } }),
    text('state', { query: { filter: ['eq'] } }),
  ],
  navigations: [],
};

/** What the tenant says of each method: as it is at first until somebody says otherwise. */
export const configurations: DocumentSet<MethodConfiguration> = {
  name: 'policies/authenticationMethodsPolicy/authenticationMethodConfigurations',
  type: anyConfigurationType,
  kind: methodConfigurations,
  nouns: ['the configuration of an authentication method', 'configurations of authentication methods'],
  builtIn: [...initialMethodConfigurations].map(([id, body]) => ({ id, parentId: null, body, createdAt: 0 })),
  render: ({ body }) => body,
};

/** The id of the built-in configuration that a path names, in any letter case; otherwise the text itself. */
export function configurationId(written: string): string {
  return (
    [...initialMethodConfigurations.keys()].find((id) => id.toLowerCase() === written.toLowerCase()) ??
    written.toLowerCase()
  );
}

/** The entity type that a configuration says it is of. @throws when there is none: a body was stored unread */
export function configurationTypeOf(odataType: string): EntityType {
  const type = methodConfigurationTypes.get(odataType.replace('#microsoft.graph.', ''));
  if (type === undefined) throw new Error(`\`${odataType}\` is not a configuration of an authentication method`);
  return type;
}

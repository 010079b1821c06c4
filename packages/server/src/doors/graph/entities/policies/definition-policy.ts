import { type EntityType, filters, flag, text, texts } from '../../schema/index.js';

/** The type of a policy whose content is a definition: `tokenLifetimePolicy` and its like. */
export function definitionPolicyType(name: string): EntityType {
  return {
    name,
    base: 'directoryObject',
    properties: [
      text('description', { maxLength: 1024 }),
      text('displayName', { required: true, maxLength: 256, query: { filter: filters.prefix, sort: true } }),
      texts('definition', { required: true, maxItems: 1, repeats: true, maxLength: 50_000 }),
      flag('isOrganizationDefault', { nullable: false, query: { filter: ['eq'] } }),
    ],
    navigations: [],
  };
}

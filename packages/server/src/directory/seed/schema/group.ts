import type { GroupId } from '@gatehouse/model';
import { z } from 'zod';
import { openExtensions } from './extension-definitions.js';
import { furtherGroupProperties } from './further-properties.data.js';
import { extensionValuesShape, furtherShape, gatherExtensionValues } from './further-properties.js';
import { guid, list, maybe, name, strict, text, unread } from './strict.js';

const groupShape = strict({
  id: maybe(guid<GroupId>()),
  displayName: name,
  description: maybe(text),
  mail: maybe(text),
  mailNickname: maybe(text),
  securityEnabled: maybe(z.boolean()),
  mailEnabled: maybe(z.boolean()),
  groupTypes: list(z.enum(['Unified', 'DynamicMembership'])),
  visibility: maybe(z.enum(['Public', 'Private', 'HiddenMembership'])),
  isAssignableToRole: maybe(z.boolean()),
  membershipRule: maybe(text),
  membershipRuleProcessingState: maybe(z.enum(['On', 'Paused'])),
  ...furtherShape(furtherGroupProperties),
  ...extensionValuesShape,
  extensions: openExtensions,
  /** User principal names, display names of groups, appIds of service principals, device ids. */
  members: list(name),
  /** User principal names and appIds. */
  owners: list(name),
  ...unread('createdDateTime', 'deletedDateTime', 'securityIdentifier', '@odata.context', '@odata.id', '@odata.type'),
});

export const groupSchema = z.preprocess(gatherExtensionValues, groupShape);

/** A group as the seed writes it. */
export type SeedGroup = z.output<typeof groupShape>;

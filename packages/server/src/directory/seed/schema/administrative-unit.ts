import type { AdministrativeUnitId } from '@gatehouse/model';
import { z } from 'zod';
import { openExtensions } from './extension-definitions.js';
import { furtherUnitProperties } from './further-properties.data.js';
import { extensionValuesShape, furtherShape, gatherExtensionValues } from './further-properties.js';
import { guid, list, maybe, name, notYet, strict, text, unread } from './strict.js';

const unitShape = strict({
  id: maybe(guid<AdministrativeUnitId>()),
  displayName: name,
  description: maybe(text),
  visibility: maybe(z.enum(['Public', 'HiddenMembership'])),
  /** User principal names, display names of groups, device ids. */
  members: list(name),
  ...furtherShape(furtherUnitProperties),
  ...extensionValuesShape,
  extensions: openExtensions,
  ...unread('deletedDateTime', '@odata.context', '@odata.id', '@odata.type'),
  // Units that fill themselves, or that only their own administrators may touch.
  ...notYet(['isMemberManagementRestricted', 'membershipRule', 'membershipRuleProcessingState']),
  ...notYet(['membershipType'], ['Assigned']),
});

export const administrativeUnitSchema = z.preprocess(gatherExtensionValues, unitShape);

/** An administrative unit as the seed writes it. */
export type SeedAdministrativeUnit = z.output<typeof unitShape>;

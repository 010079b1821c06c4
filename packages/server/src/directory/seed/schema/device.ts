import type { DeviceId } from '@gatehouse/model';
import { z } from 'zod';
import { openExtensions } from './extension-definitions.js';
import { furtherDeviceProperties } from './further-properties.data.js';
import { extensionValuesShape, furtherShape, gatherExtensionValues } from './further-properties.js';
import { guid, list, maybe, name, strict, unread } from './strict.js';

const deviceShape = strict({
  id: maybe(guid<DeviceId>()),
  /** The id that the registration gave; made of the name when absent. */
  deviceId: maybe(guid<string>()),
  displayName: name,
  accountEnabled: maybe(z.boolean()),
  isCompliant: maybe(z.boolean()),
  isManaged: maybe(z.boolean()),
  trustType: maybe(z.enum(['Workplace', 'AzureAd', 'ServerAd'])),
  /** User principal names. */
  registeredOwners: list(name),
  registeredUsers: list(name),
  ...furtherShape(furtherDeviceProperties),
  ...extensionValuesShape,
  extensions: openExtensions,
  ...unread(
    'approximateLastSignInDateTime',
    'createdDateTime',
    'deletedDateTime',
    'isManagementRestricted',
    'registrationDateTime',
    '@odata.context',
    '@odata.id',
    '@odata.type',
  ),
});

export const deviceSchema = z.preprocess(gatherExtensionValues, deviceShape);

/** A device as the seed writes it. */
export type SeedDevice = z.output<typeof deviceShape>;

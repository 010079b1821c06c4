import type { AppId, Device } from '@gatehouse/model';
import { type DirectoryRefusal, refused } from '../../../../directory/index.js';
import { denied } from '../../authorize.js';
import type { GraphError } from '../../graph-error.js';
import type { GraphCall, GraphEntity } from '../../resource.js';

/**
 * What a mobile device management service finds out about a device. Access is given by it, so that nobody writes it but such a service,
 * an application with a permission of its own (Microsoft Graph documentation: update device, `isCompliant`).
 */
const managed: readonly string[] = [
  'complianceExpirationDateTime',
  'deviceCategory',
  'deviceOwnership',
  'enrollmentProfileName',
  'enrollmentType',
  'isCompliant',
  'isManaged',
  'isRooted',
  'managementType',
  'manufacturer',
  'model',
];

/** Refuses people who say what only a management service may say; undefined when a body says nothing of that. */
export function refusePeople(values: GraphEntity, { caller }: GraphCall): GraphError | undefined {
  return caller.person !== null && managed.some((name) => name in values) ? denied() : undefined;
}

/** Refuses an application that speaks of a device which another one, that is still here, manages. */
export function refuseOthers(
  device: Device,
  values: GraphEntity,
  { caller, configuration }: GraphCall,
): DirectoryRefusal | undefined {
  const manager = device.properties?.mdmAppId as AppId | undefined;
  const isElse = manager !== undefined && manager !== caller.principal.appId;
  const isThere = isElse && configuration.servicePrincipal(manager) !== undefined;
  return isThere && managed.some((name) => name in values)
    ? refused('not_possible', { detail: 'another application manages the device' })
    : undefined;
}

/** A device as it will be, with the application that manages it, which is the one that says so. */
export function withManager(device: Device, values: GraphEntity, { caller }: GraphCall): Device {
  if (!('isManaged' in values)) return device;
  const { mdmAppId: _former, ...others } = device.properties ?? {};
  return values.isManaged === true
    ? { ...device, properties: { ...others, mdmAppId: caller.principal.appId } }
    : { ...device, properties: others };
}

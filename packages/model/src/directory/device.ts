import type { DeviceId, OwnerId, TenantId } from '../ids/ids.js';
import type { FurtherProperties } from './further-properties.js';

/** A device that is registered with or joined to the tenant. Property names are Graph's. */
export interface Device {
  readonly id: DeviceId;
  readonly tenant: TenantId;
  /** The id that the device registration gave; another one than the object's. */
  readonly deviceId: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly isCompliant?: boolean;
  readonly isManaged?: boolean;
  /** `Workplace`: registered; `AzureAd`: joined; `ServerAd`: joined on premises and registered. */
  readonly trustType?: 'Workplace' | 'AzureAd' | 'ServerAd';
  readonly owners: readonly OwnerId[];
  /** About when somebody last signed in from it, in milliseconds since the Unix epoch; not moved at every sign-in. */
  readonly lastSignInAt?: number;
  readonly properties?: FurtherProperties;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}

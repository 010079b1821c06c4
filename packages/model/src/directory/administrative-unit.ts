import type { AdministrativeUnitId, TenantId } from '../ids/ids.js';
import type { FurtherProperties } from './further-properties.js';

/** A part of the tenant that directory roles can be limited to: they act on its direct members. */
export interface AdministrativeUnit {
  readonly id: AdministrativeUnitId;
  readonly tenant: TenantId;
  readonly displayName: string;
  readonly description?: string;
  /** Members of a `HiddenMembership` unit are seen by its members and administrators alone. */
  readonly visibility?: 'Public' | 'HiddenMembership';
  readonly properties?: FurtherProperties;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}

import type { GroupId, OwnerId, TenantId } from '../ids/ids.js';
import type { FurtherProperties } from './further-properties.js';

/** A set of users and groups; membership is transitive. */
export interface Group {
  readonly id: GroupId;
  readonly tenant: TenantId;
  readonly displayName: string;
  readonly description?: string;
  readonly mailNickname?: string;
  readonly securityEnabled: boolean;
  readonly mailEnabled: boolean;
  readonly groupTypes: readonly ('Unified' | 'DynamicMembership')[];
  readonly mail?: string;
  readonly visibility?: 'Public' | 'Private' | 'HiddenMembership';
  /** Whether directory roles may be given to it; never changes. */
  readonly isAssignableToRole?: boolean;
  /** Who is in a dynamic group. */
  readonly membershipRule?: string;
  /** Whether the platform keeps the members as the rule says. */
  readonly membershipRuleProcessingState?: 'On' | 'Paused';
  readonly owners: readonly OwnerId[];
  readonly properties?: FurtherProperties;
  readonly createdAt: number;
}

import type { GroupId, TenantId, UserId } from '../ids/ids.js';

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
  readonly owners: readonly UserId[];
  readonly createdAt: number;
}

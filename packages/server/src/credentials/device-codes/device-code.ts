import type { AppId, SessionId, TenantId, UserId } from '@gatehouse/model';
import type { AccessInput, Authentication } from '@gatehouse/policy';

/** What the device asked for. */
export interface DeviceCodeGrant {
  readonly client: AppId;
  readonly authority: AccessInput['authority'];
  /** The scope parameter as the device wrote it. */
  readonly scope: string;
  /** The address the device asked from, for the person to recognise or not (RFC 8628 §5.4). */
  readonly requestedFrom: string;
}

/** The person who said yes, as the page's session proved them. */
export interface DeviceApproval {
  readonly tenant: TenantId;
  readonly user: UserId;
  readonly authentication: Authentication;
  readonly session: SessionId | null;
}

/** A code that waits for its person's answer. `tenant` and `handle` name it in `approve` and `decline`; neither is secret. */
export interface PendingDeviceCode extends DeviceCodeGrant {
  /** The tenant that keeps the code; the tenant of the person is another matter. */
  readonly tenant: TenantId;
  readonly handle: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

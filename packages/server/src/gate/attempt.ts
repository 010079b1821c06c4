import type { AppId, CorrelationId, GrantFamilyId, RequestId, SessionId, TenantId, UserId } from '@gatehouse/model';
import type { AccessInput, AttemptKind, Authentication } from '@gatehouse/policy';

/** What a door or a flow asks the gate for. It names facts it has proved; everything else the gate looks up itself. */
export interface Attempt {
  readonly kind: AttemptKind;
  readonly tenant: TenantId;
  readonly authority: AccessInput['authority'];
  /** The client application; null for a session, which belongs to the platform itself. */
  readonly client: AppId | null;
  readonly principal:
    | { readonly kind: 'user'; readonly id: UserId; readonly authentication: Authentication }
    /** No one is signed in yet: the gate answers what is required. */
    | { readonly kind: 'nobody' }
    | { readonly kind: 'application' };
  readonly target:
    | { readonly kind: 'platform' }
    | { readonly kind: 'sign_in_only' }
    /** `name` as the client wrote it: an application ID URI or an app id. */
    | { readonly kind: 'resource'; readonly name: string };
  readonly request: AccessInput['request'];
  readonly network: { readonly address: string; readonly userAgent: string | undefined };
  readonly requestId: RequestId;
  readonly correlationId: CorrelationId;
  readonly session?: SessionId;
  readonly family?: GrantFamilyId;
}

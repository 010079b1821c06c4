import type { TenantId, UserId } from '../ids/ids.js';
import type { CustomSecurityAttributes, FurtherProperties } from './further-properties.js';

/** A person's account in one tenant. Property names are Graph's. */
export interface User {
  readonly id: UserId;
  readonly tenant: TenantId;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly mail?: string;
  readonly jobTitle?: string;
  readonly department?: string;
  readonly officeLocation?: string;
  readonly mobilePhone?: string;
  readonly businessPhones: readonly string[];
  readonly preferredLanguage?: string;
  readonly usageLocation?: string;
  readonly userType: 'Member' | 'Guest';
  readonly accountEnabled: boolean;
  readonly managerId?: UserId;
  readonly customSecurityAttributes?: CustomSecurityAttributes;
  readonly properties?: FurtherProperties;
  /** Tokens and sessions begun before this instant are not honoured. Milliseconds since the Unix epoch. */
  readonly signInSessionsValidFrom: number;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}

import type { UserId } from '@gatehouse/model';

/**
 * One observation that somebody other than its owner may be using an account (Microsoft Graph documentation: riskDetection resource type).
 * Times in milliseconds since the epoch.
 */
export interface RiskDetection {
  readonly id: string;
  /** Null where an attack was seen and no account was reached. */
  readonly userId: UserId | null;
  readonly riskEventType: 'passwordSpray';
  readonly riskLevel: 'low' | 'medium' | 'high';
  readonly riskState: 'atRisk' | 'remediated' | 'dismissed' | 'confirmedCompromised' | 'confirmedSafe';
  readonly riskDetail: string;
  /** Which detector saw it. */
  readonly source: string;
  readonly activityAt: number;
  readonly detectedAt: number;
  readonly lastUpdatedAt: number;
  readonly address: string | null;
  /** What else was seen, by name. */
  readonly additionalInfo: Readonly<Record<string, string>>;
}

/** A detection as it is read: with the names of the user as they are now. */
export interface NamedRiskDetection extends RiskDetection {
  readonly userDisplayName: string | null;
  readonly userPrincipalName: string | null;
}

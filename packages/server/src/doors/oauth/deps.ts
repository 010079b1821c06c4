import type { ClientAuthenticator } from '../../credentials/clients/index.js';
import type { DeviceCodes } from '../../credentials/device-codes/index.js';
import type { Passwords } from '../../credentials/methods/index.js';
import type { OwnTokens } from '../../credentials/own-tokens/index.js';
import type { Directory } from '../../directory/index.js';
import type { Gate } from '../../gate/index.js';
import type { Issuance } from '../../issuance/index.js';
import type { Clock } from '../../platform/clock/index.js';
import type { Ids } from '../../platform/ids/index.js';
import type { Keys } from '../../platform/keys/index.js';
import type { Log } from '../../platform/log/index.js';
import type { SingleUse } from '../../platform/single-use/index.js';
import type { Revocation } from '../../signals/revocation/index.js';
import type { AssertionVerifier } from './token/assertion-verifier.js';

/** What the token side of the OAuth door works with. */
export interface OAuthDoorDeps {
  readonly directory: Directory;
  readonly gate: Pick<Gate, 'admit' | 'recordFailure'>;
  readonly issuance: Issuance;
  readonly keys: Keys;
  readonly singleUse: Pick<SingleUse, 'spend'>;
  readonly revocation: Revocation;
  readonly clients: ClientAuthenticator;
  readonly deviceCodes: DeviceCodes;
  readonly ownTokens: OwnTokens;
  readonly passwords: Pick<Passwords, 'verifyPassword'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Scheme, host and port of the authority, without a trailing slash. */
  readonly baseUrl: string;
  readonly refresh: RefreshSettings;
}

/** The deps with what the door makes for itself. */
export interface OAuthDoor extends OAuthDoorDeps {
  readonly assertions: AssertionVerifier;
}

/** How refresh tokens live. Seconds. */
export interface RefreshSettings {
  /** How long a redeemed generation may be presented again: for other scopes, or by a cache that has not heard. */
  readonly overlapSeconds: number;
  /** How close presentations for the same scopes count as made at the same time. */
  readonly raceSeconds: number;
  readonly idleSeconds: number;
  /** The longest life of a family, counted from the sign-in; null for no such end. */
  readonly absoluteSeconds: number | null;
}

/** A minute of overlap, a second for races, 90 days without use, and no absolute end. */
export const defaultRefreshSettings: RefreshSettings = {
  overlapSeconds: 60,
  raceSeconds: 1,
  idleSeconds: 90 * 24 * 60 * 60,
  absoluteSeconds: null,
};

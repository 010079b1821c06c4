import type { Passwords } from '../../credentials/methods/index.js';
import type { BrowserSessions, Sessions } from '../../credentials/sessions/index.js';
import type { Directory } from '../../directory/index.js';
import type { Gate } from '../../gate/index.js';
import type { Issuance } from '../../issuance/index.js';
import type { Clock } from '../../platform/clock/index.js';
import type { Ids } from '../../platform/ids/index.js';
import type { Keys } from '../../platform/keys/index.js';
import type { Log } from '../../platform/log/index.js';

/** What the sign-in flow works with. */
export interface SignInDeps {
  readonly directory: Directory;
  readonly gate: Gate;
  readonly issuance: Issuance;
  readonly keys: Pick<Keys, 'sealer'>;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly browserSessions: BrowserSessions;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Scheme, host and port, without a trailing slash. */
  readonly baseUrl: string;
}

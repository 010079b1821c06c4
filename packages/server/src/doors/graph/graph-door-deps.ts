import type { Passwords } from '../../credentials/methods/index.js';
import type { OwnTokens } from '../../credentials/own-tokens/index.js';
import type { Directory } from '../../directory/index.js';
import type { Clock } from '../../platform/clock/index.js';
import type { Ids } from '../../platform/ids/index.js';
import type { Keys } from '../../platform/keys/index.js';
import type { Log } from '../../platform/log/index.js';
import type { OutboundDns } from '../../platform/outbound-dns/index.js';

/** What Graph calls are answered from. `baseUrl`: scheme, host and port, without a trailing slash. */
export interface GraphDoorDeps {
  readonly directory: Directory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly baseUrl: string;
  readonly ownTokens: OwnTokens;
  readonly keys: Pick<Keys, 'tenantSecret'>;
  readonly passwords: Pick<Passwords, 'hash' | 'set'>;
  readonly dns: OutboundDns;
}

import type { Directory } from '../../../directory/index.js';
import type { SignIn } from '../../../flows/sign-in/index.js';
import type { Issuance } from '../../../issuance/index.js';
import type { Ids } from '../../../platform/ids/index.js';
import type { Log } from '../../../platform/log/index.js';

/** What the authorization endpoint works with. */
export interface AuthorizeDeps {
  readonly directory: Directory;
  readonly signIn: SignIn;
  readonly issuance: Pick<Issuance, 'issue'>;
  readonly ids: Ids;
  readonly log: Log;
  /** Scheme, host and port of the authority, without a trailing slash. */
  readonly baseUrl: string;
  /** How long authorization codes live, in seconds: 60 to 300 (RFC 9700 §4.5, ASVS 10.4.3). 300 by default. */
  readonly codeLifetimeSeconds?: number;
}

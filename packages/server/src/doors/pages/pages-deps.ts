import type { Directory } from '../../directory/index.js';
import type { DeviceLogin } from '../../flows/device-login/index.js';
import type { SignIn } from '../../flows/sign-in/index.js';
import type { Log } from '../../platform/log/index.js';

/** What the pages door works with. */
export interface PagesDeps {
  readonly directory: Directory;
  readonly signIn: SignIn;
  readonly deviceLogin: DeviceLogin;
  readonly log: Log;
  /** Scheme, host and port, without a trailing slash. */
  readonly baseUrl: string;
  /** Lines for a developer on the home page, which then names the tenants too; absent in production. */
  readonly developmentHints?: readonly string[];
}

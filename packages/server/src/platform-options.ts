import type { Parts } from './compose/compose-parts.js';
import type { Clock } from './platform/clock/index.js';
import type { Settings } from './platform/config/index.js';
import type { Ids } from './platform/ids/index.js';
import type { Log } from './platform/log/index.js';

/** What a platform is started with. */
export interface PlatformOptions {
  readonly settings: Settings;
  /** Default: the machine's clock; with `dev` one that the development controls move. */
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly log?: Log;
  /** Hears what is being done during a start that takes its time. */
  readonly onProgress?: (step: string) => void;
  /** Lines for a developer on the home page, which then names the tenants too; not for production. */
  readonly developmentHints?: readonly string[];
}

/** A running platform. */
export interface Platform {
  readonly baseUrl: string;
  /** The certificate authority that clients must trust; null when the operator brings certificates or ends TLS elsewhere. */
  readonly caFile: string | null;
  readonly port: number;
  readonly clock: Clock;
  /** The parts themselves, for operators' commands and tests in the same process. */
  readonly parts: Parts;
  /** Stops accepting, answers what is under way, closes the store. */
  close(): Promise<void>;
}

/** The platform could not start; the message is for the operator. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

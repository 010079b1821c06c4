import type { Clock } from '../platform/clock/index.js';
import type { Ids } from '../platform/ids/index.js';
import type { Keys } from '../platform/keys/index.js';
import type { Admitted } from '../gate/index.js';

/** What every recipe may use. Nothing here reaches the directory or the network: an admission carries all facts. */
export interface RecipeTools {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keys: Keys;
  /** Scheme, host and port of the authority, without a trailing slash. */
  readonly baseUrl: string;
}

/** How one kind of artefact is made from an admission. */
export interface Recipe<Artefact> {
  readonly name: string;
  make(admitted: Admitted, tools: RecipeTools): Promise<Artefact>;
}

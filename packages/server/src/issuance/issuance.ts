import type { Admission } from '../gate/index.js';
import type { CodeFacts, RefreshFacts, SessionFacts } from './artefacts.js';
import type { Recipe } from './recipe.js';

/** The only place that signs or seals what gives access (law ONE-GATE). */
export interface Issuance {
  /**
   * Makes one artefact. Resolves only after the sign-in record of the admission is durable (law RECORD-FIRST).
   * @throws TypeError for anything but the gate's admission; StoreUnavailable when the record could not be kept.
   */
  issue<Artefact>(admission: Admission, recipe: Recipe<Artefact>): Promise<Artefact>;
  /** Reads back sealed artefacts. Undefined for anything tampered, foreign or malformed; expiry is the caller's to judge. */
  readonly read: {
    code(text: string): CodeFacts | undefined;
    refreshToken(text: string): RefreshFacts | undefined;
    session(text: string): SessionFacts | undefined;
  };
}

import type { Application } from '@gatehouse/model';
import type { AccessInput, Decision, Grant } from '@gatehouse/policy';
import type { TenantConfiguration, UserStanding } from '../directory/index.js';
import type { ResourceRegistrationFacts } from './admitted-facts.js';
import type { Attempt } from './attempt.js';

/** What was admitted: the attempt, the decision and the facts it rests on, for recipes to read. */
export interface Admitted {
  readonly attempt: Attempt;
  readonly decision: Extract<Decision, { kind: 'admit' }>;
  readonly grant: Grant;
  readonly input: AccessInput;
  readonly configuration: TenantConfiguration;
  readonly client: Application | null;
  readonly user: UserStanding | null;
  /** The resource asked for, when the target is one. */
  readonly resource: ResourceRegistrationFacts | null;
}

let mint: (admitted: Admitted, recorded: Promise<void>) => Admission;

/**
 * The gate's yes. Sealed: only this file can make one (private constructor and private brand), it cannot be copied from
 * look-alikes, and it is never stored.
 * INVARIANT: ONE-GATE, held by admission.test.ts and the import rules.
 */
export class Admission {
  readonly #admitted: Admitted;
  readonly #recorded: Promise<void>;

  private constructor(admitted: Admitted, recorded: Promise<void>) {
    this.#admitted = admitted;
    this.#recorded = recorded;
    Object.freeze(this);
  }

  static {
    mint = (admitted, recorded) => new Admission(admitted, recorded);
  }

  static open(value: Admission): { readonly admitted: Admitted; readonly recorded: Promise<void> } {
    if (typeof value !== 'object' || value === null || !(#admitted in value)) {
      throw new TypeError('not an admission of the gate');
    }
    return { admitted: value.#admitted, recorded: value.#recorded };
  }

  /** An admission has no content that could be stored or sent. */
  toJSON(): never {
    throw new TypeError('an admission is never stored');
  }
}

/** Makes the gate's yes. Imported by gate/gate.ts only. */
export function mintAdmission(admitted: Admitted, recorded: Promise<void>): Admission {
  return mint(admitted, recorded);
}

/**
 * Opens an admission for issuance.
 * @throws TypeError when the value was not minted by the gate.
 */
export function openAdmission(value: Admission): { readonly admitted: Admitted; readonly recorded: Promise<void> } {
  return Admission.open(value);
}

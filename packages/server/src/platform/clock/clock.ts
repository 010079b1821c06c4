/** The one source of time (law ONE-CLOCK). */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that the development controls and tests move; it runs on at the machine's pace from where it was set. */
export class AdjustableClock implements Clock {
  #offset = 0;
  readonly #source: Clock;

  constructor(source: Clock = systemClock) {
    this.#source = source;
  }

  now(): number {
    return this.#source.now() + this.#offset;
  }

  /** Moves time by `seconds`, which may be negative. */
  advance(seconds: number): void {
    this.#offset += Math.round(seconds * 1000);
  }

  /** Sets the present to `at`, in milliseconds since the Unix epoch. */
  set(at: number): void {
    this.#offset = at - this.#source.now();
  }
}

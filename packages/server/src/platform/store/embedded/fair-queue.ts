import { StoreUnavailable } from '../store.js';

interface Waiting {
  readonly admit: (leave: () => void) => void;
  readonly timer: NodeJS.Timeout;
}

/** One place, given to those who wait in the order they came, none of whom waits longer than the limit. */
export class FairQueue {
  readonly #waitLimitMs: number;
  /** In order of arrival; those who gave up have left it. */
  readonly #waiting = new Set<Waiting>();
  #taken = false;

  constructor(waitLimitMs: number) {
    this.#waitLimitMs = waitLimitMs;
  }

  /** True when nobody holds the place and nobody waits. */
  get idle(): boolean {
    return !this.#taken && this.#waiting.size === 0;
  }

  /**
   * Waits for the place.
   * @returns what gives it to the next; calling it again does nothing.
   * @throws StoreUnavailable when the wait is over the limit.
   */
  async enter(): Promise<() => void> {
    if (!this.#taken) return this.#take();
    return new Promise((admit, refuse) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        refuse(
          new StoreUnavailable(`waited ${this.#waitLimitMs} ms for the embedded database, which has one connection`),
        );
      }, this.#waitLimitMs);
      const waiting = { admit, timer };
      this.#waiting.add(waiting);
    });
  }

  #take(): () => void {
    this.#taken = true;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#next();
    };
  }

  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined) {
      this.#taken = false;
      return;
    }
    this.#waiting.delete(first);
    clearTimeout(first.timer);
    first.admit(this.#take());
  }
}

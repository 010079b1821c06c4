/** Nobody waits longer than this for company, in milliseconds. */
const longestMs = 4;

/**
 * How long a group waits for company. One that follows a larger one closely waits for as many, at most as long as that one took
 * to write: callers who ask again and again then share one commit instead of two. Whoever comes alone, or after a pause, never
 * waits.
 */
export class GroupPace {
  #size = 0;
  #took = 0;
  #ended = 0;
  #expected = 0;
  #complete: (() => void) | undefined;

  /** Waits for company. @param present how many there are. */
  async gather(present: () => number): Promise<void> {
    const limit = Math.min(this.#took, longestMs);
    const close = performance.now() - this.#ended < this.#took;
    if (!close || this.#size <= present() || limit < 1) return;
    this.#expected = this.#size;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, limit);
      this.#complete = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#complete = undefined;
  }

  /** Takes note that somebody came. @param present how many there are now. */
  joined(present: number): void {
    if (present >= this.#expected) this.#complete?.();
  }

  /** Writes a group and remembers how large it was and how long it took. */
  async timed(size: number, write: () => Promise<void>): Promise<void> {
    const begun = performance.now();
    await write();
    this.#ended = performance.now();
    this.#took = this.#ended - begun;
    this.#size = size;
  }
}

/** Runs slow work a few at a time. */
export interface HashQueue {
  /**
   * Runs `work` now or when its turn comes.
   * @returns undefined at once when too many are waiting: whoever floods the queue is refused instead of everyone being slow.
   */
  run<T>(work: () => Promise<T>): Promise<{ readonly value: T } | undefined>;
}

/** @param parallel how many run at once. @param waiting how many may wait. */
export function createHashQueue(parallel: number, waiting: number): HashQueue {
  let running = 0;
  const queue: (() => void)[] = [];
  return {
    run: async (work) => {
      if (running >= parallel) {
        if (queue.length >= waiting) return undefined;
        // Whoever finishes passes its place on, so `running` does not change here.
        await new Promise<void>((resolve) => queue.push(resolve));
      } else running += 1;
      try {
        return { value: await work() };
      } finally {
        const next = queue.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}

import type { Parts } from './compose-parts.js';

const hour = 60 * 60 * 1000;

/**
 * Does now and then what nobody waits for: key rotation by schedule, forgetting spent marks that no longer matter. Every process
 * does it; the work itself makes sure that once is enough.
 * @returns a function that stops it.
 */
export function startUpkeep({ keys, singleUse, log }: Parts): () => void {
  const round = async (): Promise<void> => {
    try {
      await keys.runMaintenance();
      await singleUse.purgeExpired();
    } catch (error) {
      // The next round does it: nothing is lost, but the operator should know.
      log.warn('upkeep failed', { error });
    }
  };
  const timer = setInterval(() => void round(), hour);
  timer.unref();
  return () => clearInterval(timer);
}

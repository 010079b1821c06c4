import {
  accountFailureSweep,
  familiarPlaceSweep,
  guessingBlockSweep,
  proofFailureSweep,
} from '../credentials/guessing/index.js';
import { deviceCodeSweep, userCodeSweep } from '../credentials/device-codes/index.js';
import { sessionSweep } from '../credentials/sessions/index.js';
import { type Sweep, sweepTenants } from '../platform/store/index.js';
import { revocationSweep } from '../signals/revocation/index.js';
import type { Parts } from './compose-parts.js';
import { purgeDeleted } from './purge-deleted.js';

const minute = 60 * 1000;
const hour = 60 * minute;

type Upkept = Pick<Parts, 'directory' | 'keys' | 'singleUse' | 'store' | 'clock' | 'log'>;
type Job = readonly [name: string, work: () => Promise<unknown>];

/** What is kept past its end until somebody sweeps, besides what the ledger of single use keeps. */
const sweeps: readonly (readonly [string, Sweep])[] = [
  ['sessions', sessionSweep],
  ['revoked grant families', revocationSweep],
  ['device codes', deviceCodeSweep],
  ['user codes', userCodeSweep],
  ['failures of accounts', accountFailureSweep],
  ['failed proofs', proofFailureSweep],
  ['blocks of guessers', guessingBlockSweep],
  ['familiar places', familiarPlaceSweep],
];

/**
 * Does now and then what nobody waits for: key rotation by schedule, forgetting what no longer matters. Every process does it; the
 * work itself makes sure that once is enough. The first round comes soon after the start, for processes that never live an hour.
 * @returns a function that stops it.
 */
export function startUpkeep(parts: Upkept & Pick<Parts, 'dynamicGroups'>): () => void {
  let stopped = false;
  const keep = (...jobs: readonly Job[]): void => void keepUp(jobs, parts.log, () => stopped);
  const members = dynamicMembers(parts);
  const round = (): void => keep(keyMaintenance(parts), members, ...sweepsOf(parts));
  // What changed while no process listened shows in the groups as soon as one does.
  keep(members);
  const first = setTimeout(round, minute);
  const hourly = setInterval(round, hour);
  first.unref();
  hourly.unref();
  return () => {
    stopped = true;
    clearTimeout(first);
    clearInterval(hourly);
  };
}

/** Key rotation by schedule. */
function keyMaintenance({ keys }: Upkept): Job {
  return ['signing keys', () => keys.runMaintenance()];
}

/** Members of dynamic groups: what was missed, and what time alone changes. */
function dynamicMembers({ dynamicGroups }: Pick<Parts, 'dynamicGroups'>): Job {
  return ['members of dynamic groups', () => dynamicGroups.sweep()];
}

/** Everything that is forgotten after its end. */
export function sweepsOf({ directory, singleUse, store, clock }: Upkept): readonly Job[] {
  return [
    ['deleted objects', () => purgeDeleted(directory)],
    ['spent marks', () => singleUse.purgeExpired()],
    ...sweeps.map(([name, sweep]): Job => [name, () => sweepTenants(store, clock.now(), sweep)]),
  ];
}

/** One round: the failure of one job keeps no other from its turn. */
export async function keepUp(jobs: readonly Job[], log: Upkept['log'], stopped: () => boolean): Promise<void> {
  for (const [name, work] of jobs) {
    if (stopped()) return;
    try {
      await work();
    } catch (error) {
      // The next round does it: nothing is lost, but the operator should know.
      log.warn('upkeep failed', { of: name, error });
    }
  }
}
